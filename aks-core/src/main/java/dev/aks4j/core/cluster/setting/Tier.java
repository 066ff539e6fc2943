package dev.aks4j.core.cluster.setting;

/** What a cluster's control plane is worth: limits and guarantees. Changed in place. */
public enum Tier {
    /** No guarantee, at most 1000 nodes; for trying things out. */
    FREE("Free"),
    /** Guaranteed uptime, up to 5000 nodes. */
    STANDARD("Standard"),
    /** As Standard, with two years of support for a Kubernetes version; needs {@link dev.aks4j.core.cluster.ClusterSpec.Builder#longTermSupport}. */
    PREMIUM("Premium");

    private final String value;

    Tier(String value) {
        this.value = value;
    }

    /** Returns Azure's word for it. */
    public String value() {
        return value;
    }
}
