package dev.aks4j.storage;

/** What becomes of a volume when its claim goes away. */
public enum ReclaimPolicy {
    /** The volume and its data are removed. */
    DELETE("Delete"),
    /** The volume stays and can be recovered by hand. */
    RETAIN("Retain");

    private final String value;

    ReclaimPolicy(String value) {
        this.value = value;
    }

    /** Returns the value as Kubernetes writes it. */
    @Override
    public String toString() {
        return value;
    }
}
