package dev.aks4j.core.internal.operation;

import dev.aks4j.core.operation.OperationToken;

/** The verbs that start operations. */
public enum Verb {
    PUT,
    PATCH,
    POST,
    DELETE;

    static Verb of(OperationToken token) {
        return valueOf(token.method());
    }
}
