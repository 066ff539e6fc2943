package dev.aks4j.network;

import static dev.aks4j.network.NetworkSamples.GROUP;
import static dev.aks4j.network.NetworkSamples.json;
import static dev.aks4j.network.NetworkSamples.scope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Question;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.network.ingress.ApplicationLoadBalancerSpec;
import dev.aks4j.network.ingress.GatewayClass;
import dev.aks4j.network.ingress.GatewaySpec;
import dev.aks4j.network.resource.NatGatewaySpec;
import dev.aks4j.network.resource.NetworkSecurityGroupSpec;
import dev.aks4j.network.resource.NetworkSku;
import dev.aks4j.network.resource.NextHop;
import dev.aks4j.network.resource.PrivateDnsZoneLinkSpec;
import dev.aks4j.network.resource.PrivateDnsZoneSpec;
import dev.aks4j.network.resource.PrivateEndpointSpec;
import dev.aks4j.network.resource.PrivateLinkServiceSpec;
import dev.aks4j.network.resource.PublicIpAddressSpec;
import dev.aks4j.network.resource.RouteTableSpec;
import dev.aks4j.network.resource.VirtualNetworkPeeringSpec;
import dev.aks4j.testing.RuleCase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that look across the network resources of a plan, and what a plan asks of those that exist. */
class NetworkPlanRulesTest {

    private static VirtualNetworkSpec network(Consumer<SubnetSpec.Builder> nodes) {
        return VirtualNetworkSpec.builder("vnet-shop", GROUP)
                .addressSpace("10.20.0.0/16", "fd00:db8::/48")
                .subnet("nodes", "10.20.0.0/22", nodes)
                .subnet("links", "10.20.8.0/28")
                .build();
    }

    private static ClusterSpec cluster(SubnetRef nodes, Outbound outbound, Consumer<CniOverlay.Builder> more) {
        CniOverlay.Builder overlay = CniOverlay.builder().nodeSubnet(nodes).outbound(outbound);
        more.accept(overlay);
        return NetworkSamples.cluster(
                builder -> builder.network(overlay.build()).identity(new TestIdentity()));
    }

    private static List<Problem> inPlan(List<? extends Spec> specs) {
        Scope scope = scope(specs.toArray(Spec[]::new));
        return specs.stream().flatMap(spec -> check(spec, scope).stream()).toList();
    }

    @SuppressWarnings("unchecked") // a spec's kind accepts the spec's class
    private static List<Problem> check(Spec spec, Scope scope) {
        return ((ResourceKind<Spec>) spec.kind()).check(spec, scope);
    }

    private static RuleCase planned(String rule, List<? extends Spec> broken, List<? extends Spec> kept) {
        return new RuleCase(rule, "", () -> inPlan(broken), () -> inPlan(kept));
    }

    private static List<Spec> routed(Consumer<RouteTableSpec.Builder> routes, Outbound outbound) {
        RouteTableSpec.Builder table = RouteTableSpec.builder("rt", GROUP);
        routes.accept(table);
        RouteTableSpec made = table.build();
        VirtualNetworkSpec network = network(subnet -> subnet.routeTable(made));
        return List.of(made, network, cluster(network.subnet("nodes"), outbound, it -> {}));
    }

    private static List<Spec> guarded(Consumer<NetworkSecurityGroupSpec.Builder> rules, Spec... more) {
        NetworkSecurityGroupSpec.Builder group = NetworkSecurityGroupSpec.builder("nsg", GROUP);
        rules.accept(group);
        NetworkSecurityGroupSpec made = group.build();
        VirtualNetworkSpec network = network(subnet -> subnet.networkSecurityGroup(made));
        List<Spec> specs = new ArrayList<>(
                List.of(made, network, cluster(network.subnet("nodes"), Outbound.loadBalancer(), it -> {})));
        specs.addAll(List.of(more));
        return specs;
    }

    private static List<Spec> dual(NetworkSku sku) {
        PublicIpAddressSpec address =
                PublicIpAddressSpec.builder("pip", GROUP).sku(sku).build();
        NatGatewaySpec gateway =
                NatGatewaySpec.builder("ng", GROUP).sku(sku).publicIps(address).build();
        VirtualNetworkSpec network =
                network(subnet -> subnet.ipv6("fd00:db8::/64").natGateway(gateway));
        return List.of(
                address,
                gateway,
                network,
                cluster(
                        network.subnet("nodes"),
                        Outbound.userAssignedNatGateway(),
                        it -> it.ipFamilies(IpFamily.IPV4, IpFamily.IPV6)));
    }

