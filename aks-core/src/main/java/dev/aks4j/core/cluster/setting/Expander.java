package dev.aks4j.core.cluster.setting;

/** Which pool the cluster autoscaler grows when several would do. */
public enum Expander {
    /** Any of them; the default. */
    RANDOM("random"),
    /** The one that wastes least. */
    LEAST_WASTE("least-waste"),
    /** The one that takes most of the waiting pods. */
    MOST_PODS("most-pods"),
    /** The first of a list that the cluster holds. */
    PRIORITY("priority");

    private final String value;

    Expander(String value) {
        this.value = value;
    }

    /** Returns Azure's word for it. */
    public String value() {
        return value;
    }
}
