package dev.aks4j.simulated.kubernetes.internal.cel;

import java.util.Map;
import java.util.function.Supplier;

/** The variables that a part of an expression sees. */
record CelScope(Map<String, ?> variables, CelScope outer) {

    Object get(String name) {
        for (CelScope scope = this; scope != null; scope = scope.outer) {
            if (scope.variables.containsKey(name)) {
                Object value = scope.variables.get(name);
                return value instanceof Supplier<?> later ? later.get() : value;
            }
        }
        throw new CelException("no such attribute(s): " + name);
    }

    CelScope with(String name, Object value) {
        java.util.HashMap<String, Object> own = new java.util.HashMap<>();
        own.put(name, value);
        return new CelScope(own, this);
    }
}
