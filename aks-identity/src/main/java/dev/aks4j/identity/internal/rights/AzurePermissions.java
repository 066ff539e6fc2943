package dev.aks4j.identity.internal.rights;

import dev.aks4j.core.model.Json;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the permissions of an Azure role allow, or those of a deny assignment forbid. Stateless. */
public final class AzurePermissions {

    private AzurePermissions() {}

    /**
     * Returns whether one of the permissions has an action and does not leave it out again. What one permission leaves
     * out, another may have.
     *
     * @param permissions the list as role definitions have it
     * @param action the action, for example {@code Microsoft.Storage/storageAccounts/read}
     * @param data whether it is an action on data inside a resource
     */
    public static boolean allow(Json permissions, String action, boolean data) {
        String have = data ? "dataActions" : "actions";
        String not = data ? "notDataActions" : "notActions";
        return permissions.stream().anyMatch(each -> any(each.path(have), action) && !any(each.path(not), action));
    }

    /** Returns every pattern for actions, or for actions on data, that the permissions have. */
    public static List<String> patterns(Json permissions, boolean data) {
        return permissions.stream()
                .flatMap(each -> each.path(data ? "dataActions" : "actions").stream())
                .map(Json::asText)
                .toList();
    }

    private static boolean any(Json patterns, String action) {
        return patterns.stream().anyMatch(pattern -> matches(pattern.asText(), action));
    }

    /** Returns whether a pattern covers an action: a star stands for any text, slashes too, and case does not count. */
    public static boolean matches(String pattern, String action) {
        String[] parts = pattern.toLowerCase(Locale.ROOT).split("\\*", -1);
        String regex = List.of(parts).stream().map(Pattern::quote).collect(java.util.stream.Collectors.joining(".*"));
        return action.toLowerCase(Locale.ROOT).matches(regex);
    }
}
