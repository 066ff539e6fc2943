package dev.aks4j.core.cluster.pool;

/** Where kubelet keeps its data. Cannot be changed later. */
public enum KubeletDiskType {
    /** On the operating system's disk; the default. */
    OS("OS"),
    /** On the machine's temporary disk. */
    TEMPORARY("Temporary");

    private final String value;

    KubeletDiskType(String value) {
        this.value = value;
    }

    /** Returns Azure's word for it. */
    public String value() {
        return value;
    }
}
