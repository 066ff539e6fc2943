package dev.aks4j.storage;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Spec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Says what a class of volume snapshots should be. It belongs to no cluster until {@link #on} puts it on one. Immutable
 * and thread-safe.
 *
 * <pre>{@code VolumeSnapshotClassSpec daily = VolumeSnapshotClassSpec.ofDisks("daily").retain().build(); }</pre>
 */
public final class VolumeSnapshotClassSpec {

    private final String name;
    private final Driver driver;
    private final ReclaimPolicy deletionPolicy;
    private final Map<String, String> parameters;

    private VolumeSnapshotClassSpec(Builder builder) {
        name = builder.name;
        driver = builder.driver;
        deletionPolicy = builder.deletionPolicy;
        parameters = Map.copyOf(builder.parameters);
    }

    /** Starts a class of snapshots of managed disks. */
    public static Builder ofDisks(String name) {
        return new Builder(name, Driver.DISK);
    }

    /** Starts a class of snapshots of file shares. */
    public static Builder ofFiles(String name) {
        return new Builder(name, Driver.FILE);
    }

    /** Returns this class as one that should exist on a cluster. */
    public Spec on(ClusterSpec cluster) {
        return on(cluster.id());
    }

    /** Returns this class as one that should exist on a cluster. */
    public Spec on(ResourceId cluster) {
        return new PlacedSnapshotClass(this, cluster);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the driver that makes the snapshots. */
    public String driverName() {
        return driver.provisioner();
    }

    /** Returns what becomes of a snapshot when its object goes away. */
    public ReclaimPolicy deletionPolicy() {
        return deletionPolicy;
    }

    /** Returns the driver's parameters. */
    public Map<String, String> parameters() {
        return parameters;
    }

    Driver driver() {
        return driver;
    }

    Optional<String> parameter(String key) {
        return parameters.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Returns a parameter that says something; an empty one counts as missing. */
    Optional<String> said(String key) {
        return parameter(key).filter(value -> !value.isEmpty());
    }

    @Override
    public String toString() {
        return "snapshot class " + name;
    }

    /** Builds a {@link VolumeSnapshotClassSpec}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final Driver driver;
        private ReclaimPolicy deletionPolicy = ReclaimPolicy.DELETE;
        private final Map<String, String> parameters = new LinkedHashMap<>();

        private Builder(String name, Driver driver) {
            this.name = Objects.requireNonNull(name);
            this.driver = driver;
        }

        /** Keeps snapshots whose object goes away. Default: they are removed. */
        public Builder retain() {
            deletionPolicy = ReclaimPolicy.RETAIN;
            return this;
        }

        /** Makes full snapshots of disks instead of incremental ones. */
        public Builder full() {
            return parameter("incremental", "false");
        }

        /** Makes snapshots in another resource group. */
        public Builder resourceGroup(String group) {
            return parameter("resourceGroup", group);
        }

        /** Makes snapshots of disks in another subscription; full ones only, in a resource group of it. */
        public Builder subscription(String subscriptionId) {
            return parameter("subscriptionID", subscriptionId);
        }

        /** Copies incremental snapshots of disks to another region. */
        public Builder location(String region) {
            return parameter("location", region);
        }

        /** Sets the Azure tags of what the driver makes. Where a value holds a comma, another text separates them. */
        public Builder tags(Map<String, String> tags) {
            Optional<String> delimiter = Parameters.delimiter(tags.values());
            delimiter.ifPresent(text -> parameter("tagValueDelimiter", text));
            return parameter(
                    "tags",
                    new TreeMap<>(tags)
                            .entrySet().stream()
                                    .map(tag -> tag.getKey() + "=" + tag.getValue())
                                    .collect(Collectors.joining(delimiter.orElse(","))));
        }

        /** Names a secret that Kubernetes hands to the driver when it takes and removes snapshots. */
        public Builder snapshotterSecret(String secret, String namespace) {
            parameter(DriverParameters.RESERVED + "snapshotter-secret-name", secret);
            return parameter(DriverParameters.RESERVED + "snapshotter-secret-namespace", namespace);
        }

        /** Sets a parameter of the driver. */
        public Builder parameter(String key, String value) {
            parameters.keySet().removeIf(key::equalsIgnoreCase);
            parameters.put(key, Objects.requireNonNull(value));
            return this;
        }

        VolumeSnapshotClassSpec unchecked() {
            return new VolumeSnapshotClassSpec(this);
        }

        /**
         * Builds the class.
         *
         * @throws InvalidSpecException if it breaks a rule; carries every problem
         */
        public VolumeSnapshotClassSpec build() {
            VolumeSnapshotClassSpec spec = unchecked();
            InvalidSpecException.throwIfAny(spec.toString(), Rule.all(SnapshotRules.ALL, spec));
            return spec;
        }
    }
}
