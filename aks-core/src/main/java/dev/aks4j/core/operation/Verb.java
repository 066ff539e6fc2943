package dev.aks4j.core.operation;

/** The verbs that start operations. */
enum Verb {
    PUT,
    PATCH,
    POST,
    DELETE;

    static Verb of(OperationToken token) {
        return valueOf(token.method());
    }
}
