package dev.aks4j.core.cluster.pool;

/** How a GPU is cut into instances. Cannot be changed later. */
public enum GpuInstanceProfile {
    /** Seven instances. */
    MIG_1G("MIG1g"),
    /** Three instances. */
    MIG_2G("MIG2g"),
    /** Two instances. */
    MIG_3G("MIG3g"),
    /** One instance of four slices. */
    MIG_4G("MIG4g"),
    /** One instance of the whole GPU. */
    MIG_7G("MIG7g");

    private final String value;

    GpuInstanceProfile(String value) {
        this.value = value;
    }

    /** Returns Azure's word for it. */
    public String value() {
        return value;
    }
}
