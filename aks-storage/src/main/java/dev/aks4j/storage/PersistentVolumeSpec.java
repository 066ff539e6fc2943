package dev.aks4j.storage;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Spec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Says what a persistent volume should be that stands for storage which exists in Azure, or which the same plan makes: a
 * disk, a share or a container. Its handle is the one that the driver itself would give, so that the volume can grow and be
 * copied. What it stands for stays when it goes. It belongs to no cluster until {@link #on} puts it on one. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * PersistentVolumeSpec volume = PersistentVolumeSpec.ofShare("shared", share).build();
 * VolumeClaimSpec claim = VolumeClaimSpec.builder("shared", "shop", 256).volume(volume).build();
 * Plan plan = aks.plan(account, share, cluster, volume.on(cluster), claim.on(cluster));
 * }</pre>
 */
public final class PersistentVolumeSpec {

    /** A secret or a claim of the cluster. */
    record Named(String name, String namespace) {}

    private final String name;
    final Driver driver;
    final ResourceId storage;
    private final long sizeGib;
    private final String storageClassName;
    private final Set<AccessMode> accessModes;
    private final boolean rawBlock;
    final boolean saysModes;
    final boolean readOnly;
    private final List<String> mountOptions;
    final Map<String, String> attributes;
    final Optional<String> fsType;
    final Optional<String> zone;
    final Optional<Named> secret;
    final Optional<Named> claim;
    final Optional<StorageAccountSpec> account;
    final Optional<ManagedDiskSpec> disk;
    final boolean identity;

    private PersistentVolumeSpec(Builder builder) {
        name = builder.name;
        driver = builder.driver;
        storage = builder.storage;
        sizeGib = builder.sizeGib;
        storageClassName = builder.storageClassName;
        saysModes = !builder.accessModes.isEmpty();
        accessModes = builder.accessModes.isEmpty()
                ? Set.of(driver == Driver.DISK ? AccessMode.READ_WRITE_ONCE : AccessMode.READ_WRITE_MANY)
                : Set.copyOf(builder.accessModes);
        rawBlock = builder.rawBlock;
        readOnly = builder.readOnly;
        mountOptions = List.copyOf(builder.mountOptions);
        attributes = Map.copyOf(builder.attributes);
        fsType = builder.fsType;
        zone = builder.zone;
        secret = builder.secret;
        claim = builder.claim;
        account = builder.account;
        disk = builder.disk;
        identity = builder.identity;
    }

    /** Starts a volume that stands for a disk of the plan, in the disk's zone. */
    public static Builder ofDisk(String name, ManagedDiskSpec disk) {
        Builder builder = ofDisk(name, disk.id(), disk.sizeGib());
        builder.disk = Optional.of(disk);
        builder.zone = disk.zone().flatMap(zone -> disk.region().map(region -> region.name() + "-" + zone));
        return builder;
    }

    /** Starts a volume that stands for an existing disk. Say its {@link Builder#zone} if it lies in one. */
    public static Builder ofDisk(String name, ResourceId disk, long sizeGib) {
        return new Builder(name, Driver.DISK, disk, sizeGib);
    }

    /** Starts a volume that stands for a share of the plan, mounted as the share is. */
    public static Builder ofShare(String name, FileShareSpec share) {
        Builder builder = ofShare(name, share.account().id(), share.name(), share.sizeGib());
        builder.account = Optional.of(share.account());
        return share.isNfs() ? builder.nfs() : builder;
    }

    /** Starts a volume that stands for an existing share of a storage account. */
    public static Builder ofShare(String name, ResourceId account, String share, long sizeGib) {
        Builder builder = new Builder(name, Driver.FILE, account, sizeGib);
        builder.attributes.put("shareName", share);
        return builder;
    }

    /** Starts a volume that stands for a container of the plan. Its size is only a word: containers have none. */
    public static Builder ofContainer(String name, BlobContainerSpec container, long sizeGib) {
        Builder builder = ofContainer(name, container.account().id(), container.name(), sizeGib);
        builder.account = Optional.of(container.account());
        return builder;
    }

    /** Starts a volume that stands for an existing container of a storage account. */
    public static Builder ofContainer(String name, ResourceId account, String container, long sizeGib) {
        Builder builder = new Builder(name, Driver.BLOB, account, sizeGib);
        builder.attributes.put("containerName", container);
        return builder;
    }

    /** Returns this volume as one that should exist on a cluster. */
    public Spec on(ClusterSpec cluster) {
        return on(cluster.id());
    }