    private static List<Spec> peered(String... cidrs) {
        VirtualNetworkSpec hub =
                VirtualNetworkSpec.builder("hub", GROUP).addressSpace(cidrs).build();
        VirtualNetworkSpec spoke = network(subnet -> {});
        List<Spec> specs = new ArrayList<>(List.of(hub, spoke));
        specs.addAll(VirtualNetworkPeeringSpec.both(hub.id(), spoke.id()));
        return specs;
    }

    private static List<Spec> linked(Consumer<SubnetSpec.Builder> settings) {
        VirtualNetworkSpec network = VirtualNetworkSpec.builder("vnet-shop", GROUP)
                .addressSpace("10.20.0.0/16")
                .subnet("links", "10.20.8.0/28", settings)
                .build();
        return List.of(
                network,
                PrivateLinkServiceSpec.builder(
                                "pls",
                                GROUP,
                                network.subnet("links").id(),
                                GROUP.id()
                                        .child("Microsoft.Network/loadBalancers", "lb")
                                        .child("frontendIPConfigurations", "f"))
                        .build());
    }

    private static List<Spec> endpoints(int count) {
        VirtualNetworkSpec network = network(subnet -> {});
        List<Spec> specs = new ArrayList<>(List.of(network));
        for (int i = 0; i < count; i++) {
            specs.add(PrivateEndpointSpec.builder(
                            "pe" + i,
                            GROUP,
                            network.subnet("links").id(),
                            GROUP.id().child("Microsoft.KeyVault/vaults", "v"),
                            "vault")
                    .build());
        }
        return specs;
    }

    private static List<Spec> elsewhere(Region region) {
        RouteTableSpec table = RouteTableSpec.builder(
                        "rt", ResourceGroupSpec.of("rg-shop", region).id(), region)
                .build();
        return List.of(table, network(subnet -> subnet.routeTable(table)));
    }

    private static Spec web() {
        return LoadBalancerService.publicFacing("web", "shop")
                .selector("app", "web")
                .port(443, 8443)
                .build()
                .on(GROUP.id().child(ClusterSpec.TYPE, "shop"));
    }

    private static final PublicIpAddressSpec FOUR = PublicIpAddressSpec.builder("pip4", GROUP)
            .sku(NetworkSku.STANDARD_V2)
            .build();
    private static final PublicIpAddressSpec SIX = PublicIpAddressSpec.builder("pip6", GROUP)
            .sku(NetworkSku.STANDARD_V2)
            .ipv6()
            .build();

    private static List<Spec> leaving(PublicIpAddressSpec... addresses) {
        NatGatewaySpec gateway = NatGatewaySpec.builder("ng", GROUP)
                .sku(NetworkSku.STANDARD_V2)
                .publicIps(addresses)
                .build();
        VirtualNetworkSpec network =
                network(subnet -> subnet.ipv6("fd00:db8::/64").natGateway(gateway));
        return List.of(
                gateway,
                network,
                cluster(
                        network.subnet("nodes"),
                        Outbound.userAssignedNatGateway(),
                        it -> it.ipFamilies(IpFamily.IPV4, IpFamily.IPV6)));
    }

    /** A spoke whose way out leads through an appliance of its hub. */
    private static List<Spec> firewalled(Consumer<VirtualNetworkPeeringSpec.Builder> toHub) {
        VirtualNetworkSpec hub = VirtualNetworkSpec.builder("hub", GROUP)
                .addressSpace("10.0.0.0/20")
                .build();
        List<Spec> specs = new ArrayList<>(routed(
                it -> it.route("all", "0.0.0.0/0", NextHop.appliance("10.0.0.4")), Outbound.userDefinedRouting()));
        specs.add(hub);
        specs.addAll(VirtualNetworkPeeringSpec.both(
                hub.id(), it -> {}, GROUP.id().child("Microsoft.Network/virtualNetworks", "vnet-shop"), toHub));
        return specs;
    }

    /** A private cluster with a zone of its own, in a network that is peered. */
    private static List<Spec> zoned(boolean linked) {
        VirtualNetworkSpec network = network(subnet -> {});
        PrivateDnsZoneSpec zone = PrivateDnsZoneSpec.forPrivateClusters(GROUP);
        ClusterSpec cluster = NetworkSamples.cluster(builder -> builder.network(
                        CniOverlay.builder().nodeSubnet(network.subnet("nodes")).build())
                .identity(new TestIdentity())
                .apiServer(api -> api.privateCluster(zone.id())));
        ResourceId hub = GROUP.id().child("Microsoft.Network/virtualNetworks", "hub");
        List<Spec> specs = new ArrayList<>(List.of(network, zone, cluster));
        specs.addAll(VirtualNetworkPeeringSpec.both(hub, network.id()));
        if (linked) {
            specs.add(PrivateDnsZoneLinkSpec.builder("hub", zone, hub).build());
        }
        return specs;
    }

