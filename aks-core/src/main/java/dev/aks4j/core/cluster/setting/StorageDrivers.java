package dev.aks4j.core.cluster.setting;

/** Which drivers for storage a cluster has. Not thread-safe; used while a cluster is built. */
public final class StorageDrivers {

    private final ClusterDocument settings;

    StorageDrivers(ClusterDocument settings) {
        this.settings = settings;
    }

    private StorageDrivers set(String driver, boolean enabled) {
        settings.set("/properties/storageProfile/" + driver + "/enabled", enabled);
        return this;
    }

    /** Sets whether there is the driver for disks; without it there is. */
    public StorageDrivers disks(boolean enabled) {
        return set("diskCSIDriver", enabled);
    }

    /** Sets whether there is the driver for file shares; without it there is. */
    public StorageDrivers files(boolean enabled) {
        return set("fileCSIDriver", enabled);
    }

    /** Sets whether there is the driver for blob containers; without it there is none. */
    public StorageDrivers blobs(boolean enabled) {
        return set("blobCSIDriver", enabled);
    }

    /** Sets whether snapshots of volumes can be taken; without it they can. */
    public StorageDrivers snapshots(boolean enabled) {
        return set("snapshotController", enabled);
    }
}
