package dev.aks4j.storage;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Spec;
import java.util.Objects;
import java.util.Optional;

/**
 * Says that there is a snapshot of a claim's volume, taken when it is made. A claim is filled from it with {@code
 * fromSnapshot(name)}. It belongs to no cluster until {@link #on} puts it on one. Immutable and thread-safe.
 *
 * <pre>{@code
 * VolumeSnapshotSpec monday = VolumeSnapshotSpec.builder("monday", "shop", "data").snapshotClass(daily).build();
 * VolumeClaimSpec restored =
 *     VolumeClaimSpec.builder("restored", "shop", 256).storageClass(fast).fromSnapshot(monday.name()).build();
 * }</pre>
 */
public final class VolumeSnapshotSpec {

    private final String name;
    private final String namespace;
    private final String claim;
    private final Optional<String> snapshotClass;

    private VolumeSnapshotSpec(Builder builder) {
        name = builder.name;
        namespace = builder.namespace;
        claim = builder.claim;
        snapshotClass = builder.snapshotClass;
    }

    /**
     * Starts a snapshot.
     *
     * @param name its name
     * @param namespace its namespace, which is that of the claim
     * @param claim the name of the claim
     */
    public static Builder builder(String name, String namespace, String claim) {
        return new Builder(name, namespace, claim);
    }

    /** Returns this snapshot as one that should exist on a cluster. */
    public Spec on(ClusterSpec cluster) {
        return on(cluster.id());
    }

    /** Returns this snapshot as one that should exist on a cluster. */
    public Spec on(ResourceId cluster) {
        return new PlacedVolumeSnapshot(this, cluster);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the namespace. */
    public String namespace() {
        return namespace;
    }

    /** Returns the name of the claim. */
    public String claim() {
        return claim;
    }

    /** Returns the name of the snapshot class; empty for the cluster's default. */
    public Optional<String> snapshotClassName() {
        return snapshotClass;
    }

    @Override
    public String toString() {
        return "snapshot " + namespace + "/" + name;
    }

    /** Builds a {@link VolumeSnapshotSpec}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final String namespace;
        private final String claim;
        private Optional<String> snapshotClass = Optional.empty();

        private Builder(String name, String namespace, String claim) {
            this.name = Objects.requireNonNull(name);
            this.namespace = Objects.requireNonNull(namespace);
            this.claim = Objects.requireNonNull(claim);
        }

        /** Sets the snapshot class. */
        public Builder snapshotClass(VolumeSnapshotClassSpec spec) {
            return snapshotClass(spec.name());
        }

        /** Sets the snapshot class by its name, for one that exists. Default: the cluster's default class. */
        public Builder snapshotClass(String existing) {
            snapshotClass = Optional.of(existing);
            return this;
        }

        /**
         * Builds the snapshot.
         *
         * @throws InvalidSpecException if it breaks a rule; carries every problem
         */
        public VolumeSnapshotSpec build() {
            VolumeSnapshotSpec spec = new VolumeSnapshotSpec(this);
            InvalidSpecException.throwIfAny(spec.toString(), Rule.all(SnapshotObjectRules.ALL, spec));
            return spec;
        }
    }
}
