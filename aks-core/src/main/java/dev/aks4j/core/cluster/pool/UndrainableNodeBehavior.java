package dev.aks4j.core.cluster.pool;

/** What an upgrade does with a node that it cannot drain. */
public enum UndrainableNodeBehavior {
    /** Leaves it as it was and fails; the default. */
    SCHEDULE("Schedule"),
    /** Sets it aside as quarantined and goes on. */
    CORDON("Cordon");

    private final String value;

    UndrainableNodeBehavior(String value) {
        this.value = value;
    }

    /** Returns Azure's word for it. */
    public String value() {
        return value;
    }
}
