package dev.aks4j.core.cluster.pool;

/** What becomes of machines that a pool gives up. */
public enum ScaleDownMode {
    /** They are deleted; the default. */
    DELETE("Delete"),
    /** They are stopped, keep their disks, and start again faster. */
    DEALLOCATE("Deallocate");

    private final String value;

    ScaleDownMode(String value) {
        this.value = value;
    }

    /** Returns Azure's word for it. */
    public String value() {
        return value;
    }
}
