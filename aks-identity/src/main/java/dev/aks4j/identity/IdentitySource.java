package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Spec;
import java.util.Optional;

/** Where an identity comes from. */
sealed interface IdentitySource {

    /** Returns the user-assigned identity's id; empty for a system-assigned one, or before the cluster is known. */
    Optional<ResourceId> id();

    /** Returns the spec by which the plan creates it, if it does. */
    default Optional<Spec> spec(ClusterSpec cluster) {
        return Optional.empty();
    }

    /** Returns this source with a name that follows the cluster's filled in. */
    default IdentitySource forCluster(ResourceId cluster) {
        return this;
    }

    /** Azure makes it together with the cluster. */
    record System() implements IdentitySource {
        @Override
        public Optional<ResourceId> id() {
            return Optional.empty();
        }
    }

    /** Somebody else made it. */
    record Existing(ResourceId identity) implements IdentitySource {
        @Override
        public Optional<ResourceId> id() {
            return Optional.of(identity);
        }
    }

    /** The caller has its spec. */
    record Given(ManagedIdentitySpec identity) implements IdentitySource {
        @Override
        public Optional<ResourceId> id() {
            return Optional.of(identity.id());
        }

        @Override
        public Optional<Spec> spec(ClusterSpec cluster) {
            return Optional.of(identity);
        }
    }

    /** It belongs to one cluster that is not known yet; its name follows the cluster's unless it is given. */
    record Own(Optional<String> name) implements IdentitySource {
        @Override
        public Optional<ResourceId> id() {
            return Optional.empty();
        }

        @Override
        public IdentitySource forCluster(ResourceId cluster) {
            ResourceId group = ResourceId.group(cluster.resourceGroup().orElseThrow());
            return new Bound(ManagedIdentitySpec.id(group, name.orElse("id-" + cluster.name() + "-control-plane")));
        }
    }

    /** It belongs to one known cluster and lives in its group and region. */
    record Bound(ResourceId identity) implements IdentitySource {
        @Override
        public Optional<ResourceId> id() {
            return Optional.of(identity);
        }

        @Override
        public Optional<Spec> spec(ClusterSpec cluster) {
            ResourceId group = identity.parent().orElseThrow();
            return Optional.of(ManagedIdentitySpec.of(identity.name(), group, cluster.region()));
        }
    }
}
