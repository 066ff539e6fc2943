package dev.aks4j.simulated.azure.internal.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.state.Resources;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A role: built in, or one that a customer made. Immutable.
 *
 * @param id its GUID
 * @param name its name
 * @param actions what it allows, with {@code *} for any text
 * @param notActions what it leaves out again
 * @param dataActions what it allows inside a resource
 * @param notDataActions what it leaves out again inside a resource
 * @param description what it is for
 * @param assignableScopes where it may be assigned; {@code /} alone for a built-in role
 */
public record RoleDefinition(
        String id,
        String name,
        List<String> actions,
        List<String> notActions,
        List<String> dataActions,
        List<String> notDataActions,
        String description,
        List<String> assignableScopes) {

    private static final List<String> EVERYWHERE = List.of("/");

    /** Makes a built-in role. */
    public RoleDefinition(
            String id,
            String name,
            List<String> actions,
            List<String> notActions,
            List<String> dataActions,
            List<String> notDataActions) {
        this(id, name, actions, notActions, dataActions, notDataActions, name, EVERYWHERE);
    }

    /** Tells whether a customer made it. */
    public boolean isCustom() {
        return !assignableScopes.equals(EVERYWHERE);
    }

    /** Tells whether it may be assigned on a resource. */
    public boolean isAssignableOn(String scope) {
        return !isCustom()
                || assignableScopes.stream()
                        .anyMatch(each -> Resources.same(scope, each) || Resources.isBelow(scope, each));
    }

    /** Tells whether the role allows an action. */
    public boolean allows(String action) {
        return any(actions, action) && !any(notActions, action);
    }

    /** Tells whether the role allows an action inside a resource. */
    public boolean allowsData(String action) {
        return any(dataActions, action) && !any(notDataActions, action);
    }

    private static boolean any(List<String> patterns, String action) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, action));
    }

    private static boolean matches(String pattern, String action) {
        String[] parts = pattern.toLowerCase(Locale.ROOT).split("\\*", -1);
        String rest = action.toLowerCase(Locale.ROOT);
        if (!rest.startsWith(parts[0])) {
            return false;
        }
        int at = parts[0].length();
        for (int i = 1; i < parts.length; i++) {
            int found = i == parts.length - 1 ? rest.length() - parts[i].length() : rest.indexOf(parts[i], at);
            if (found < at || !rest.startsWith(parts[i], found)) {
                return false;
            }
            at = found + parts[i].length();
        }
        return at == rest.length();
    }

    /** Returns the definition as a subscription shows it. */
    public ObjectNode view(String subscriptionScope) {
        ObjectNode view = AzureJson.object();
        ObjectNode properties = view.putObject("properties");
        properties
                .put("roleName", name)
                .put("type", isCustom() ? "CustomRole" : "BuiltInRole")
                .put("description", description);
        properties.set("assignableScopes", AzureJson.of(assignableScopes));
        properties.set(
                "permissions",
                AzureJson.of(List.of(Map.of(
                        "actions", actions,
                        "notActions", notActions,
                        "dataActions", dataActions,
                        "notDataActions", notDataActions))));
        return view.put("id", subscriptionScope + "/providers/Microsoft.Authorization/roleDefinitions/" + id)
                .put("type", "Microsoft.Authorization/roleDefinitions")
                .put("name", id);
    }
}
