package dev.aks4j.tests.truth;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.network.HealthProbe;
import dev.aks4j.network.IpFamily;
import dev.aks4j.network.LoadBalancerService;
import dev.aks4j.network.ServiceBuilder;
import dev.aks4j.network.ServicePort;
import dev.aks4j.network.SubnetSpec;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.tests.docs.CoverageCases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What can be said of networks and of services with a load balancer. */
final class NetworkWords {

    /** The network of the coverage cases, of one of whose subnets something is said. Mutable. */
    private static final class Network {
        private final List<Consumer<VirtualNetworkSpec.Builder>> own = new ArrayList<>();
        private final List<Consumer<SubnetSpec.Builder>> spare = new ArrayList<>();

        private VirtualNetworkSpec spec() {
            VirtualNetworkSpec.Builder builder = VirtualNetworkSpec.builder("vnet", CoverageCases.GROUP)
                    .addressSpace("10.20.0.0/16", "fd00:20::/48")
                    .subnet("nodes", "10.20.0.0/20")
                    .subnet("system", "10.20.16.0/24")
                    .subnet("api", "10.20.17.0/28")
                    .subnet("pods", "10.20.128.0/17")
                    .subnet("links", "10.20.20.0/24", subnet -> subnet.allowPrivateLinkServices())
                    .subnet("storage", "10.20.21.0/24", subnet -> subnet.serviceEndpoints("Microsoft.Storage"))
                    .subnet("alb", "10.20.22.0/24", NetworkWords::ofContainers)
                    .subnet("alb2", "10.20.23.0/24", NetworkWords::ofContainers)
                    .subnet("spare", "10.20.18.0/24", subnet -> spare.forEach(call -> call.accept(subnet)));
            own.forEach(call -> call.accept(builder));
            return builder.build();
        }
    }

    static final List<Part<?>> PARTS = List.of(
            network(),
            service(Part.of(
                            "public service",
                            cluster -> new Placed<>(
                                    cluster,
                                    LoadBalancerService.publicFacing("web", "default")
                                            .port(86, 8086, port -> port.name("main"))),
                            placed -> placed.build(LoadBalancerService::on))
                    .say(
                            "addresses of both families",
                            service -> service.it
                                    .ipFamilies(IpFamily.IPV4, IpFamily.IPV6)
                                    .publicIp(ip -> ip.name("p").ipv6Name("p6")))
                    .say(
                            "prefixes of both families",
                            service -> service.it
                                    .ipFamilies(IpFamily.IPV4, IpFamily.IPV6)
                                    .publicIp(ip -> ip.prefix(network("publicIPPrefixes", "p"))
                                            .ipv6Prefix(network("publicIPPrefixes", "p6"))))
                    .say("named address", service -> service.it.publicIp(ip -> ip.name("p")))
                    .say("dns label", service -> service.it.publicIp(ip -> ip.dnsLabel("shop")))
                    .say("tagged address", service -> service.it.publicIp(ip -> ip.tag("a", "b")))
                    .say(
                            "routed address",
                            service -> service.it.publicIp(ip -> ip.ipTag("RoutingPreference", "Internet")))
                    .say(
                            "address of a prefix",
                            service -> service.it.publicIp(ip -> ip.prefix(network("publicIPPrefixes", "p"))))
                    .say(
                            "address in a group",
                            service -> service.it.publicIp(ip -> ip.name("p").resourceGroup("rg-shop")))),
            service(Part.of(
                            "internal service",
                            cluster -> new Placed<>(
                                    cluster,
                                    LoadBalancerService.internal("inner", "default")
                                            .port(86, 8086, port -> port.name("main"))),
                            placed -> placed.build(LoadBalancerService::on))
                    .say("subnet", service -> service.it.subnet(CoverageCases.VNET.subnet("nodes")))
                    .say("all ports", service -> service.it.haPorts())
                    .say("address", service -> service.it.address("10.20.0.200"))));

    private NetworkWords() {}

    /** A builder of something in a cluster, and the cluster. */
    record Placed<B>(dev.aks4j.core.cluster.ClusterSpec cluster, B it) {
        dev.aks4j.network.LoadBalancerServiceSpec build(
                java.util.function.BiFunction<
                                LoadBalancerService,
                                dev.aks4j.core.cluster.ClusterSpec,
                                dev.aks4j.network.LoadBalancerServiceSpec>
                        on) {
            return on.apply(((ServiceBuilder<?>) it).build(), cluster);
        }
    }

    private static void ofContainers(SubnetSpec.Builder subnet) {
        subnet.delegation("Microsoft.ServiceNetworking/trafficControllers");
    }

    private static ResourceId network(String type, String name) {
        return CoverageCases.id("Microsoft.Network/" + type, name);
    }

