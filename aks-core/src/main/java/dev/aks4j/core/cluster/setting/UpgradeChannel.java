package dev.aks4j.core.cluster.setting;

/** Which Kubernetes versions Azure moves a cluster to by itself. */
public enum UpgradeChannel {
    /** None; the default. */
    NONE("none"),
    /** The newest patch of the cluster's minor version. */
    PATCH("patch"),
    /** The newest patch of the minor version before the newest. */
    STABLE("stable"),
    /** The newest patch of the newest minor version. */
    RAPID("rapid"),
    /** Node images only; older than, and superseded by, {@link NodeOsUpgradeChannel}. */
    NODE_IMAGE("node-image");

    private final String value;

    UpgradeChannel(String value) {
        this.value = value;
    }

    /** Returns Azure's word for it. */
    public String value() {
        return value;
    }
}
