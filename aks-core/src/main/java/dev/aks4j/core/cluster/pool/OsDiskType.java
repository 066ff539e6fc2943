package dev.aks4j.core.cluster.pool;

/** Where a node's operating system disk lives. Cannot be changed later. */
public enum OsDiskType {
    /** On a managed disk. */
    MANAGED("Managed"),
    /** On the machine's own cache, temporary or NVMe disk; faster, and lost with the machine. */
    EPHEMERAL("Ephemeral");

    private final String value;

    OsDiskType(String value) {
        this.value = value;
    }

    /** Returns Azure's word for it. */
    public String value() {
        return value;
    }
}
