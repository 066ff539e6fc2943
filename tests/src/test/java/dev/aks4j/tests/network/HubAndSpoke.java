package dev.aks4j.tests.network;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.IpFamily;
import dev.aks4j.network.LoadBalancerService;
import dev.aks4j.network.Outbound;
import dev.aks4j.network.PrivateLink;
import dev.aks4j.network.SubnetSpec;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.network.resource.NatGatewaySpec;
import dev.aks4j.network.resource.NetworkSecurityGroupSpec;
import dev.aks4j.network.resource.NetworkSku;
import dev.aks4j.network.resource.NextHop;
import dev.aks4j.network.resource.PrivateDnsZoneLinkSpec;
import dev.aks4j.network.resource.PrivateDnsZoneSpec;
import dev.aks4j.network.resource.PublicIpAddressSpec;
import dev.aks4j.network.resource.RouteTableSpec;
import dev.aks4j.network.resource.VirtualNetworkPeeringSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Hub and spoke with a private cluster behind a firewall's address, and a dual-stack cluster behind a NAT gateway of the
 * SKU StandardV2; with an internal service of a fixed address and a private link service. One part at a time can be left
 * out or made otherwise.
 */
final class HubAndSpoke {

    static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-land", Region.WEST_EUROPE);

    Consumer<RouteTableSpec.Builder> routes =
            table -> table.route("internet", "0.0.0.0/0", NextHop.appliance("10.0.0.4"));
    Consumer<NetworkSecurityGroupSpec.Builder> rules =
            group -> group.inbound("no-ssh", 300, rule -> rule.deny().tcp("22").from("Internet"));
    Consumer<SubnetSpec.Builder> nodes = subnet -> {};
    NetworkSku natSku = NetworkSku.STANDARD_V2;
    String hubRange = "10.0.0.0/20";
    Consumer<PublicIpAddressSpec.Builder> four = address -> {};
    Consumer<PublicIpAddressSpec.Builder> six = PublicIpAddressSpec.Builder::ipv6;
    Consumer<VirtualNetworkPeeringSpec.Builder> toHub = VirtualNetworkPeeringSpec.Builder::allowForwardedTraffic;
    Consumer<VirtualNetworkPeeringSpec.Builder> toSpoke = VirtualNetworkPeeringSpec.Builder::allowForwardedTraffic;
    Consumer<SubnetSpec.Builder> services = SubnetSpec.Builder::allowPrivateLinkServices;
    Consumer<LoadBalancerService.Internal> web = service -> {};
    Consumer<PrivateLink.Builder> link = it -> {};
    Consumer<SubnetSpec.Builder> dual = subnet -> {};
    String nodesRange = "10.20.0.0/22";
    String podRange = "10.244.0.0/16";
    String serviceRange = "172.20.0.0/16";
    String address = "10.20.8.10";
    String zoneName = "privatelink.westeurope.azmk8s.io";
    Region natRegion = Region.WEST_EUROPE;
    Region tableRegion = Region.WEST_EUROPE;
    Region securityRegion = Region.WEST_EUROPE;
    boolean natOnDual = true;
    boolean tableOnNodes = true;
    boolean linkSpoke;
    boolean grants = true;
    boolean loadBalancerSubnet = true;
    Predicate<Spec> kept = spec -> true;

