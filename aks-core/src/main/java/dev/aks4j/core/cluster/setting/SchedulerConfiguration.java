package dev.aks4j.core.cluster.setting;

/** Who configures the scheduler that places pods on nodes. */
public enum SchedulerConfiguration {
    /** Azure, with the defaults of Kubernetes. */
    DEFAULT("Default"),
    /** You, by resources of a type that Azure installs in the cluster. */
    BY_RESOURCES("ManagedByCRD");

    private final String value;

    SchedulerConfiguration(String value) {
        this.value = value;
    }

    /** Returns Azure's word for it. */
    public String value() {
        return value;
    }
}