    private static Part<Network> network() {
        return Part.of("network", cluster -> new Network(), Network::spec)
                .say("tag", network -> network.own.add(b -> b.tag("a", "b")))
                .say("tags", network -> network.own.add(b -> b.tags(Map.of("a", "B", "c", "d"))))
                .say("one more range", network -> network.own.add(b -> b.addressSpace("10.30.0.0/16")))
                .say("one more subnet", network -> network.own.add(b -> b.subnet("more", "10.20.19.0/24")))
                .say("two families", network -> network.spare.add(s -> s.ipv6("fd00:20::/64")))
                .say("nat gateway", network -> network.spare.add(s -> s.natGateway(network("natGateways", "nat"))))
                .say("routes", network -> network.spare.add(s -> s.routeTable(network("routeTables", "routes"))))
                .say(
                        "security group",
                        network ->
                                network.spare.add(s -> s.networkSecurityGroup(network("networkSecurityGroups", "nsg"))))
                .say(
                        "delegated",
                        network -> network.spare.add(s -> s.delegation("Microsoft.ContainerInstance/containerGroups")))
                .say(
                        "delegated elsewhere",
                        network -> network.spare.add(s -> s.delegation("Microsoft.ContainerService/managedClusters")))
                .say(
                        "endpoints",
                        network -> network.spare.add(s -> s.serviceEndpoints("Microsoft.Storage", "Microsoft.Sql")))
                .say(
                        "endpoints turned",
                        network -> network.spare.add(s -> s.serviceEndpoints("Microsoft.Sql", "Microsoft.Storage")))
                .say("one endpoint", network -> network.spare.add(s -> s.serviceEndpoints("Microsoft.KeyVault")))
                .say("no way out by itself", network -> network.spare.add(s -> s.withoutDefaultOutboundAccess()))
                .say("private links", network -> network.spare.add(s -> s.allowPrivateLinkServices()));
    }

    private static <B extends ServiceBuilder<B>> Part<Placed<B>> service(Part<Placed<B>> part) {
        Part<Placed<B>> silent = part;
        return silent.say("port 80", s -> s.it.port(80, 8080, port -> port.name("plain")))
                .say("port 443", s -> s.it.port(443, 8443, port -> port.name("tls")))
                .say(
                        "named port",
                        s -> s.it.port(
                                81,
                                "http",
                                port -> port.name("http")
                                        .protocol(ServicePort.Protocol.TCP)
                                        .appProtocol("http")))
                .say(
                        "node port",
                        s -> s.it.port(82, 8082, port -> port.name("fixed").nodePort(30_082)))
                .say(
                        "probed port",
                        s -> s.it.port(
                                83,
                                8083,
                                port -> port.name("probed")
                                        .probe(probe -> probe.http("/ready")
                                                .interval(Duration.ofSeconds(10))
                                                .count(3))))
                .say(
                        "port without probe",
                        s -> s.it.port(84, 8084, port -> port.name("blind").notProbed()))
                .say(
                        "port without rule",
                        s -> s.it.port(85, 8085, port -> port.name("aside").notBalanced()))
                .say("selector app", s -> s.it.selector("app", "web"))
                .say("selector App", s -> s.it.selector("App", "web"))
                .say("label", s -> s.it.label("a", "b"))
                .say("annotation", s -> s.it.annotation("example.org/a", "b"))
                .say("family", s -> s.it.ipFamilies(IpFamily.IPV4))
                .say("idle", s -> s.it.idleTimeout(Duration.ofMinutes(10)))
                .say("no reset", s -> s.it.disableTcpReset())
                .say(
                        "probe",
                        s -> s.it.probe(probe ->
                                probe.protocol(HealthProbe.Protocol.HTTPS).path("/live")))
                .say(
                        "probe elsewhere",
                        s -> s.it.port(87, 8087, port -> port.name("aside2").probe(probe -> probe.port(8443))))
                .say("https probe", s -> s.it.probe(probe -> probe.https("/live")))
                .say(
                        "probe of a named port",
                        s -> s.it.port(88, "ready", port -> port.name("ready").probe(probe -> probe.port("ready"))))
                .say("local traffic", s -> s.it.localTraffic())
                .say("affinity", s -> s.it.clientAffinity())
                .say("sources", s -> s.it.sourceRanges("10.0.0.0/8", "192.168.0.0/16"))
                .say("sources turned", s -> s.it.sourceRanges("192.168.0.0/16", "10.0.0.0/8"))
                .say("allowed ranges", s -> s.it.allowedRanges("10.0.0.0/8"))
                .say("allowed tags", s -> s.it.allowedServiceTags("AzureCloud"))
                .say("others denied", s -> s.it.allowedRanges("10.0.0.0/8").denyOtherSources())
                .say("no floating address", s -> s.it.disableFloatingIp())
                .say("no security rule", s -> s.it.disableSecurityRule())
                .say("further addresses", s -> s.it.additionalPublicIps("20.1.2.9"))
                .say("configurations", s -> s.it.configurations("blue"))
                .say("no node ports", s -> s.it.localTraffic().withoutNodePorts())
                .say(
                        "private link",
                        s -> s.it.disableFloatingIp()
                                .privateLink(link -> link.name("link")
                                        .resourceGroup("rg-shop")
                                        .subnet(CoverageCases.VNET.subnet("nodes"))
                                        .addressCount(2)
                                        .domainNames("shop.example.org")
                                        .proxyProtocol()
                                        .visibleTo("*")
                                        .approve("00000000-0000-4000-8000-000000000001")))
                .say(
                        "private link with addresses",
                        s -> s.it.disableFloatingIp().privateLink(link -> link.addresses("10.20.0.201")));
    }
}
