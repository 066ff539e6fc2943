package dev.aks4j.tests.truth;

import static dev.aks4j.tests.docs.CoverageCases.GROUP;
import static dev.aks4j.tests.docs.CoverageCases.VNET;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.network.resource.ApplicationSecurityGroupSpec;
import dev.aks4j.network.resource.NatGatewaySpec;
import dev.aks4j.network.resource.NetworkSecurityGroupSpec;
import dev.aks4j.network.resource.NetworkSku;
import dev.aks4j.network.resource.NextHop;
import dev.aks4j.network.resource.PrivateDnsRecordSpec;
import dev.aks4j.network.resource.PrivateDnsRecordSpec.Type;
import dev.aks4j.network.resource.PrivateDnsZoneLinkSpec;
import dev.aks4j.network.resource.PrivateDnsZoneSpec;
import dev.aks4j.network.resource.PrivateEndpointSpec;
import dev.aks4j.network.resource.PrivateLinkServiceSpec;
import dev.aks4j.network.resource.PublicIpAddressSpec;
import dev.aks4j.network.resource.PublicIpPrefixSpec;
import dev.aks4j.network.resource.RouteTableSpec;
import dev.aks4j.network.resource.SecurityProtocol;
import dev.aks4j.network.resource.VirtualNetworkPeeringSpec;
import dev.aks4j.tests.docs.CoverageCases;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What can be said of what lies around a network: rules, routes, addresses, ways out, names, private ways in. */
final class NetworkResourceWords {

    private static final ApplicationSecurityGroupSpec WEB =
            ApplicationSecurityGroupSpec.builder("asg-web", GROUP).build();
    private static final PublicIpPrefixSpec PREFIX =
            PublicIpPrefixSpec.builder("prefix-shop", GROUP, 30).build();
    private static final PublicIpAddressSpec ADDRESS =
            PublicIpAddressSpec.builder("pip-shop", GROUP).build();
    private static final PrivateDnsZoneSpec ZONE =
            PrivateDnsZoneSpec.builder("shop.internal", GROUP).build();
    private static final VirtualNetworkSpec HUB = VirtualNetworkSpec.builder("hub", GROUP)
            .addressSpace("10.100.0.0/20")
            .subnet("firewall", "10.100.0.0/26")
            .build();
    private static final ResourceId FRONTEND =
            CoverageCases.id("Microsoft.Network/loadBalancers", "lb").child("frontendIPConfigurations", "front");
    private static final ResourceId VAULT = CoverageCases.id("Microsoft.KeyVault/vaults", "vault");

    static final List<Part<?>> PARTS = List.of(
            Part.of(
                            "application group",
                            cluster -> ApplicationSecurityGroupSpec.builder("asg-web", GROUP),
                            ApplicationSecurityGroupSpec.Builder::build)
                    .say("tag", group -> group.tag("team", "a"))
                    .say("tag A", group -> group.tag("team", "A")),
            security(),
            routes(),
            address(),
            Part.of(
                            "prefix",
                            cluster -> PublicIpPrefixSpec.builder("prefix-shop", GROUP, 30),
                            PublicIpPrefixSpec.Builder::build)
                    .say("zones", prefix -> prefix.zones(1, 2, 3))
                    .say("zones turned", prefix -> prefix.zones(3, 2, 1))
                    .say("second version", prefix -> prefix.sku(NetworkSku.STANDARD_V2))
                    .say("tag", prefix -> prefix.tag("a", "b")),
            Part.of(
                            "prefix of the sixth version",
                            cluster -> PublicIpPrefixSpec.builder("prefix-six", GROUP, 127)
                                    .ipv6(),
                            PublicIpPrefixSpec.Builder::build)
                    .say("zones", prefix -> prefix.zones(1, 2, 3)),
            nat(),
            Part.of(
                            "hub",
                            cluster -> VirtualNetworkSpec.builder("hub", GROUP)
                                    .addressSpace("10.100.0.0/20")
                                    .subnet("firewall", "10.100.0.0/26"),
                            VirtualNetworkSpec.Builder::build)
                    .say("tag", hub -> hub.tag("a", "b")),
            peering("peering there", VNET.id(), HUB.id()),
            peering("peering back", HUB.id(), VNET.id()),
            Part.of(
                            "zone",
                            cluster -> PrivateDnsZoneSpec.builder("shop.internal", GROUP),
                            PrivateDnsZoneSpec.Builder::build)
                    .say("tag", zone -> zone.tag("a", "b")),
            Part.of(
                            "zone link",
                            cluster -> PrivateDnsZoneLinkSpec.builder("vnet", ZONE, VNET.id()),
                            PrivateDnsZoneLinkSpec.Builder::build)
                    .say("machines", link -> link.registerMachines()),
            Part.choice("record A", records(Type.A, "10.20.8.10", "10.20.8.11")),
            Part.choice("record AAAA", records(Type.AAAA, "fd00:20::10", "fd00:20::11")),
            Part.choice("record TXT", records(Type.TXT, "hello", "world")),
            Part.choice("record CNAME", records(Type.CNAME, "web.contoso.com")),
            endpoint(),
            linkService());

