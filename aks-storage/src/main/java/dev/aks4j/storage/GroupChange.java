package dev.aks4j.storage;

/** When the driver of shares and containers gives the files of a volume to a pod's group. */
public enum GroupChange {
    /** When the volume's root does not belong to it; the drivers' default. */
    ON_ROOT_MISMATCH("OnRootMismatch"),
    /** Whenever it mounts. */
    ALWAYS("Always"),
    /** Never. */
    NONE("None");

    private final String value;

    GroupChange(String value) {
        this.value = value;
    }

    /** Returns the value as the drivers take it. */
    @Override
    public String toString() {
        return value;
    }
}