    private static List<Spec> beside(String subnet) {
        VirtualNetworkSpec network = VirtualNetworkSpec.builder("vnet-shop", GROUP)
                .addressSpace("10.20.0.0/16")
                .subnet(subnet, "10.20.0.0/22")
                .build();
        return List.of(network, cluster(network.subnet(subnet), Outbound.loadBalancer(), it -> {}));
    }

    private static List<Spec> served(String name, String gateway) {
        return Stream.of("vnet1:ng", name + ":" + gateway)
                .map(pair -> pair.split(":"))
                .<Spec>map(pair -> VirtualNetworkSpec.builder(pair[0], GROUP)
                        .addressSpace("10.20.0.0/16")
                        .subnet(
                                "nodes",
                                "10.20.0.0/22",
                                subnet -> subnet.natGateway(GROUP.id().child("Microsoft.Network/natGateways", pair[1])))
                        .build())
                .toList();
    }

    private static Spec gateway() {
        return GatewaySpec.builder("web", "shop", GatewayClass.APP_ROUTING)
                .http("http", 80)
                .build()
                .on(GROUP.id().child(ClusterSpec.TYPE, "shop"));
    }

    private static Spec applicationGateway(String range) {
        return ApplicationLoadBalancerSpec.builder(
                        "alb",
                        "alb-infra",
                        SubnetRef.existing(
                                GROUP.id()
                                        .child("Microsoft.Network/virtualNetworks", "vnet-shop")
                                        .child("subnets", "alb"),
                                Cidr.parse(range)))
                .build()
                .on(GROUP.id().child(ClusterSpec.TYPE, "shop"));
    }

    private static List<Problem> asked(SubnetRef subnet, Outbound outbound, String live) {
        ClusterSpec cluster = cluster(subnet, outbound, it -> {});
        NetworkModel model = (NetworkModel) cluster.network().orElseThrow();
        List<Question> questions = model.questions(cluster, Json.missing(), scope(cluster));
        assertThat(questions).hasSize(1);
        return questions.get(0).judge().apply(List.of(json(live))).problems();
    }

    private static RuleCase asked(String rule, SubnetRef subnet, Outbound outbound, String broken, String kept) {
        return new RuleCase(rule, "", () -> asked(subnet, outbound, broken), () -> asked(subnet, outbound, kept));
    }

    private static final SubnetRef EXISTING = SubnetRef.existing(
            GROUP.id().child("Microsoft.Network/virtualNetworks", "old").child("subnets", "nodes"),
            Cidr.parse("10.30.0.0/24"));