    /** Returns this volume as one that should exist on a cluster. */
    public Spec on(ResourceId cluster) {
        return new PlacedPersistentVolume(this, cluster);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the size in GiB. */
    public long sizeGib() {
        return sizeGib;
    }

    /** Returns the name of the class by which claims find it; empty text for none. */
    public String storageClassName() {
        return storageClassName;
    }

    /** Returns how nodes may use it. */
    public Set<AccessMode> accessModes() {
        return accessModes;
    }

    /** Returns whether pods get the bare device instead of a file system. */
    public boolean isRawBlock() {
        return rawBlock;
    }

    /** Returns the options that it is mounted with. */
    public List<String> mountOptions() {
        return mountOptions;
    }

    @Override
    public String toString() {
        return "persistent volume " + name;
    }

    /** Builds a {@link PersistentVolumeSpec}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final Driver driver;
        private final ResourceId storage;
        private final long sizeGib;
        private String storageClassName = "";
        private final Set<AccessMode> accessModes = new LinkedHashSet<>();
        private boolean rawBlock;
        private boolean readOnly;
        private List<String> mountOptions = List.of();
        private final Map<String, String> attributes = new LinkedHashMap<>();
        private Optional<String> fsType = Optional.empty();
        private Optional<String> zone = Optional.empty();
        private Optional<Named> secret = Optional.empty();
        private Optional<Named> claim = Optional.empty();
        private Optional<StorageAccountSpec> account = Optional.empty();
        private Optional<ManagedDiskSpec> disk = Optional.empty();
        private boolean identity;

        private Builder(String name, Driver driver, ResourceId storage, long sizeGib) {
            this.name = Objects.requireNonNull(name);
            this.driver = driver;
            this.storage = Objects.requireNonNull(storage);
            this.sizeGib = sizeGib;
        }

        /** Sets the class by which claims find the volume; it needs not exist. Default: none. */
        public Builder storageClass(String className) {
            storageClassName = Objects.requireNonNull(className);
            return this;
        }

        /** Sets how nodes may use it. Default: once for a disk, by many for shares and containers. */
        public Builder accessModes(AccessMode... modes) {
            accessModes.addAll(List.of(modes));
            return this;
        }

        /** Gives pods the bare device instead of a file system; disks only. */
        public Builder rawBlock() {
            rawBlock = true;
            return this;
        }

        /** Mounts it so that nobody writes. */
        public Builder readOnly() {
            readOnly = true;
            return this;
        }

        /** Sets the options that it is mounted with. */
        public Builder mountOptions(String... options) {
            mountOptions = List.of(options);
            return this;
        }

        /** Sets the file system of a disk. Default: ext4. */
        public Builder fsType(String type) {
            fsType = Optional.of(type);
            return this;
        }

        /** Sets how a node caches a disk; as in a storage class. */
        public Builder caching(DiskClass.Caching caching) {
            return attribute("cachingMode", caching.toString());
        }

        /** Sets the zone of an existing disk, for example {@code westeurope-1}; pods then run there. */
        public Builder zone(String regionalZone) {
            zone = Optional.of(regionalZone);
            return this;
        }

        /** Mounts a share over NFS 4.1, a container over NFS 3. */
        public Builder nfs() {
            return attribute("protocol", "nfs");
        }

        /** Mounts a container with blobfuse, version 2. */
        public Builder fuse2() {
            return attribute("protocol", "fuse2");
        }

        /** Mounts a folder of a share. */
        public Builder folder(String path) {
            return attribute("folderName", path);
        }

        /** Mounts with a key that a secret holds, as {@code azurestorageaccountname} and {@code azurestorageaccountkey}. */
        public Builder secret(String secretName, String namespace) {
            secret = Optional.of(new Named(secretName, namespace));
            return this;
        }

        /** Mounts with a key that a plan keeps in a secret. */
        public Builder secret(AccountKeySpec key) {
            return secret(key.name(), key.namespace());
        }

        /** Mounts with the identity of the nodes instead of a key. */
        public Builder mountWithManagedIdentity() {
            identity = true;
            return driver == Driver.BLOB
                    ? attribute("AzureStorageAuthType", "msi")
                    : attribute("mountWithManagedIdentity", "true");
        }

        /**
         * Mounts with a managed identity of the nodes instead of a key.
         *
         * @param clientId the identity's client id
         */
        public Builder mountWithManagedIdentity(String clientId) {
            return mountWithManagedIdentity()
                    .attribute(driver == Driver.BLOB ? "AzureStorageIdentityClientID" : "clientID", clientId);
        }

        /** Keeps the volume for one claim, so that no other takes it. */
        public Builder reservedFor(String namespace, String claimName) {
            claim = Optional.of(new Named(claimName, namespace));
            return this;
        }

        /** Sets an attribute that the driver reads from a volume and that has no method. */
        public Builder attribute(String key, String value) {
            attributes.keySet().removeIf(key::equalsIgnoreCase);
            attributes.put(key, value);
            return this;
        }

        PersistentVolumeSpec unchecked() {
            return new PersistentVolumeSpec(this);
        }

        /**
         * Builds the volume.
         *
         * @throws InvalidSpecException if it breaks a rule; carries every problem
         */
        public PersistentVolumeSpec build() {
            PersistentVolumeSpec spec = unchecked();
            InvalidSpecException.throwIfAny(spec.toString(), Rule.all(PersistentVolumeRules.ALL, spec));
            return spec;
        }
    }
}
