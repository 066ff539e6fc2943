package dev.aks4j.tests.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.network.IpFamily;
import dev.aks4j.network.resource.NetworkSku;
import dev.aks4j.network.resource.NextHop;
import dev.aks4j.network.resource.PublicIpAddressSpec;
import dev.aks4j.network.resource.VirtualNetworkPeeringSpec;
import dev.aks4j.testkit.SimulatedAzure;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hub and spoke with each single resource missing or wrong: the plan refuses it, with the rule, and nothing is sent. */
class HubAndSpokeBrokenTest {

    private static final SimulatedAzure AZURE = SimulatedAzure.create();
    private static final Aks AKS = Aks.builder(AZURE.subscriptionId())
            .credential(AksCredential.clientSecret(AZURE.tenantId(), AZURE.clientId(), AZURE.clientSecret()))
            .transport(AZURE.transport())
            .build();

    @AfterAll
    static void close() {
        AKS.close();
        AZURE.close();
    }

    private static Arguments without(String name, String rule) {
        return Arguments.of(
                "without " + name,
                (Consumer<HubAndSpoke>)
                        it -> it.kept = spec -> !spec.address().name().equals(name),
                rule);
    }

    private static Arguments with(String what, Consumer<HubAndSpoke> change, String rule) {
        return Arguments.of(what, change, rule);
    }

    static Stream<Arguments> broken() {
        return Stream.concat(first(), wrong());
    }

    /** Each resource that is there, and wrong. */
    private static Stream<Arguments> wrong() {
        return Stream.of(
                without("hub", "AKS-ARM-020"),
                with(
                        "an address of another SKU",
                        it -> it.six = address -> address.ipv6().sku(NetworkSku.STANDARD),
                        "AKS-NWR-036"),
                with(
                        "an IPv6 address in the place of IPv4",
                        it -> it.four = PublicIpAddressSpec.Builder::ipv6,
                        "AKS-NET-106"),
                with("a gateway with IPv4 only", it -> it.six = address -> {}, "AKS-NET-107"),
                with("a gateway elsewhere", it -> it.natRegion = Region.NORTH_EUROPE, "AKS-VNET-017"),
                with("a route table elsewhere", it -> it.tableRegion = Region.NORTH_EUROPE, "AKS-VNET-017"),
                with("a security group elsewhere", it -> it.securityRegion = Region.NORTH_EUROPE, "AKS-VNET-017"),
                with("a node subnet without the route table", it -> it.tableOnNodes = false, "AKS-NET-079"),
                with("a node subnet without the gateway", it -> it.natOnDual = false, "AKS-NET-078"),
                with(
                        "a zone of another region",
                        it -> it.zoneName = "privatelink.northeurope.azmk8s.io",
                        "AKS-API-006"),
                with(
                        "an appliance that nobody reaches",
                        it -> it.routes = table -> table.route("all", "0.0.0.0/0", NextHop.appliance("10.99.0.4")),
                        "AKS-NET-104"),
                with("a side that drops what is forwarded", it -> it.toHub = peering -> {}, "AKS-NET-104"),
                with(
                        "a gateway that nobody gives",
                        it -> it.toHub = VirtualNetworkPeeringSpec.Builder::useRemoteGateways,
                        "AKS-NWR-063"),
                with("a service's address outside of its subnet", it -> it.address = "10.20.9.10", "AKS-LB-032"),
                with("a service's address that is Azure's", it -> it.address = "10.20.8.3", "AKS-LB-032"),
                with("the last address of a subnet", it -> it.address = "10.20.8.255", "AKS-LB-032"),
                with(
                        "a private link with too many addresses",
                        it -> it.link = link -> link.addressCount(9),
                        "AKS-LB-042"),
                with(
                        "a private link with an address elsewhere",
                        it -> it.link = link -> link.addresses("10.20.0.9"),
                        "AKS-LB-044"),
                with(
                        "an IPv6 service on an IPv4 cluster",
                        it -> it.web = service -> service.ipFamilies(IpFamily.IPV6),
                        "AKS-LB-031"),
                with("pods in the hub's range", it -> it.podRange = "10.0.0.0/16", "AKS-NET-011"),
                with("pods in the spoke's range", it -> it.podRange = "10.20.128.0/17", "AKS-NET-011"),
                with("services in the hub's range", it -> it.serviceRange = "10.0.8.0/22", "AKS-NET-014"),
                with("services in the pods' range", it -> it.serviceRange = "10.244.8.0/22", "AKS-NET-010"),
                with("a node subnet that is too small", it -> it.nodesRange = "10.20.0.0/29", "AKS-NET-040"),
                with("a node subnet over another", it -> it.nodesRange = "10.20.0.0/21", "AKS-VNET-008"),
                with("a node subnet outside of the network", it -> it.nodesRange = "10.21.0.0/22", "AKS-VNET-007"),
                with(
                        "a delegated subnet of the other cluster",
                        it -> it.dual = subnet -> subnet.delegation("Microsoft.Web/serverFarms"),
                        "AKS-NET-044"));
    }

