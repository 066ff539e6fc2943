package dev.aks4j.simulated.kubernetes.internal.controller;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the storage drivers make what a cluster asks them for. Whatever the cloud does not do it answers with a {@link
 * Refused}. Called under the simulator's lock.
 */
public interface CloudVolumes {

    /** The cloud does not do it; the message becomes an event, and it is tried again. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** Makes a refusal with the driver's words for it. */
        public Refused(String message) {
            super(message, null, false, false);
        }

        /** Returns what the driver says. */
        public String text() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * A volume that is wanted.
     *
     * @param driver the driver's name, such as {@code disk.csi.azure.com}
     * @param volume the persistent volume's name
     * @param namespace the namespace of the claim
     * @param claim the claim's name
     * @param gib its size
     * @param parameters what the driver is asked with: the class's parameters, and over them those of the attributes class
     * @param zone the zone that it has to lie in, such as {@code westeurope-1}; empty text for none
     * @param source the handle of the snapshot or volume that fills it
     */
    record Wanted(
            String driver,
            String volume,
            String namespace,
            String claim,
            long gib,
            Map<String, String> parameters,
            String zone,
            Optional<String> source) {

        /** Copies the parameters. */
        public Wanted {
            parameters = Map.copyOf(parameters);
        }
    }

    /**
     * A volume on a machine.
     *
     * @param handle its handle
     * @param context what the driver noted about it when it was made
     */
    record Mounted(String handle, Map<String, String> context) {
        /** Copies the context. */
        public Mounted {
            context = Map.copyOf(context);
        }
    }

    /** Makes a volume and returns its handle. */
    String make(Wanted wanted);

    /** Lets a volume grow. */
    default void grow(String driver, String handle, long gib) {}

    /** Gives a volume other attributes. */
    default void modify(String driver, String handle, Map<String, String> attributes) {}

    /** Removes a volume; one that is not there counts as removed. */
    default void remove(String driver, String handle) {}

    /** Lets a machine have these volumes and no other of those that it has through the cluster. */
    default void attach(String providerId, List<Mounted> volumes) {}

    /**
     * Takes a snapshot and returns its handle.
     *
     * @param driver the driver's name
     * @param name the snapshot's name in the cloud
     * @param source the handle of the volume that it is taken of
     * @param parameters those of the snapshot class
     */
    default String snapshot(String driver, String name, String source, Map<String, String> parameters) {
        return driver.startsWith("disk.")
                ? source.replaceAll("/providers/Microsoft.Compute/disks/.*", "/providers/Microsoft.Compute/snapshots/")
                        + name
                : source + "#" + name;
    }

    /** Removes a snapshot; one that is not there counts as removed. */
    default void removeSnapshot(String driver, String handle) {}

    /** Returns the id of the subscription that the cluster lies in; empty text if none is known. */
    default String subscription() {
        return "";
    }

    /** Returns the Azure region, which zones are part of. */
    String region();

    /**
     * Returns volumes with nothing behind them but handles as the drivers make them.
     *
     * @param subscription the subscription's id
     * @param resourceGroup the cluster's node resource group
     * @param region the Azure region
     */
    static CloudVolumes handlesOnly(String subscription, String resourceGroup, String region) {
        return new CloudVolumes() {
            @Override
            public String make(Wanted wanted) {
                Map<String, String> parameters = wanted.parameters();
                String group = parameters.getOrDefault("resourceGroup", resourceGroup);
                if (wanted.driver().startsWith("disk.")) {
                    return "/subscriptions/" + subscription + "/resourceGroups/" + group
                            + "/providers/Microsoft.Compute/disks/" + wanted.volume();
                }
                String azure = DriverRules.azure(wanted.driver(), parameters);
                if (!azure.isEmpty()) {
                    throw new Refused(azure);
                }
                String account = parameters.getOrDefault(
                        "storageAccount",
                        "f" + wanted.volume().replaceAll("[^0-9a-f]", "").substring(0, 22));
                String share = parameters.getOrDefault(
                        wanted.driver().startsWith("blob.") ? "containerName" : "shareName", wanted.volume());
                return group + "#" + account + "#" + share + "###" + wanted.namespace();
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
