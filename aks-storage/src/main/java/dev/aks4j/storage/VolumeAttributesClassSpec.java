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

/**
 * Says what a class of volume attributes should be: what of a volume changes while it is in use. A claim that names it is
 * changed by naming another one. It belongs to no cluster until {@link #on} puts it on one. Needs Kubernetes 1.34. Immutable
 * and thread-safe.
 *
 * <pre>{@code
 * VolumeAttributesClassSpec busy = VolumeAttributesClassSpec.ofDisks("busy").iops(16_000).throughput(1_000).build();
 * VolumeClaimSpec.builder("data", "shop", 256).storageClass(premiumV2).volumeAttributesClass(busy).build();
 * }</pre>
 */
public final class VolumeAttributesClassSpec {

    private final String name;
    private final Driver driver;
    private final Map<String, String> parameters;

    private VolumeAttributesClassSpec(Builder builder) {
        name = builder.name;
        driver = builder.driver;
        parameters = Map.copyOf(builder.parameters);
    }

    /** Starts a class of attributes of managed disks. */
    public static DiskBuilder ofDisks(String name) {
        return new DiskBuilder(name);
    }

    /** Starts a class of attributes of file shares in accounts of v2 types. */
    public static FileBuilder ofFiles(String name) {
        return new FileBuilder(name);
    }

    /** Returns this class as one that should exist on a cluster. */
    public Spec on(ClusterSpec cluster) {
        return on(cluster.id());
    }

    /** Returns this class as one that should exist on a cluster. */
    public Spec on(ResourceId cluster) {
        return new PlacedAttributesClass(this, cluster);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the driver that changes the volumes. */
    public String driverName() {
        return driver.provisioner();
    }

    /** Returns what the driver is told, by the names it gives it. */
    public Map<String, String> parameters() {
        return parameters;
    }

    Driver driver() {
        return driver;
    }

    /** Returns the type of disk that is asked for, by either of its names; an empty text counts as missing. */
    Optional<String> sku() {
        return parameter("skuName")
                .filter(value -> !value.isEmpty())
                .or(() -> parameter("storageAccountType").filter(value -> !value.isEmpty()));
    }

    Optional<String> parameter(String key) {
        return parameters.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    @Override
    public String toString() {
        return "attributes class " + name;
    }

    /** What the builders have in common. Not thread-safe. */
    public abstract static sealed class Builder permits DiskBuilder, FileBuilder {
        private final String name;
        private final Driver driver;
        private final Map<String, String> parameters = new LinkedHashMap<>();

        Builder(String name, Driver driver) {
            this.name = Objects.requireNonNull(name);
            this.driver = driver;
        }

        void set(String key, Object value) {
            parameters.keySet().removeIf(key::equalsIgnoreCase);
            parameters.put(key, value.toString());
        }

        /** Sets a parameter of the driver that this builder has no method for. */
        public Builder parameter(String key, String value) {
            set(key, value);
            return this;
        }

        VolumeAttributesClassSpec unchecked() {
            return new VolumeAttributesClassSpec(this);
        }

        /**
         * Builds the class.
         *
         * @throws InvalidSpecException if it breaks a rule; carries every problem
         */
        public VolumeAttributesClassSpec build() {
            VolumeAttributesClassSpec spec = unchecked();
            InvalidSpecException.throwIfAny(spec.toString(), Rule.all(AttributesRules.ALL, spec));
            return spec;
        }
    }

    /** Builds a class of attributes of disks. Not thread-safe. */
    public static final class DiskBuilder extends Builder {
        private DiskBuilder(String name) {
            super(name, Driver.DISK);
        }

        /** Changes the type of disk: twice in 24 hours, and only between types that Azure converts. */
        public DiskBuilder sku(DiskSku sku) {
            set("skuName", sku);
            return this;
        }

        /** Sets the I/O operations of a second; Premium SSD v2 and Ultra only, 4 changes in 24 hours. */
        public DiskBuilder iops(int operations) {
            set("DiskIOPSReadWrite", operations);
            return this;
        }

        /** Sets the throughput in MB of a second; Premium SSD v2 and Ultra only, 4 changes in 24 hours. */
        public DiskBuilder throughput(int megabytes) {
            set("DiskMBpsReadWrite", megabytes);
            return this;
        }
    }

    /** Builds a class of attributes of shares. Not thread-safe. */
    public static final class FileBuilder extends Builder {
        private FileBuilder(String name) {
            super(name, Driver.FILE);
        }

        /** Sets the I/O operations of a second. */
        public FileBuilder provisionedIops(int operations) {
            set("provisionedIOPS", operations);
            return this;
        }

        /** Sets the throughput in MiB of a second. */
        public FileBuilder provisionedBandwidth(int mebibytes) {
            set("provisionedBandwidth", mebibytes);
            return this;
        }
    }
}