    static Stream<RuleCase> cases() {
        Outbound routing = Outbound.userDefinedRouting();
        SubnetRef ofNetwork =
                network(subnet -> subnet.routeTable(NetworkSamples.ROUTES)).subnet("nodes");
        String table = "{'name':'rt','properties':{'routes':[{'name':'r','properties':{'addressPrefix':'%s',"
                + "'nextHopType':'%s'}}]}}";
        return Stream.of(
                planned(
                        "AKS-NET-100",
                        routed(it -> it.route("office", "192.168.0.0/16", NextHop.gateway()), routing),
                        routed(it -> it.route("all", "0.0.0.0/0", NextHop.appliance("10.0.0.4")), routing)),
                planned(
                        "AKS-NET-100",
                        routed(it -> it.route("all", "0.0.0.0/0", NextHop.internet()), routing),
                        routed(it -> it.route("all", "0.0.0.0/0", NextHop.gateway()), routing)),
                planned(
                        "AKS-NET-101",
                        routed(it -> it.route("all", "0.0.0.0/0", NextHop.nowhere()), Outbound.loadBalancer()),
                        routed(it -> it.route("all", "0.0.0.0/0", NextHop.nowhere()), Outbound.none())),
                planned(
                        "AKS-NET-102",
                        guarded(it -> it.inbound("no", 4000, rule -> rule.deny())),
                        guarded(it -> it.inbound("nodes", 300, rule -> rule.from("VirtualNetwork"))
                                .inbound("probes", 301, rule -> rule.from("AzureLoadBalancer"))
                                .inbound("no", 4000, rule -> rule.deny()))),
                planned(
                        "AKS-NET-102",
                        guarded(it ->
                                it.inbound("pods", 300, rule -> rule.deny().from("10.244.0.0/16"))),
                        guarded(it ->
                                it.inbound("pods", 300, rule -> rule.deny().from("10.245.0.0/16")))),
                planned(
                        "AKS-NET-102",
                        guarded(it -> it.outbound("no", 300, rule -> rule.deny().to("Internet"))),
                        guarded(it -> it.outbound(
                                        "azure", 298, rule -> rule.tcp("443").to("AzureCloud.westeurope"))
                                .outbound(
                                        "registry", 299, rule -> rule.tcp("443").to("MicrosoftContainerRegistry"))
                                .outbound("no", 300, rule -> rule.deny().to("Internet")))),
                planned(
                        "AKS-NET-102",
                        guarded(it -> it.inbound("one", 198, rule -> rule.from("10.20.0.0/23"))
                                .inbound("pods", 199, rule -> rule.from("10.244.0.0/16"))
                                .inbound("no", 200, rule -> rule.deny().from("VirtualNetwork"))),
                        guarded(it -> it.inbound("one", 197, rule -> rule.from("10.20.0.0/23"))
                                .inbound(
                                        "two",
                                        198,
                                        rule -> rule.from("10.20.2.0/23").toPorts("0-30000"))
                                .inbound(
                                        "three",
                                        199,
                                        rule -> rule.from("10.20.2.0/24", "10.20.3.0/24")
                                                .toPorts("30001-65535"))
                                .inbound("pods", 200, rule -> rule.from("10.244.0.0/16"))
                                .inbound("no", 201, rule -> rule.deny().from("VirtualNetwork")))),
                planned(
                        "AKS-NET-102",
                        guarded(it -> it.inbound("no", 200, rule -> rule.deny().from("168.63.129.16"))),
                        guarded(it -> it.inbound("no", 200, rule -> rule.deny().from("168.63.129.17")))),
                planned(
                        "AKS-NET-104",
                        routed(it -> it.route("all", "0.0.0.0/0", NextHop.appliance("10.20.0.4")), routing),
                        routed(it -> it.route("all", "0.0.0.0/0", NextHop.appliance("10.20.4.4")), routing)),
                planned("AKS-NET-103", dual(NetworkSku.STANDARD), dual(NetworkSku.STANDARD_V2)),
                planned(
                        "AKS-NET-104",
                        routed(it -> it.route("all", "0.0.0.0/0", NextHop.appliance("10.99.0.4")), routing),
                        routed(it -> it.route("all", "0.0.0.0/0", NextHop.appliance("10.20.9.4")), routing)),
                planned("AKS-NET-104", firewalled(it -> {}), firewalled(it -> it.allowForwardedTraffic())),
                planned("AKS-NET-108", beside("GatewaySubnet"), beside("Gateway")),
                planned("AKS-VNET-020", served("vnet2", "ng"), served("vnet2", "ng2")),
                planned("AKS-NET-105", zoned(false), zoned(true)),
                planned("AKS-NET-106", leaving(SIX), leaving(FOUR, SIX)),
                planned("AKS-NET-107", leaving(FOUR), leaving(FOUR, SIX)),
                planned(
                        "AKS-LB-064",
                        guarded(it -> {}, gateway()),
                        guarded(
                                it -> it.inbound(
                                        "web", 200, rule -> rule.tcp("80").from("Internet")),
                                gateway())),
                planned(
                        "AKS-NET-102",
                        guarded(
                                it -> it.inbound("no", 200, rule -> rule.deny().from("10.20.8.0/28")),
                                applicationGateway("10.20.8.0/24")),
                        guarded(
                                it -> it.inbound("no", 200, rule -> rule.deny().from("10.20.8.0/28")),
                                applicationGateway("10.20.9.0/24"))),
                planned(
                        "AKS-LB-064",
                        guarded(it -> {}, web()),
                        guarded(
                                it -> it.inbound(
                                        "web", 200, rule -> rule.tcp("443").from("Internet")),
                                web())),
                planned("AKS-VNET-014", peered("10.20.128.0/20"), peered("10.21.0.0/20")),
                planned(
                        "AKS-VNET-014",
                        peered("10.21.0.0/20", "fd00:db8::/64"),
                        peered("10.21.0.0/20", "fd00:db9::/64")),
                planned("AKS-VNET-015", linked(subnet -> {}), linked(SubnetSpec.Builder::allowPrivateLinkServices)),
                planned("AKS-VNET-016", endpoints(12), endpoints(11)),
                planned("AKS-VNET-017", elsewhere(Region.NORTH_EUROPE), elsewhere(Region.WEST_EUROPE)),
                asked(
                        "AKS-NET-110",
                        EXISTING,
                        Outbound.loadBalancer(),
                        "{'properties':{'addressPrefix':'10.30.0.0/25'}}",
                        "{'properties':{'addressPrefixes':['10.30.0.0/24']}}"),
                asked(
                        "AKS-NET-111",
                        EXISTING,
                        routing,
                        "{'properties':{'addressPrefix':'10.30.0.0/24'}}",
                        "{'properties':{'addressPrefix':'10.30.0.0/24','routeTable':{'id':'/x'}}}"),
                asked(
                        "AKS-NET-112",
                        EXISTING,
                        Outbound.loadBalancer(),
                        "{'properties':{'addressPrefix':'10.30.0.0/24','delegations':[{'properties':{'serviceName':"
                                + "'Microsoft.Web/serverFarms'}}]}}",
                        "{'properties':{'addressPrefix':'10.30.0.0/24','delegations':[]}}"),
                new RuleCase(
                        "AKS-NET-114",
                        "",
                        () -> gatewayAsked("{'name':'nat','sku':{'name':'Standard'}}"),
                        () -> gatewayAsked("{'name':'nat','sku':{'name':'StandardV2'}}")),
                table(
                        "AKS-NET-113",
                        ofNetwork,
                        table.formatted("0.0.0.0/0", "Internet"),
                        table.formatted("0.0.0.0/0", "VirtualAppliance")),
                table(
                        "AKS-NET-113",
                        ofNetwork,
                        table.formatted("10.0.0.0/8", "VirtualAppliance"),
                        table.formatted("0.0.0.0/0", "VirtualNetworkGateway")));
    }

