package dev.aks4j.core.cluster;

import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What tests of clusters begin with. */
final class Fakes {

    static final String SUBSCRIPTION = "6f2c0000-0000-0000-0000-000000000001";
    static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    static final Scope SCOPE = new Scope(SUBSCRIPTION, Instant.parse("2026-11-23T12:00:00Z"), List.of());
    static final ResourceId SUBNET = ResourceId.group("rg-shop")
            .child("Microsoft.Network/virtualNetworks", "vnet-shop")
            .child("subnets", "nodes");

    private Fakes() {}

    /** A cluster that Azure accepts, with one system pool. */
    static ClusterSpec.Builder cluster() {
        return cluster("shop");
    }

    static ClusterSpec.Builder cluster(String name) {
        return withoutPools(name)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3));
    }

    static ClusterSpec.Builder withoutPools(String name) {
        return ClusterSpec.builder(name, GROUP).kubernetesVersion("1.35");
    }

    static ResourceId id(String type, String name) {
        return ResourceId.group("rg-shop").child(type, name);
    }

    static String live(ResourceId id) {
        return id.inSubscription(SUBSCRIPTION).toString();
    }

    /** Overlay in a subnet of its own. */
    record Overlay(boolean supportsWindows) implements ClusterNetwork {
        @Override
        public void contribute(ClusterDocument document, Scope scope) {
            document.set("/properties/networkProfile/networkPlugin", "azure")
                    .set("/properties/networkProfile/networkPluginMode", "overlay");
        }

        @Override
        public void contribute(NodePoolSpec pool, ClusterDocument document, Scope scope) {
            document.set("/properties/vnetSubnetID", scope.id(SUBNET).toString());
        }

        @Override
        public List<AddressUse> addressUse(ClusterSpec cluster) {
            return List.of(new AddressUse("subnet nodes", Cidr.parse("10.20.0.0/22"), 148, 1019, "addresses", 871));
        }

        @Override
        public int defaultMaxPods() {
            return 250;
        }

        @Override
        public Set<ResourceId> requires() {
            return Set.of(SUBNET.parent().orElseThrow());
        }

        @Override
        public List<RequiredRole> requiredRoles() {
            return List.of(new RequiredRole(
                    SUBNET, "Network Contributor", "4d97b98b-1d4f-4787-a291-c67834d212e7", "joins nodes to it"));
        }

        @Override
        public String summary() {
            return "overlay";
        }
    }

    /** A user-assigned identity. */
    record UserAssigned(ResourceId id) implements ClusterIdentity {
        UserAssigned() {
            this(Fakes.id("Microsoft.ManagedIdentity/userAssignedIdentities", "id-shop"));
        }

        @Override
        public ClusterIdentity forCluster(ResourceId cluster) {
            return this;
        }

        @Override
        public Optional<ResourceId> userAssigned() {
            return Optional.of(id);
        }

        @Override
        public void contribute(ClusterDocument document, Scope scope) {
            document.set("/identity/type", "UserAssigned")
                    .set("/identity/userAssignedIdentities", Map.of(scope.id(id).toString(), Map.of()));
        }
    }
}