    private NetworkResourceWords() {}

    private static Part<?> security() {
        return Part.of(
                        "security group",
                        cluster -> NetworkSecurityGroupSpec.builder("nsg-shop", GROUP),
                        NetworkSecurityGroupSpec.Builder::build)
                .say("tag", group -> group.tag("a", "b"))
                .say(
                        "web",
                        group -> group.inbound(
                                "web", 200, rule -> rule.tcp("443", "8443").from("Internet")))
                .say(
                        "web turned",
                        group -> group.inbound(
                                "web", 200, rule -> rule.tcp("8443", "443").from("Internet")))
                .say(
                        "web by one port",
                        group -> group.inbound(
                                "web", 200, rule -> rule.tcp("443").from("Internet")))
                .say(
                        "web later",
                        group -> group.inbound(
                                "web", 210, rule -> rule.allow().tcp("443").from("10.0.0.0/8", "192.168.0.0/16")))
                .say(
                        "web to a group",
                        group -> group.inbound(
                                "web",
                                200,
                                rule -> rule.tcp("443").from("Internet").to(WEB.id())))
                .say(
                        "from a group",
                        group -> group.inbound(
                                "inner",
                                220,
                                rule -> rule.protocol(SecurityProtocol.ANY)
                                        .from(WEB.id())
                                        .to("10.20.0.0/20", "10.20.16.0/24")))
                .say(
                        "names",
                        group -> group.inbound(
                                "names",
                                230,
                                rule -> rule.udp("53")
                                        .fromPorts("1024-65535")
                                        .toPorts("53")
                                        .description("names")))
                .say(
                        "no mail",
                        group -> group.outbound(
                                "no-smtp", 300, rule -> rule.deny().tcp("25").to("Internet")))
                .say(
                        "mail",
                        group -> group.outbound(
                                "no-smtp", 300, rule -> rule.allow().tcp("25").to("Internet")));
    }

    private static Part<?> routes() {
        return Part.of("routes", cluster -> RouteTableSpec.builder("rt-shop", GROUP), RouteTableSpec.Builder::build)
                .say("tag", table -> table.tag("a", "b"))
                .say("by a firewall", table -> table.route("internet", "0.0.0.0/0", NextHop.appliance("10.0.0.4")))
                .say("by another", table -> table.route("internet", "0.0.0.0/0", NextHop.appliance("10.0.0.5")))
                .say("straight", table -> table.route("internet", "0.0.0.0/0", NextHop.internet()))
                .say("office", table -> table.route("office", "192.168.0.0/16", NextHop.gateway()))
                .say(
                        "office by a firewall",
                        table -> table.route("office", "192.168.0.0/16", NextHop.appliance("10.0.0.4")))
                .say("inside", table -> table.route("inside", "10.0.0.0/8", NextHop.network()))
                .say("nowhere", table -> table.route("nowhere", "203.0.113.0/24", NextHop.nowhere()))
                .say("no routes of gateways", table -> table.gatewayRoutes(false))
                .say("routes of gateways", table -> table.gatewayRoutes(true));
    }

    private static Part<?> address() {
        return Part.of(
                        "address",
                        cluster -> PublicIpAddressSpec.builder("pip-shop", GROUP),
                        PublicIpAddressSpec.Builder::build)
                .say("name", address -> address.domainNameLabel("shop-web"))
                .say("other name", address -> address.domainNameLabel("shop-site"))
                .say("idle", address -> address.idleMinutes(10))
                .say("zones", address -> address.zones(1, 2, 3))
                .say("second version", address -> address.sku(NetworkSku.STANDARD_V2))
                .say("of the sixth version", address -> address.ipv6())
                .say("of a prefix", address -> address.prefix(PREFIX))
                .say("tag", address -> address.tag("a", "b"));
    }

