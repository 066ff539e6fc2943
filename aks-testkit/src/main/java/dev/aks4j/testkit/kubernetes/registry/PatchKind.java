package dev.aks4j.testkit.kubernetes.registry;

/** The kinds of patches besides server-side apply. */
public enum PatchKind {
    JSON,
    MERGE,
    STRATEGIC
}
