package dev.aks4j.network;

import static dev.aks4j.network.NetworkSamples.json;
import static dev.aks4j.network.NetworkSamples.subnet;
import static dev.aks4j.network.NetworkSamples.withoutNulls;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import dev.aks4j.core.cluster.RequiredRole;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkDocumentTest {

    static Stream<NetworkModel> models() {
        return Stream.of(
                CniOverlay.builder()
                        .ipFamilies(IpFamily.IPV4, IpFamily.IPV6)
                        .podCidr("10.244.0.0/16", "fd12:3456:789a::/64")
                        .serviceCidr("10.0.0.0/16", "fd12:3456:789a:1::/108")
                        .dataplane(Dataplane.CILIUM)
                        .advancedNetworking(acns -> acns.observability().l7Policies())
                        .outbound(Outbound.loadBalancer(lb -> lb.managedIps(2)
                                .managedIpv6s(1)
                                .allocatedPorts(1024)
                                .idleTimeout(Duration.ofMinutes(10))
                                .backendPool(LoadBalancerOutbound.BackendPool.NODE_IP)))
                        .build(),
                CniNodeSubnet.builder()
                        .networkPolicy(NetworkPolicy.CALICO)
                        .outbound(Outbound.managedNatGateway(
                                nat -> nat.managedIps(2).idleTimeout(Duration.ofMinutes(5))))
                        .build(),
                CniPodSubnet.builder(subnet("nodes"), subnet("pods"))
                        .outbound(Outbound.userDefinedRouting())
                        .build(),
                Kubenet.builder()
                        .calico()
                        .podCidr("10.244.0.0/16")
                        .outbound(Outbound.loadBalancer(lb -> lb.publicIps(NetworkSamples.PUBLIC_IP)))
                        .build(),
                BringYourOwnCni.builder()
                        .outbound(Outbound.none(
                                NetworkSamples.GROUP.id().child("Microsoft.ContainerRegistry/registries", "shop")))
                        .build(),
                CniOverlay.builder()
                        .outbound(Outbound.loadBalancer(lb -> lb.publicIpPrefixes(NetworkSamples.PREFIX)))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("models")
    void theLibraryReadsTheDocumentAndLosesNothing(NetworkModel model) throws IOException {
        Json document = withoutNulls(NetworkSamples.document(model));
        try (JsonReader reader = JsonProviders.createReader(document.toString())) {
            assertThat(json(ManagedClusterInner.fromJson(reader).toJsonString()))
                    .isEqualTo(olderThanTheLibrary(document));
        }
    }

    /** The library speaks 2025-09-01, which does not know the SKU of a managed NAT gateway (since 2026-06-01). */
    private static Json olderThanTheLibrary(Json document) {
        if (document.at("/properties/networkProfile/natGatewayProfile/sku").isMissing()) {
            return document;
        }
        Json.ObjectBuilder known = document.edit();
        known.within("properties")
                .within("networkProfile")
                .within("natGatewayProfile")
                .remove("sku");
        return known.build();
    }

    @Test
    void podsOfAPodSubnetGetItsIdAndMode() {
        CniPodSubnet model = CniPodSubnet.builder(subnet("nodes"), subnet("pods"))
                .podSubnet("batch", subnet("ingress"))
                .staticBlocks()
                .build();
        ClusterDocument apps = pool(model, "apps");
        assertThat(apps.get("/properties/vnetSubnetID").asText()).endsWith("/subnets/nodes");
        assertThat(apps.get("/properties/podSubnetID").asText()).endsWith("/subnets/pods");
        assertThat(apps.get("/properties/podIPAllocationMode").asText()).isEqualTo("StaticBlock");
        assertThat(pool(model, "batch").get("/properties/podSubnetID").asText()).endsWith("/subnets/ingress");
    }

    private static ClusterDocument pool(NetworkModel model, String name) {
        ClusterDocument document = new ClusterDocument();
        model.contribute(NetworkSamples.shop().pool(name).orElseThrow(), document, NetworkSamples.scope());
        return document;
    }

    @Test
    void aRangeOfServicesBringsItsDnsAddress() {
        assertThat(NetworkSamples.profile(CniOverlay.builder()
                                .serviceCidr("172.20.0.0/16")
                                .build())
                        .path("dnsServiceIP")
                        .asText())
                .isEqualTo("172.20.0.10");
    }

    @Test
    void kubenetMayWriteTheRouteTableAndTheLoadBalancerTakeItsAddresses() {
        Kubenet model = Kubenet.builder()
                .nodeSubnet(subnet("10.20.0.0/22", s -> s.routeTable(NetworkSamples.ROUTES)))
                .outbound(Outbound.loadBalancer(lb -> lb.publicIps(NetworkSamples.PUBLIC_IP)))
                .build();
        ResourceId nodes = model.nodeSubnet().orElseThrow().id();
        assertThat(model.requiredRoles())
                .extracting(RequiredRole::scope)
                .containsExactly(nodes, NetworkSamples.ROUTES, NetworkSamples.PUBLIC_IP);
        assertThat(model.requires()).containsExactlyInAnyOrder(nodes, NetworkSamples.PUBLIC_IP);
    }
}
