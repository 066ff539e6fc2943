package dev.aks4j.core.cluster.pool;

/** What becomes of a spot machine that Azure takes back. Cannot be changed later. */
public enum EvictionPolicy {
    /** It is deleted; the default. */
    DELETE("Delete"),
    /** It is stopped and still counts against the quota. */
    DEALLOCATE("Deallocate");

    private final String value;

    EvictionPolicy(String value) {
        this.value = value;
    }

    /** Returns Azure's word for it. */
    public String value() {
        return value;
    }
}
