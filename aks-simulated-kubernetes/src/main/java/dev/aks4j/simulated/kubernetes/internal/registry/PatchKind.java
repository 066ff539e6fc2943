package dev.aks4j.simulated.kubernetes.internal.registry;

/** The kinds of patches besides server-side apply. */
public enum PatchKind {
    /** A list of operations, RFC 6902. */
    JSON,
    /** A document laid over the object, RFC 7386. */
    MERGE,
    /** A merge that knows which lists have keys. */
    STRATEGIC
}
