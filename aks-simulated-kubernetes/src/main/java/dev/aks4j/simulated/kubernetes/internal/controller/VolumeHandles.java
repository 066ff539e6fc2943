package dev.aks4j.simulated.kubernetes.internal.controller;

import java.util.Map;

/** How Azure names what the storage drivers provision. Called under the simulator's lock. */
public interface VolumeHandles {

    /**
     * Returns the handle of a new volume.
     *
     * @param driver the driver's name, such as {@code disk.csi.azure.com}
     * @param volume the persistent volume's name
     * @param namespace the namespace of the claim
     * @param parameters the storage class's parameters
     */
    String handle(String driver, String volume, String namespace, Map<String, String> parameters);

    /**
     * Returns the handle of a new snapshot.
     *
     * @param driver the driver's name
     * @param name the snapshot's name in Azure
     * @param source the handle of the volume that it is taken of
     */
    default String snapshot(String driver, String name, String source) {
        return driver.startsWith("disk.")
                ? source.replaceAll("/providers/Microsoft.Compute/disks/.*", "/providers/Microsoft.Compute/snapshots/")
                        + name
                : source + "#" + name;
    }

    /** Returns the id of the subscription that the cluster lies in; empty text if none is known. */
    default String subscription() {
        return "";
    }

    /** Returns the Azure region, which zones are part of. */
    String region();

    /**
     * Returns handles as the drivers make them.
     *
     * @param subscription the subscription's id
     * @param resourceGroup the cluster's node resource group
     * @param region the Azure region
     */
    static VolumeHandles of(String subscription, String resourceGroup, String region) {
        return new VolumeHandles() {
            @Override
            public String handle(String driver, String volume, String namespace, Map<String, String> parameters) {
                String group = parameters.getOrDefault("resourceGroup", resourceGroup);
                if (driver.startsWith("disk.")) {
                    return "/subscriptions/" + subscription + "/resourceGroups/" + group
                            + "/providers/Microsoft.Compute/disks/" + volume;
                }
                String account = parameters.getOrDefault(
                        "storageAccount",
                        "f" + volume.replaceAll("[^0-9a-f]", "").substring(0, 22));
                String share =
                        parameters.getOrDefault(driver.startsWith("blob.") ? "containerName" : "shareName", volume);
                return group + "#" + account + "#" + share + "###" + namespace;
            }

            @Override
            public String subscription() {
                return subscription;
            }

            @Override
            public String region() {
                return region;
            }
        };
    }
}
