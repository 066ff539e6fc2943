package dev.aks4j.identity.internal.rights;

import dev.aks4j.core.model.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Azure's role-based access control over assignments and definitions as they were read. Immutable and thread-safe.
 */
public final class AzureRbac {

    private static final String EVERYBODY = "00000000-0000-0000-0000-000000000000";
    private static final String MANAGEMENT_GROUP = "/providers/microsoft.management/managementgroups/";

    private final List<Json> assignments;
    private final List<Json> denials;
    private final Map<String, Json> definitions = new HashMap<>();

    /**
     * Takes the documents.
     *
     * @param assignments role assignments; those on management groups count as being above whatever they were read for
     * @param definitions role definitions
     * @param denials deny assignments
     */
    public AzureRbac(List<Json> assignments, List<Json> definitions, List<Json> denials) {
        this.assignments = List.copyOf(assignments);
        this.denials = List.copyOf(denials);
        definitions.forEach(
                definition -> this.definitions.put(last(definition.path("id").asText()), definition));
    }

    /**
     * What was found about one action.
     *
     * @param grants assignments that give it
     * @param denials deny assignments that take it, whoever gives it
     * @param unknown assignments whose role could not be read
     */
    public record Found(List<AzureGrant> grants, List<AzureGrant> denials, List<AzureGrant> unknown) {

        /** Copies the lists. */
        public Found {
            grants = List.copyOf(grants);
            denials = List.copyOf(denials);
            unknown = List.copyOf(unknown);
        }

        /** Returns whether it is allowed, without a condition on either side. */
        public boolean isAllowed() {
            return grants.stream().anyMatch(grant -> grant.condition().isEmpty()) && denials.isEmpty();
        }

        /** Returns whether it is not allowed, whatever conditions and unread roles say. */
        public boolean isRefused() {
            boolean denied =
                    denials.stream().anyMatch(denial -> denial.condition().isEmpty());
            return denied || grants.isEmpty() && unknown.isEmpty();
        }
    }

    /**
     * Holds an action against the assignments.
     *
     * @param principals the object ids of somebody and of their groups, in lower case
     * @param action the action
     * @param data whether it is an action on data
     * @param scope the id of the resource that it is done on
     */
    public Found on(Set<String> principals, String action, boolean data, String scope) {
        List<Json> held = assignments.stream()
                .filter(each -> covers(each.at("/properties/scope").asText(), scope))
                .filter(each -> principals.contains(
                        lower(each.at("/properties/principalId").asText())))
                .toList();
        List<AzureGrant> grants = held.stream()
                .filter(each -> {
                    Json definition = definitions.get(role(each));
                    return definition != null && AzurePermissions.allow(permissions(definition), action, data);
                })
                .map(this::grant)
                .toList();
        List<AzureGrant> unknown = held.stream()
                .filter(each -> !definitions.containsKey(role(each)))
                .map(this::grant)
                .toList();
        List<AzureGrant> taken = denials.stream()
                .filter(each -> reaches(each, scope))
                .filter(each -> names(each.at("/properties/principals"), principals, true))
                .filter(each -> !names(each.at("/properties/excludePrincipals"), principals, false))
                .filter(each -> AzurePermissions.allow(each.at("/properties/permissions"), action, data))
                .map(AzureRbac::denial)
                .toList();
        return new Found(grants, taken, unknown);
    }

    private AzureGrant grant(Json assignment) {
        Json definition = definitions.getOrDefault(role(assignment), Json.missing());
        return new AzureGrant(
                assignment.path("id").asText(),
                definition.at("/properties/roleName").asText(role(assignment)),
                assignment.at("/properties/scope").asText(),
                assignment.at("/properties/principalId").asText(),
                assignment.at("/properties/condition").asText(""));
    }

    private static AzureGrant denial(Json denial) {
        return new AzureGrant(
                denial.path("id").asText(),
                "deny assignment "
                        + denial.at("/properties/denyAssignmentName")
                                .asText(denial.path("name").asText()),
                denial.at("/properties/scope").asText(),
                "whom it names",
                denial.at("/properties/condition").asText(""));
    }

    private static boolean reaches(Json denial, String scope) {
        String on = denial.at("/properties/scope").asText();
        return denial.at("/properties/doNotApplyToChildScopes").asBoolean()
                ? on.equalsIgnoreCase(scope)
                : covers(on, scope);
    }

    private static boolean names(Json list, Set<String> principals, boolean everybody) {
        return list.stream()
                .map(each -> lower(each.path("id").asText()))
                .anyMatch(id -> principals.contains(id) || everybody && id.equals(EVERYBODY));
    }

    /** Returns whether what holds on one resource holds on another: they are the same, or the second lies below. */
    public static boolean covers(String scope, String resource) {
        String above = lower(scope).replaceAll("/+$", "");
        String below = lower(resource);
        return above.isEmpty()
                || above.startsWith(MANAGEMENT_GROUP)
                || below.equals(above)
                || below.startsWith(above + "/");
    }

    private static Json permissions(Json definition) {
        return definition.at("/properties/permissions");
    }

    private static String role(Json assignment) {
        return last(assignment.at("/properties/roleDefinitionId").asText());
    }

    /** Returns every role that the assignments name, as the ids of their definitions. */
    public Stream<String> roles() {
        return assignments.stream()
                .map(each -> each.at("/properties/roleDefinitionId").asText())
                .distinct();
    }

    private static String last(String id) {
        return lower(id.substring(id.lastIndexOf('/') + 1));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