    /** The network is in the plan, its route table is not. */
    private static RuleCase table(String rule, SubnetRef subnet, String broken, String kept) {
        return new RuleCase(rule, "", () -> tableAsked(subnet, broken), () -> tableAsked(subnet, kept));
    }

    private static List<Problem> gatewayAsked(String live) {
        VirtualNetworkSpec network = network(it -> it.ipv6("fd00:db8::/64").natGateway(NetworkSamples.NAT));
        ClusterSpec cluster = cluster(
                network.subnet("nodes"),
                Outbound.userAssignedNatGateway(),
                it -> it.ipFamilies(IpFamily.IPV4, IpFamily.IPV6));
        NetworkModel model = (NetworkModel) cluster.network().orElseThrow();
        List<Question> questions = model.questions(cluster, Json.missing(), scope(cluster, network));
        return questions.get(0).judge().apply(List.of(json(live))).problems();
    }

    private static List<Problem> tableAsked(SubnetRef subnet, String live) {
        ClusterSpec cluster = cluster(subnet, Outbound.userDefinedRouting(), it -> {});
        NetworkModel model = (NetworkModel) cluster.network().orElseThrow();
        VirtualNetworkSpec network = network(it -> it.routeTable(NetworkSamples.ROUTES));
        List<Question> questions = model.questions(cluster, Json.missing(), scope(cluster, network));
        assertThat(questions).extracting(Question::what).containsExactly("route table rt");
        return questions.get(0).judge().apply(List.of(json(live))).problems();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void whatBreaksARuleIsReportedAndWhatKeepsItIsNot(RuleCase each) {
        each.holds();
    }

    @Test
    void everyRuleHasACase() {
        RuleCase.cover(
                cases().toList(),
                Stream.of(NetworkPlanRules.ALL, NetworkQuestions.ALL, VirtualNetworkPlanRules.ALL)
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void aClusterThatExistsIsNotAskedAbout() {
        ClusterSpec cluster = cluster(EXISTING, Outbound.userDefinedRouting(), it -> {});
        NetworkModel model = (NetworkModel) cluster.network().orElseThrow();
        assertThat(model.questions(cluster, json("{'name':'shop'}"), scope(cluster)))
                .isEmpty();
    }

    @Test
    void aStoppedRequirementNamesRuleTrafficAndSubnet() {
        assertThat(inPlan(
                        guarded(it -> it.outbound("no", 300, rule -> rule.deny().to("Internet")))))
                .filteredOn(problem -> problem.rule().equals("AKS-NET-102"))
                .extracting(Problem::toString)
                .first()
                .asString()
                .contains(
                        "networkSecurityGroup nsg.rules.no = no (300, deny) stops outbound Tcp 443 from 10.20.0.0/22 to"
                                + " AzureCloud.westeurope, without which the nodes of subnet nodes do not work");
    }
}
