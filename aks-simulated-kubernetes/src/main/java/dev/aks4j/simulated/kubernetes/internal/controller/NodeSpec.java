package dev.aks4j.simulated.kubernetes.internal.controller;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One machine of a node pool, as the side that drives the cluster describes it. Immutable.
 *
 * @param name the node's name, such as {@code aks-system-12345678-vmss000000}
 * @param pool the pool's name
 * @param vmSize the machine's size, such as {@code Standard_D4ds_v5}
 * @param machine what the machine has
 * @param region the Azure region
 * @param zone the availability zone, such as {@code 1}; empty without zones
 * @param providerId the Azure id of the machine, beginning with {@code azure://}
 * @param kubeletVersion the version of the node; empty for that of the control plane
 * @param internalIp the machine's address; empty for one that is made up
 * @param maxPods how many pods it takes
 * @param dataDisks how many data disks it takes
 * @param labels labels besides those that every AKS node has
 * @param taints taints as {@code key=value:Effect}
 */
public record NodeSpec(
        String name,
        String pool,
        String vmSize,
        Machine machine,
        String region,
        Optional<String> zone,
        String providerId,
        Optional<String> kubeletVersion,
        Optional<String> internalIp,
        int maxPods,
        int dataDisks,
        Map<String, String> labels,
        List<String> taints) {

    /**
     * What a machine has.
     *
     * @param cpus number of virtual CPUs
     * @param memoryMib memory in MiB
     * @param osDiskGib size of the system disk in GiB
     */
    public record Machine(int cpus, long memoryMib, int osDiskGib) {}

    /**
     * Starts a description.
     *
     * @param name the node's name
     * @param pool the pool's name
     * @param vmSize the machine's size
     */
    public static Builder builder(String name, String pool, String vmSize) {
        return new Builder(name, pool, vmSize);
    }

    /** Describes a machine. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final String pool;
        private final String vmSize;
        private Machine machine;
        private String region = "westeurope";
        private Optional<String> zone = Optional.empty();
        private String providerId;
        private Optional<String> kubeletVersion = Optional.empty();
        private Optional<String> internalIp = Optional.empty();
        private int maxPods = 250;
        private Optional<Integer> dataDisks = Optional.empty();
        private final Map<String, String> labels = new LinkedHashMap<>();
        private final List<String> taints = new ArrayList<>();

        private Builder(String name, String pool, String vmSize) {
            this.name = name;
            this.pool = pool;
            this.vmSize = vmSize;
            machine = NodeSizes.machine(vmSize);
            providerId = "azure:///subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/mc_group_cluster_"
                    + region + "/providers/Microsoft.Compute/virtualMachineScaleSets/aks-" + pool
                    + "-vmss/virtualMachines/" + name.substring(Math.max(0, name.length() - 6));
        }

        /** Sets what the machine has; guessed from the size's name unless set. */
        public Builder machine(int cpus, long memoryMib, int osDiskGib) {
            machine = new Machine(cpus, memoryMib, osDiskGib);
            return this;
        }

        /** Sets the region; {@code westeurope} unless set. */
        public Builder region(String value) {
            region = value;
            return this;
        }

        /** Sets the availability zone, such as {@code 1}. */
        public Builder zone(String value) {
            zone = Optional.of(value);
            return this;
        }

        /** Sets the Azure id of the machine. */
        public Builder providerId(String value) {
            providerId = value;
            return this;
        }

        /** Sets the node's version; the control plane's unless set. */
        public Builder kubeletVersion(String value) {
            kubeletVersion = Optional.of(value);
            return this;
        }

        /** Sets the machine's address. */
        public Builder internalIp(String value) {
            internalIp = Optional.of(value);
            return this;
        }

        /** Sets how many pods it takes; 250 unless set. */
        public Builder maxPods(int value) {
            maxPods = value;
            return this;
        }

        /** Sets how many data disks it takes; guessed from its CPUs unless set. */
        public Builder dataDisks(int value) {
            dataDisks = Optional.of(value);
            return this;
        }

        /** Adds a label, which replaces one that every AKS node has. */
        public Builder label(String key, String value) {
            labels.put(key, value);
            return this;
        }

        /** Adds a taint as {@code key=value:Effect}. */
        public Builder taint(String value) {
            taints.add(value);
            return this;
        }

        /** Returns the description. */
        public NodeSpec build() {
            return new NodeSpec(
                    name,
                    pool,
                    vmSize,
                    machine,
                    region,
                    zone,
                    providerId,
                    kubeletVersion,
                    internalIp,
                    maxPods,
                    dataDisks.orElse(Math.min(64, Math.max(2, machine.cpus() * 2))),
                    Map.copyOf(labels),
                    List.copyOf(taints));
        }
    }
}
