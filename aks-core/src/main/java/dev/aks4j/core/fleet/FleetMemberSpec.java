package dev.aks4j.core.fleet;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says that a cluster is a member of a fleet, and in which update group. A cluster is in one fleet at most. Immutable and
 * thread-safe.
 */
public final class FleetMemberSpec extends ArmSpec {

    private static final ArmType<FleetMemberSpec> TYPE = ArmType.<FleetMemberSpec>of(
                    "fleetMember", "Microsoft.ContainerService/fleets/members", FleetSpec.API_VERSION)
            .document((member, document) -> {
                document.set("/properties/clusterResourceId", member.cluster)
                        .set("/properties/group", member.updateGroup);
                member.labels.forEach((key, value) -> document.set(
                        "/properties/labels/" + key.replace("~", "~0").replace("/", "~1"), value));
            })
            .summary(member -> member.cluster.name()
                    + member.updateGroup.map(group -> " in group " + group).orElse(""))
            .requires(member -> Stream.of(member.parent(), member.cluster))
            .recreated("/properties/clusterResourceId", "a member keeps its cluster")
            .undeclared(Undeclared.absent("/properties/group"), Undeclared.absent("/properties/labels/*"))
            .rules(FleetRules.MEMBER)
            .build();

    final ResourceId cluster;
    final Optional<String> updateGroup;
    final Map<String, String> labels;

    private FleetMemberSpec(Builder builder) {
        super(builder);
        cluster = builder.cluster;
        updateGroup = builder.updateGroup;
        labels = Map.copyOf(builder.labels);
    }

    /**
     * Starts a member.
     *
     * @param name 1-50 lower-case letters, digits and hyphens, none at its ends
     * @param fleet the fleet that it belongs to
     * @param cluster the cluster, in whatever subscription
     */
    public static Builder builder(String name, FleetSpec fleet, ResourceId cluster) {
        return new Builder(name, fleet, cluster);
    }

    @Override
    public ArmType<FleetMemberSpec> kind() {
        return TYPE;
    }

    /** Returns the cluster. */
    public ResourceId cluster() {
        return cluster;
    }

    /** Returns the update group, if it is in one. */
    public Optional<String> updateGroup() {
        return updateGroup;
    }

    /** Builds a {@link FleetMemberSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Builder<FleetMemberSpec, Builder> {
        private final ResourceId cluster;
        private Optional<String> updateGroup = Optional.empty();
        private final Map<String, String> labels = new LinkedHashMap<>();

        private Builder(String name, FleetSpec fleet, ResourceId cluster) {
            super(name, fleet.id(), Optional.empty());
            this.cluster = Objects.requireNonNull(cluster);
        }

        /** Puts the member into the group that stages of update runs name. */
        public Builder updateGroup(String name) {
            updateGroup = Optional.of(name);
            return this;
        }

        /** Adds a label of the member. */
        public Builder label(String key, String value) {
            labels.put(key, value);
            return this;
        }

        @Override
        protected FleetMemberSpec create() {
            return new FleetMemberSpec(this);
        }
    }
}
