package dev.aks4j.identity.internal.rights;

import dev.aks4j.core.model.Json;

/** Whether one rule of a Kubernetes role covers a request, as the API server decides it. Stateless. */
final class RbacRule {

    private static final String ALL = "*";

    private RbacRule() {}

    static boolean covers(Json rule, ApiCall call) {
        if (!has(rule.path("verbs"), call.verb())) {
            return false;
        }
        return call.aboutObjects()
                ? has(rule.path("apiGroups"), call.group())
                        && coversResource(rule.path("resources"), call)
                        && coversName(rule.path("resourceNames"), call.name())
                : coversPath(rule.path("nonResourceURLs"), call.path());
    }

    /** A star stands for every type and every part; {@code *}{@code /log} for that part of every type. */
    private static boolean coversResource(Json resources, ApiCall call) {
        return resources.stream()
                .map(Json::asText)
                .anyMatch(resource -> resource.equals(ALL)
                        || resource.equals(call.fullResource())
                        || !call.subresource().isEmpty() && resource.equals("*/" + call.subresource()));
    }

    /** A request without a name, such as a list, is covered by no rule that is limited to names. */
    private static boolean coversName(Json names, String name) {
        return names.isEmpty() || names.stream().anyMatch(each -> each.asText().equals(name));
    }

    private static boolean coversPath(Json paths, String path) {
        return paths.stream()
                .map(Json::asText)
                .anyMatch(each -> each.equals(ALL)
                        || each.equals(path)
                        || each.endsWith(ALL) && path.startsWith(each.replaceAll("\\*+$", "")));
    }

    private static boolean has(Json values, String wanted) {
        return values.stream().map(Json::asText).anyMatch(value -> value.equals(ALL) || value.equals(wanted));
    }
}