    private static Stream<Arguments> first() {
        return Stream.of(
                without("rt-egress", "AKS-ARM-020"),
                without("nsg-nodes", "AKS-ARM-020"),
                without("pip4", "AKS-ARM-020"),
                without("pip6", "AKS-ARM-020"),
                without("ng-dual", "AKS-ARM-020"),
                without("hub", "AKS-ARM-020"),
                without("spoke", "AKS-ARM-020"),
                without("privatelink.westeurope.azmk8s.io", "AKS-ARM-020"),
                without("hub-to-spoke", "AKS-NWR-064"),
                without("spoke-to-hub", "AKS-NWR-064"),
                without("rg-land", "AKS-PLAN-006"),
                with("no default route", it -> it.routes = table -> {}, "AKS-NET-100"),
                with(
                        "default route to the internet",
                        it -> it.routes = table -> table.route("all", "0.0.0.0/0", NextHop.internet()),
                        "AKS-NET-100"),
                with(
                        "default route to nowhere",
                        it -> it.routes = table -> table.route("all", "0.0.0.0/0", NextHop.nowhere()),
                        "AKS-NET-101"),
                with(
                        "a group that stops nodes",
                        it -> it.rules = group -> group.inbound("no", 4000, rule -> rule.deny()),
                        "AKS-NET-102"),
                with(
                        "a group that stops pods",
                        it -> it.rules = group ->
                                group.outbound("no", 200, rule -> rule.deny().to("10.244.0.0/16")),
                        "AKS-NET-102"),
                with("a gateway without IPv6", it -> it.natSku = NetworkSku.STANDARD, "AKS-NET-103"),
                with("a hub with the spoke's range", it -> it.hubRange = "10.20.240.0/20", "AKS-VNET-014"),
                with(
                        "a delegated node subnet",
                        it -> it.nodes = subnet -> subnet.delegation("Microsoft.Web/serverFarms"),
                        "AKS-NET-044"),
                with("no right on the services' subnet", it -> it.loadBalancerSubnet = false, "AKS-LB-051"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void whatIsMissingOrWrongIsSaidBeforeAnythingIsSent(String what, Consumer<HubAndSpoke> change, String rule) {
        HubAndSpoke land = new HubAndSpoke();
        change.accept(land);
        assertThat(problems(land)).as(what).extracting(Problem::rule).contains(rule);
        assertThat(AZURE.requests().writes())
                .noneMatch(request -> request.path().startsWith("/subscriptions")
                        && !request.path().endsWith("/listClusterUserCredential"));
    }

    /** Goes over what is there, not over a list: what nobody misses are the two things that nothing else needs. */
    @Test
    void everyOtherResourceIsMissed() {
        List<String> unnoticed = new HubAndSpoke()
                .specs().stream()
                        .filter(left -> {
                            HubAndSpoke land = new HubAndSpoke();
                            land.kept = spec -> !spec.address().equals(left.address());
                            return problems(land).isEmpty();
                        })
                        .map(left -> left.address().name())
                        .sorted()
                        .toList();

        assertThat(unnoticed).containsExactly("dual", "web");
        assertThat(problems(new HubAndSpoke())).isEmpty();
    }

    private static List<Problem> problems(HubAndSpoke land) {
        try {
            Plan plan = AKS.plan(land.specs().toArray(Spec[]::new));
            return Stream.concat(plan.problems().stream(), plan.warnings().stream())
                    .toList();
        } catch (InvalidSpecException e) {
            return e.problems();
        }
    }
}
