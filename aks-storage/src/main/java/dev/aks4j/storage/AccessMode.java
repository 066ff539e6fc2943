package dev.aks4j.storage;

/** How nodes may use a volume. */
public enum AccessMode {
    /** One node reads and writes. */
    READ_WRITE_ONCE("ReadWriteOnce"),
    /** One pod reads and writes; goes with no other mode. */
    READ_WRITE_ONCE_POD("ReadWriteOncePod"),
    /** Many nodes read. */
    READ_ONLY_MANY("ReadOnlyMany"),
    /** Many nodes read and write. */
    READ_WRITE_MANY("ReadWriteMany");

    private final String value;

    AccessMode(String value) {
        this.value = value;
    }

    /** Returns whether several nodes use the volume at once. */
    public boolean isShared() {
        return this == READ_ONLY_MANY || this == READ_WRITE_MANY;
    }

    /** Returns the value as Kubernetes writes it. */
    @Override
    public String toString() {
        return value;
    }
}
