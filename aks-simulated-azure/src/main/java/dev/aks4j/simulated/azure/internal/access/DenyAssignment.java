package dev.aks4j.simulated.azure.internal.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.state.Resources;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What nobody may do on a resource, whatever roles they have. Azure makes these itself. Immutable.
 *
 * @param id its resource id
 * @param name its name
 * @param scope on what, and everything below
 * @param denied what it denies
 * @param except the object ids of whom it does not hold for
 */
public record DenyAssignment(String id, String name, String scope, RoleDefinition denied, List<String> except) {

    private static final String EVERYBODY = "00000000-0000-0000-0000-000000000000";

    /** Tells whether it denies somebody an action on a resource. */
    boolean denies(Set<String> who, String action, boolean data, String resource) {
        return (Resources.same(resource, scope) || Resources.isBelow(resource, scope))
                && (data ? denied.allowsData(action) : denied.allows(action))
                && except.stream().noneMatch(who::contains);
    }

    /** Returns it as Azure shows it. */
    public ObjectNode view() {
        ObjectNode view = AzureJson.object();
        ObjectNode properties = view.putObject("properties");
        properties.put("denyAssignmentName", name).put("scope", scope).put("isSystemProtected", true);
        properties.put("doNotApplyToChildScopes", false).put("description", "");
        properties.set("principals", AzureJson.of(List.of(Map.of("id", EVERYBODY, "type", "SystemDefined"))));
        properties.set(
                "excludePrincipals",
                AzureJson.of(except.stream()
                        .map(each -> Map.of("id", each, "type", "ServicePrincipal"))
                        .toList()));
        properties.set("permissions", denied.view("").at("/properties/permissions"));
        return view.put("id", id)
                .put("type", "Microsoft.Authorization/denyAssignments")
                .put("name", id.substring(id.lastIndexOf('/') + 1));
    }
}