    List<Spec> specs() {
        RouteTableSpec table = made(RouteTableSpec.builder("rt-egress", GROUP).region(tableRegion), routes)
                .build();
        NetworkSecurityGroupSpec security = made(
                        NetworkSecurityGroupSpec.builder("nsg-nodes", GROUP).region(securityRegion), rules)
                .build();
        PublicIpAddressSpec pip4 = made(
                        PublicIpAddressSpec.builder("pip4", GROUP).sku(natSku), four)
                .build();
        PublicIpAddressSpec pip6 = made(
                        PublicIpAddressSpec.builder("pip6", GROUP).sku(NetworkSku.STANDARD_V2), six)
                .build();
        NatGatewaySpec.Builder gateway = NatGatewaySpec.builder("ng-dual", GROUP)
                .region(natRegion)
                .sku(natSku)
                .publicIps(pip4);
        NatGatewaySpec nat =
                natSku == NetworkSku.STANDARD_V2 ? gateway.publicIps(pip6).build() : gateway.build();
        VirtualNetworkSpec hub = VirtualNetworkSpec.builder("hub", GROUP)
                .addressSpace(hubRange)
                .subnet("AzureFirewallSubnet", hubRange.replace("/20", "/26"))
                .build();
        VirtualNetworkSpec spoke = VirtualNetworkSpec.builder("spoke", GROUP)
                .addressSpace("10.20.0.0/16", "fd00:db8::/48")
                .subnet("nodes", nodesRange, subnet -> {
                    subnet.networkSecurityGroup(security);
                    if (tableOnNodes) {
                        subnet.routeTable(table);
                    }
                    nodes.accept(subnet);
                })
                .subnet("dual", "10.20.4.0/22", subnet -> {
                    subnet.ipv6("fd00:db8::/64");
                    if (natOnDual) {
                        subnet.natGateway(nat);
                    }
                    dual.accept(subnet);
                })
                .subnet("services", "10.20.8.0/24", services)
                .build();
        PrivateDnsZoneSpec zone = PrivateDnsZoneSpec.builder(zoneName, GROUP).build();
        ControlPlaneIdentity identity = ControlPlaneIdentity.create();
        CniOverlay.Builder network = CniOverlay.builder()
                .nodeSubnet(spoke.subnet("nodes"))
                .podCidr(podRange)
                .serviceCidr(serviceRange)
                .connectedNetworks(hubRange)
                .outbound(Outbound.userDefinedRouting());
        if (loadBalancerSubnet) {
            network.loadBalancerSubnet(spoke.subnet("services"));
        }
        ClusterSpec shop = ClusterSpec.builder("shop", GROUP)
                .kubernetesVersion("1.35")
                .identity(grants ? identity : identity.withoutRoleAssignments())
                .network(network.build())
                .apiServer(api -> api.privateCluster(zone.id()))
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .build();
        ClusterSpec dualStack = ClusterSpec.builder("dual", GROUP)
                .kubernetesVersion("1.35")
                .identity(ControlPlaneIdentity.create())
                .network(CniOverlay.builder()
                        .nodeSubnet(spoke.subnet("dual"))
                        .ipFamilies(IpFamily.IPV4, IpFamily.IPV6)
                        .serviceCidr("172.21.0.0/16", "fd12:3456:789a:1::/108")
                        .outbound(Outbound.userAssignedNatGateway())
                        .build())
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .build();
        List<Spec> specs = new ArrayList<>(List.of(
                GROUP,
                hub,
                table,
                security,
                pip4,
                nat,
                spoke,
                zone,
                PrivateDnsZoneLinkSpec.builder("hub", zone, (linkSpoke ? spoke : hub).id())
                        .build(),
                shop,
                dualStack,
                made(
                                LoadBalancerService.internal("web", "default")
                                        .selector("app", "web")
                                        .port(443, 8443)
                                        .address(address)
                                        .subnet(spoke.subnet("services"))
                                        .privateLink(
                                                it -> made(it.name("pls-web").subnet(spoke.subnet("services")), link)),
                                web)
                        .build()
                        .on(shop)));
        if (natSku == NetworkSku.STANDARD_V2) {
            specs.add(pip6);
        }
        specs.addAll(VirtualNetworkPeeringSpec.both(
                hub.id(), toSpoke,
                spoke.id(), toHub));
        return specs.stream().filter(kept).toList();
    }

    private static <B> B made(B builder, Consumer<? super B> settings) {
        settings.accept(builder);
        return builder;
    }
}
