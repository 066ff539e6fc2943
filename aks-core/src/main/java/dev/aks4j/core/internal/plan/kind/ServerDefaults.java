package dev.aks4j.core.internal.plan.kind;

import dev.aks4j.core.model.Json;
import java.util.Map;
import java.util.Set;

/**
 * What a Kubernetes API server fills into the elements of lists that are one value: RBAC's rules and subjects, the rules of
 * routes and ingresses. Whatever else is in such an element was written by somebody, and is a difference. From Kubernetes
 * 1.37 and the types of Gateway API v1.4.1.
 */
public final class ServerDefaults {

    private static final String RBAC = "\"rbac.authorization.k8s.io\"";

    private static final Map<String, Set<Json>> VALUES = Map.of(
            "apiGroup", values("\"\"", RBAC),
            "group", values("\"\"", "\"gateway.networking.k8s.io\""),
            "kind", values("\"Service\"", "\"Gateway\"", "\"Secret\""),
            "weight", values("1"),
            "type", values("\"PathPrefix\"", "\"Exact\""),
            "value", values("\"/\""),
            "path", values("{\"type\":\"PathPrefix\",\"value\":\"/\"}"),
            "matches", values("[{\"path\":{\"type\":\"PathPrefix\",\"value\":\"/\"}}]"),
            "statusCode", values("302"));

    private ServerDefaults() {}

    private static Set<Json> values(String... texts) {
        return java.util.Arrays.stream(texts).map(Json::parse).collect(java.util.stream.Collectors.toSet());
    }

    /** Returns whether a member of an element may be there without anybody having written it. */
    public static boolean isOne(String name, Json value) {
        boolean nothing = value.isNull() || value.isContainer() && value.isEmpty();
        return nothing || VALUES.getOrDefault(name, Set.of()).contains(value);
    }
}
