package dev.aks4j.storage;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Spec;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Says what a claim for a persistent volume should be. It belongs to no cluster until {@link #on} puts it on one.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * VolumeClaimSpec data = VolumeClaimSpec.builder("data", "shop", 256).storageClass(fast).build();
 * Plan plan = aks.plan(cluster, fast.on(cluster), data.on(cluster));
 * }</pre>
 */
public final class VolumeClaimSpec {

    /** What a volume is filled with when it is made. */
    enum SourceKind {
        SNAPSHOT,
        CLAIM
    }

    /**
     * What a volume is filled with.
     *
     * @param kind a snapshot or a claim
     * @param name its name, in the claim's namespace
     */
    record Source(SourceKind kind, String name) {}

    private final String name;
    private final String namespace;
    private final long sizeGib;
    private final Optional<StorageClassSpec> storageClass;
    private final Optional<String> storageClassName;
    private final Optional<VolumeAttributesClassSpec> attributes;
    private final Optional<String> attributesName;
    private final Optional<String> volume;
    private final Set<AccessMode> accessModes;
    private final boolean rawBlock;
    private final Set<String> defaults = new LinkedHashSet<>();
    private final List<Source> sources;
    private final Map<String, String> labels;

    private VolumeClaimSpec(Builder builder) {
        name = builder.name;
        namespace = builder.namespace;
        sizeGib = builder.sizeGib;
        storageClass = builder.storageClass;
        storageClassName = builder.storageClassName;
        attributes = builder.attributes;
        attributesName = builder.attributesName;
        volume = builder.volume;
        accessModes =
                builder.accessModes.isEmpty() ? Set.of(AccessMode.READ_WRITE_ONCE) : Set.copyOf(builder.accessModes);
        rawBlock = builder.rawBlock;
        if (builder.accessModes.isEmpty()) {
            defaults.add("/spec/accessModes");
        }
        if (!rawBlock) {
            defaults.add("/spec/volumeMode");
        }
        sources = List.copyOf(builder.sources);
        labels = Map.copyOf(builder.labels);
    }

    /**
     * Starts a claim.
     *
     * @param name the claim's name
     * @param namespace its namespace
     * @param sizeGib the size in GiB; it can grow later if the storage class allows it
     */
    public static Builder builder(String name, String namespace, long sizeGib) {
        return new Builder(name, namespace, sizeGib);
    }

    /** Returns this claim as one that should exist on a cluster. */
    public Spec on(ClusterSpec cluster) {
        return on(cluster.id());
    }

    /** Returns this claim as one that should exist on a cluster. */
    public Spec on(ResourceId cluster) {
        return new PlacedVolumeClaim(this, cluster);
    }

    /**
     * Returns this claim as a template of a StatefulSet, for its {@code volumeClaimTemplates}: the set makes one claim of it
     * for each of its pods. A set's templates never change; what is to change in its claims is said of them, see {@link
     * #ofStatefulSet}.
     */
    public PersistentVolumeClaim asTemplate() {
        Json manifest = VolumeClaimKind.INSTANCE.template(this);
        return new KubernetesSerialization().unmarshal(manifest.toString(), PersistentVolumeClaim.class);
    }

