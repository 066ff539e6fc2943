package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterFeature;
import dev.aks4j.core.cluster.ClusterIdentity;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.RequiredRole;
import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import java.time.Instant;
import java.util.List;

/** What the tests of this module share. */
final class IdentitySamples {
    static final String SUBSCRIPTION = "6f2c1b8e-0000-4000-8000-000000000001";
    static final String GUID = "7f1d2c3b-0000-4000-8000-00000000000a";
    static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    static final ResourceId VNET = GROUP.id().child("Microsoft.Network/virtualNetworks", "vnet-shop");
    static final ResourceId SUBNET = VNET.child("subnets", "nodes");
    static final ResourceId VAULT = GROUP.id().child("Microsoft.KeyVault/vaults", "kv-shop");

    private IdentitySamples() {}

    static ClusterSpec.Builder builder() {
        return ClusterSpec.builder("shop", GROUP)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3));
    }

    static ClusterSpec cluster(ClusterIdentity identity, ClusterFeature... features) {
        ClusterSpec.Builder builder = builder().identity(identity);
        List.of(features).forEach(builder::feature);
        return builder.build();
    }

    static Scope scope(Spec... specs) {
        return new Scope(SUBSCRIPTION, Instant.parse("2026-11-01T00:00:00Z"), List.of(specs));
    }

    static Json json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    static Json contribution(ClusterFeature feature) {
        ClusterDocument document = new ClusterDocument();
        feature.contribute(document, scope());
        return document.toJson();
    }

    static List<String> rules(List<Problem> problems) {
        return problems.stream().map(Problem::rule).toList();
    }

    /** A feature that needs its cluster to join the subnet. */
    static ClusterFeature onSubnet() {
        return new ClusterFeature() {
            @Override
            public void contribute(ClusterDocument document, Scope scope) {
                document.set("/properties/enableRBAC", true);
            }

            @Override
            public void contribute(NodePoolSpec pool, ClusterDocument document, Scope scope) {
                document.set("/properties/vnetSubnetID", scope.id(SUBNET).toString());
            }

            @Override
            public List<RequiredRole> requiredRoles() {
                return List.of(new RequiredRole(
                        SUBNET,
                        "Network Contributor",
                        "4d97b98b-1d4f-4787-a291-c67834d212e7",
                        "nodes join the subnet"));
            }
        };
    }
}
