package dev.aks4j.network;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the tests of this module share. */
final class NetworkSamples {

    static final String SUBSCRIPTION = "6f2c1b8e-0000-4000-8000-000000000001";
    static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    static final ResourceId NETWORKS = GROUP.id();
    static final ResourceId NAT = NETWORKS.child("Microsoft.Network/natGateways", "nat");
    static final ResourceId ROUTES = NETWORKS.child("Microsoft.Network/routeTables", "rt");
    static final ResourceId PUBLIC_IP = NETWORKS.child("Microsoft.Network/publicIPAddresses", "pip");
    static final ResourceId PREFIX = NETWORKS.child("Microsoft.Network/publicIPPrefixes", "prefix");

    private NetworkSamples() {}

    static VirtualNetworkSpec network() {
        return VirtualNetworkSpec.builder("vnet-shop", GROUP)
                .addressSpace("10.20.0.0/16")
                .subnet("nodes", "10.20.0.0/22")
                .subnet("pods", "10.20.16.0/20")
                .subnet("ingress", "10.20.8.0/24")
                .build();
    }

    static SubnetRef subnet(String name) {
        return network().subnet(name);
    }

    /** Returns a reference to a subnet of a network made for it. */
    static SubnetRef subnet(String cidr, Consumer<SubnetSpec.Builder> settings) {
        return VirtualNetworkSpec.builder("vnet-shop", GROUP)
                .addressSpace("10.20.0.0/16")
                .subnet("nodes", cidr, settings)
                .build()
                .subnet("nodes");
    }

    /** Returns a cluster with one system pool of fixed size. */
    static ClusterSpec cluster() {
        return cluster(pools -> {});
    }

    static ClusterSpec cluster(Consumer<ClusterSpec.Builder> more) {
        ClusterSpec.Builder builder = ClusterSpec.builder("shop", GROUP)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3));
        more.accept(builder);
        return builder.build();
    }

    /** Returns the cluster of the design: three pools, 148 nodes with surge. */
    static ClusterSpec shop() {
        return cluster(builder -> builder.userPool(
                        "apps", pool -> pool.vmSize("Standard_D8ds_v5").autoscale(2, 40))
                .userPool(
                        "batch",
                        pool -> pool.vmSize("Standard_D16ds_v5")
                                .autoscale(0, 100)
                                .spot()));
    }

    static Scope scope(Spec... specs) {
        return new Scope(SUBSCRIPTION, Instant.parse("2026-11-01T00:00:00Z"), List.of(specs));
    }

    static Json json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    /** Returns the networkProfile that a model writes. */
    static Json profile(NetworkModel model) {
        return document(model).at("/properties/networkProfile");
    }

    static Json document(NetworkModel model) {
        ClusterDocument document = new ClusterDocument();
        model.contribute(document, scope());
        return document.toJson();
    }

    /** Returns a copy without null members, which is what survives a library that drops them. */
    static Json withoutNulls(Json node) {
        if (node.isObject()) {
            Json.ObjectBuilder copy = Json.object();
            node.properties().stream()
                    .filter(entry -> !entry.getValue().isNull())
                    .forEach(entry -> copy.put(entry.getKey(), withoutNulls(entry.getValue())));
            return copy.build();
        }
        return node;
    }

    /** Returns what a builder reports when it refuses, or nothing if it accepts. */
    static List<Problem> problems(Supplier<?> build) {
        try {
            build.get();
            return List.of();
        } catch (InvalidSpecException e) {
            return e.problems();
        }
    }
}