    /**
     * Returns the claims that a StatefulSet makes of this one as its template, so that a plan can let them grow or change
     * their attributes. The set makes them, so the plan adopts them: {@code PlanOptions.standard().adopt()}.
     *
     * @param set the name of the StatefulSet
     * @param replicas how many pods it has
     */
    public List<VolumeClaimSpec> ofStatefulSet(String set, int replicas) {
        return IntStream.range(0, replicas)
                .mapToObj(ordinal -> new Builder(this, name + "-" + set + "-" + ordinal).build())
                .toList();
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the namespace. */
    public String namespace() {
        return namespace;
    }

    /** Returns the places of the manifest that nobody said anything about. */
    Set<String> defaults() {
        return Set.copyOf(defaults);
    }

    /** Returns the size in GiB. */
    public long sizeGib() {
        return sizeGib;
    }

    /** Returns the name of the storage class; empty for the cluster's default. */
    public Optional<String> storageClassName() {
        return storageClassName;
    }

    /** Returns the name of the class of volume attributes; empty for none. */
    public Optional<String> volumeAttributesClassName() {
        return attributesName;
    }

    /** Returns the class of volume attributes, if it was given as a spec. */
    Optional<VolumeAttributesClassSpec> attributes() {
        return attributes;
    }

    /** Returns the name of the volume that the claim takes; empty where one is made. */
    public Optional<String> volumeName() {
        return volume;
    }

    /** Returns how nodes may use the volume. */
    public Set<AccessMode> accessModes() {
        return accessModes;
    }

    /** Returns whether pods get the bare device instead of a file system. */
    public boolean isRawBlock() {
        return rawBlock;
    }

    /** Returns the labels of the claim. */
    public Map<String, String> labels() {
        return labels;
    }

    /** Returns the storage class, if it was given as a spec. */
    Optional<StorageClassSpec> storageClass() {
        return storageClass;
    }

    List<Source> sources() {
        return sources;
    }

    @Override
    public String toString() {
        return "volume claim " + namespace + "/" + name;
    }

    /** Builds a {@link VolumeClaimSpec}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final String namespace;
        private final long sizeGib;
        private Optional<StorageClassSpec> storageClass = Optional.empty();
        private Optional<String> storageClassName = Optional.empty();
        private Optional<VolumeAttributesClassSpec> attributes = Optional.empty();
        private Optional<String> attributesName = Optional.empty();
        private Optional<String> volume = Optional.empty();
        private final Set<AccessMode> accessModes = new LinkedHashSet<>();
        private boolean rawBlock;
        private final Set<Source> sources = new LinkedHashSet<>();
        private final Map<String, String> labels = new LinkedHashMap<>();

        private Builder(String name, String namespace, long sizeGib) {
            this.name = Objects.requireNonNull(name);
            this.namespace = Objects.requireNonNull(namespace);
            this.sizeGib = sizeGib;
        }

        private Builder(VolumeClaimSpec from, String name) {
            this(name, from.namespace, from.sizeGib);
            storageClass = from.storageClass;
            storageClassName = from.storageClassName;
            attributes = from.attributes;
            attributesName = from.attributesName;
            rawBlock = from.rawBlock;
            if (!from.defaults.contains("/spec/accessModes")) {
                accessModes.addAll(from.accessModes);
            }
            sources.addAll(from.sources);
            labels.putAll(from.labels);
        }

        /** Sets the storage class. Its own settings take part in the rules of the claim. */
        public Builder storageClass(StorageClassSpec spec) {
            storageClass = Optional.of(spec);
            storageClassName = Optional.of(spec.name());
            return this;
        }

        /** Sets the storage class by its name, for one that exists. Default: the cluster's default class. */
        public Builder storageClass(String existing) {
            storageClass = Optional.empty();
            storageClassName = Optional.of(existing);
            return this;
        }

        /** Sets the class of volume attributes; naming another one later changes the volume while it is in use. */
        public Builder volumeAttributesClass(VolumeAttributesClassSpec spec) {
            attributes = Optional.of(spec);
            attributesName = Optional.of(spec.name());
            return this;
        }

        /** Sets the class of volume attributes by its name, for one that exists. */
        public Builder volumeAttributesClass(String existing) {
            attributes = Optional.empty();
            attributesName = Optional.of(existing);
            return this;
        }

        /** Takes a volume that stands for storage which exists; its class, access and mode become the claim's. */
        public Builder volume(PersistentVolumeSpec existing) {
            volume = Optional.of(existing.name());
            storageClass = Optional.empty();
            storageClassName = Optional.of(existing.storageClassName());
            accessModes.addAll(existing.accessModes());
            rawBlock = existing.isRawBlock();
            return this;
        }

        /** Sets how nodes may use the volume. Default: {@link AccessMode#READ_WRITE_ONCE}. */
        public Builder accessModes(AccessMode... modes) {
            accessModes.addAll(List.of(modes));
            return this;
        }

        /** Gives pods the bare device instead of a file system. */
        public Builder rawBlock() {
            rawBlock = true;
            return this;
        }

        /** Fills the volume from a snapshot of the same namespace. */
        public Builder fromSnapshot(String snapshot) {
            sources.add(new Source(SourceKind.SNAPSHOT, snapshot));
            return this;
        }

        /** Fills the volume from another claim of the same namespace and kind of storage. */
        public Builder cloneOf(String claim) {
            sources.add(new Source(SourceKind.CLAIM, claim));
            return this;
        }

        /** Adds a label. */
        public Builder label(String key, String value) {
            labels.put(key, value);
            return this;
        }

        VolumeClaimSpec unchecked() {
            return new VolumeClaimSpec(this);
        }

        /**
         * Builds the claim.
         *
         * @throws InvalidSpecException if it breaks a rule; carries every problem
         */
        public VolumeClaimSpec build() {
            VolumeClaimSpec spec = unchecked();
            InvalidSpecException.throwIfAny(spec.toString(), Rule.all(ClaimRules.ALL, spec));
            return spec;
        }
    }
}
