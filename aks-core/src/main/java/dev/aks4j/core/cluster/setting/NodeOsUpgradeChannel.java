package dev.aks4j.core.cluster.setting;

/** How the operating system of the nodes is kept up to date. */
public enum NodeOsUpgradeChannel {
    /** Not at all. */
    NONE("None"),
    /** By the operating system's own nightly updates. */
    UNMANAGED("Unmanaged"),
    /** By tested security patches, mostly without reimaging; Linux only. */
    SECURITY_PATCH("SecurityPatch"),
    /** By new node images, weekly; the default. */
    NODE_IMAGE("NodeImage");

    private final String value;

    NodeOsUpgradeChannel(String value) {
        this.value = value;
    }

    /** Returns Azure's word for it. */
    public String value() {
        return value;
    }
}