    private static Part<?> nat() {
        return Part.of(
                        "nat gateway",
                        cluster -> NatGatewaySpec.builder("nat-shop", GROUP).publicIps(ADDRESS),
                        NatGatewaySpec.Builder::build)
                .say("idle", nat -> nat.idleMinutes(10))
                .say("zone", nat -> nat.zone(1))
                .say("other zone", nat -> nat.zone(2))
                .say("prefix", nat -> nat.publicIpPrefixes(PREFIX))
                .say("second version", nat -> nat.sku(NetworkSku.STANDARD_V2))
                .say(
                        "of the sixth version",
                        nat -> nat.sku(NetworkSku.STANDARD_V2)
                                .publicIpv6Prefixes(CoverageCases.id("Microsoft.Network/publicIPPrefixes", "six"))
                                .publicIpv6s(CoverageCases.id("Microsoft.Network/publicIPAddresses", "six")))
                .say("tag", nat -> nat.tag("a", "b"));
    }

    private static Part<?> peering(String name, ResourceId one, ResourceId other) {
        return Part.of(
                        name,
                        cluster -> VirtualNetworkPeeringSpec.builder("other", one, other),
                        VirtualNetworkPeeringSpec.Builder::build)
                .say("forwarded", peering -> peering.allowForwardedTraffic())
                .say("transit", peering -> peering.allowGatewayTransit())
                .say("their gateways", peering -> peering.useRemoteGateways())
                .say("no access", peering -> peering.withoutAccess());
    }

    private static Map<String, Function<ClusterSpec, ? extends Spec>> records(Type type, String... values) {
        Map<String, Function<ClusterSpec, ? extends Spec>> all = new LinkedHashMap<>();
        all.put(
                "all",
                cluster -> PrivateDnsRecordSpec.builder(
                                type, "name-" + type.name().toLowerCase(java.util.Locale.ROOT), ZONE.id(), values)
                        .build());
        all.put(
                "for five minutes",
                cluster -> PrivateDnsRecordSpec.builder(
                                type, "name-" + type.name().toLowerCase(java.util.Locale.ROOT), ZONE.id(), values)
                        .ttl(300)
                        .build());
        if (values.length > 1) {
            all.put(
                    "turned",
                    cluster -> PrivateDnsRecordSpec.builder(
                                    type,
                                    "name-" + type.name().toLowerCase(java.util.Locale.ROOT),
                                    ZONE.id(),
                                    values[1],
                                    values[0])
                            .build());
            all.put(
                    "one",
                    cluster -> PrivateDnsRecordSpec.builder(
                                    type,
                                    "name-" + type.name().toLowerCase(java.util.Locale.ROOT),
                                    ZONE.id(),
                                    values[1])
                            .build());
        }
        return all;
    }

    private static Part<?> endpoint() {
        return Part.of(
                        "private endpoint",
                        cluster -> PrivateEndpointSpec.builder(
                                "pe-shop", GROUP, VNET.subnet("system").id(), VAULT, "vault"),
                        PrivateEndpointSpec.Builder::build)
                .say("names", endpoint -> endpoint.dnsZones(ZONE.id()))
                .say("interface", endpoint -> endpoint.interfaceName("nic-pe"))
                .say("groups", endpoint -> endpoint.applicationSecurityGroups(WEB.id()))
                .say("asked for", endpoint -> endpoint.requestApproval("please"))
                .say("tag", endpoint -> endpoint.tag("a", "b"));
    }

    private static Part<?> linkService() {
        return Part.of(
                        "private link service",
                        cluster -> PrivateLinkServiceSpec.builder(
                                "pls-shop", GROUP, VNET.id().child("subnets", "links"), FRONTEND),
                        PrivateLinkServiceSpec.Builder::build)
                .say("addresses", service -> service.addresses(2))
                .say("visible", service -> service.visibleTo(Vocabulary.NOWHERE))
                .say("visible to all", service -> service.visibleTo("*"))
                .say(
                        "approved",
                        service -> service.visibleTo(Vocabulary.NOWHERE).approve(Vocabulary.NOWHERE))
                .say("names", service -> service.domainNames("shop.example.org"))
                .say("proxy", service -> service.proxyProtocol())
                .say("tag", service -> service.tag("a", "b"));
    }
}
