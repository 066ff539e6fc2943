package dev.aks4j.identity;

import dev.aks4j.core.model.ResourceId;

/** Short names of resources: {@code vnet-shop/nodes}, not the whole id. */
final class ScopeText {

    private ScopeText() {}

    static String of(ResourceId scope) {
        String type = scope.type();
        boolean nested = type.chars().filter(c -> c == '/').count() > 1;
        return nested ? scope.parent().map(parent -> of(parent) + "/").orElse("") + scope.name() : scope.name();
    }
}
