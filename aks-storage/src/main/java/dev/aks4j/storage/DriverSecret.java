package dev.aks4j.storage;

/** A step of a storage driver for which Kubernetes can hand it a secret. */
public enum DriverSecret {
    /** Every step that has no secret of its own. */
    DEFAULT("secret"),
    /** Making and removing volumes. */
    PROVISION("provisioner-secret"),
    /** Attaching a volume to a node. */
    ATTACH("controller-publish-secret"),
    /** Growing a volume in Azure. */
    EXPAND("controller-expand-secret"),
    /** Mounting a volume on a node. */
    STAGE("node-stage-secret"),
    /** Mounting a volume into a pod. */
    PUBLISH("node-publish-secret"),
    /** Growing a file system on a node. */
    EXPAND_ON_NODE("node-expand-secret");

    private final String name;

    DriverSecret(String name) {
        this.name = name;
    }

    /** Returns the key of a storage class, without its ending {@code -name} or {@code -namespace}. */
    String key() {
        return DriverParameters.RESERVED + name;
    }
}
