package dev.aks4j.tests.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.network.resource.ApplicationSecurityGroupSpec;
import dev.aks4j.network.resource.NatGatewaySpec;
import dev.aks4j.network.resource.NetworkSecurityGroupSpec;
import dev.aks4j.network.resource.NetworkSku;
import dev.aks4j.network.resource.NextHop;
import dev.aks4j.network.resource.PrivateDnsRecordSpec;
import dev.aks4j.network.resource.PrivateDnsZoneLinkSpec;
import dev.aks4j.network.resource.PrivateDnsZoneSpec;
import dev.aks4j.network.resource.PublicIpAddressSpec;
import dev.aks4j.network.resource.PublicIpPrefixSpec;
import dev.aks4j.network.resource.RouteTableSpec;
import dev.aks4j.network.resource.VirtualNetworkPeeringSpec;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every kind of network resource on simulated Azure: made, planned again, changed, and removed with nothing left. */
class NetworkResourcesOnAzureTest {

    private static final Duration LONG = Duration.ofHours(2);
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-net", Region.WEST_EUROPE);

    private final SimulatedAzure azure = SimulatedAzure.create();
    private final Aks aks = Aks.builder(azure.subscriptionId())
            .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
            .transport(azure.transport())
            .build();

    @AfterEach
    void close() {
        aks.close();
        azure.close();
    }

    private static List<Spec> all(int priority, String hop, String label) {
        ApplicationSecurityGroupSpec web = ApplicationSecurityGroupSpec.builder("asg-web", GROUP)
                .tag("team", "web")
                .build();
        NetworkSecurityGroupSpec security = NetworkSecurityGroupSpec.builder("nsg", GROUP)
                .inbound(
                        "web",
                        priority,
                        rule -> rule.tcp("443", "8443").from("Internet").to(web.id()))
                .outbound("no-smtp", 300, rule -> rule.deny().tcp("25").to("Internet"))
                .build();
        RouteTableSpec routes = RouteTableSpec.builder("rt", GROUP)
                .route("internet", "0.0.0.0/0", NextHop.appliance(hop))
                .route("office", "192.168.0.0/16", NextHop.gateway())
                .build();
        PublicIpPrefixSpec prefix = PublicIpPrefixSpec.builder("prefix", GROUP, 30)
                .sku(NetworkSku.STANDARD_V2)
                .build();
        PublicIpAddressSpec six = PublicIpAddressSpec.builder("pip6", GROUP)
                .sku(NetworkSku.STANDARD_V2)
                .ipv6()
                .build();
        PublicIpAddressSpec web4 = PublicIpAddressSpec.builder("pip-web", GROUP)
                .zones(1, 2, 3)
                .domainNameLabel(label)
                .build();
        NatGatewaySpec nat = NatGatewaySpec.builder("ng", GROUP)
                .sku(NetworkSku.STANDARD_V2)
                .publicIpPrefixes(prefix)
                .publicIps(six)
                .idleMinutes(10)
                .build();
        VirtualNetworkSpec hub = VirtualNetworkSpec.builder("hub", GROUP)
                .addressSpace("10.0.0.0/20")
                .subnet("AzureFirewallSubnet", "10.0.0.0/26")
                .build();
        VirtualNetworkSpec spoke = VirtualNetworkSpec.builder("spoke", GROUP)
                .addressSpace("10.20.0.0/16")
                .subnet(
                        "nodes",
                        "10.20.0.0/22",
                        subnet -> subnet.networkSecurityGroup(security)
                                .routeTable(routes)
                                .withoutDefaultOutboundAccess())
                .subnet("egress", "10.20.4.0/24", subnet -> subnet.natGateway(nat))
                .build();
        PrivateDnsZoneSpec zone = PrivateDnsZoneSpec.forPrivateClusters(GROUP);
        List<Spec> specs = new ArrayList<>(List.of(
                GROUP,
                web,
                security,
                routes,
                prefix,
                six,
                web4,
                nat,
                hub,
                spoke,
                zone,
                PrivateDnsZoneLinkSpec.builder("hub", zone, hub.id()).build(),
                PrivateDnsRecordSpec.builder(PrivateDnsRecordSpec.Type.A, "web", zone.id(), "10.20.8.10", "10.20.8.11")
                        .ttl(300)
                        .build(),
                PrivateDnsRecordSpec.builder(PrivateDnsRecordSpec.Type.CNAME, "www", zone.id(), "web.contoso.com")
                        .build(),
                PrivateDnsRecordSpec.builder(PrivateDnsRecordSpec.Type.TXT, "@", zone.id(), "hello", "world")
                        .build()));
        specs.addAll(VirtualNetworkPeeringSpec.both(
                hub.id(), it -> it.allowForwardedTraffic().allowGatewayTransit(),
                spoke.id(), it -> it.allowForwardedTraffic().useRemoteGateways()));
        return specs;
    }

    @Test
    void everyKindIsMadeReadBackChangedAndRemoved() throws Exception {
        List<Spec> specs = all(200, "10.0.0.4", "shop-web");
        Plan first = aks.plan(specs.toArray(Spec[]::new));
        assertThat(first.problems()).isEmpty();
        first.apply().await(LONG);

        Plan again = aks.plan(specs.toArray(Spec[]::new));
        assertThat(again.entries()).as(again.toString()).allMatch(entry -> entry.change() == Change.NONE);
        assertThat(again.unmanaged()).isEmpty();

        List<Spec> other = all(210, "10.0.0.5", "shop-site");
        Plan changed = aks.plan(other.toArray(Spec[]::new));
        assertThat(changed.entries())
                .filteredOn(entry -> entry.change() != Change.NONE)
                .extracting(entry -> entry.type() + " " + entry.change())
                .containsExactlyInAnyOrder(
                        "networkSecurityGroup UPDATE", "routeTable UPDATE", "publicIPAddress UPDATE");
        changed.apply().await(LONG);
        assertThat(aks.plan(other.toArray(Spec[]::new)).entries()).allMatch(entry -> entry.change() == Change.NONE);

        aks.planRemoval(other.toArray(Spec[]::new)).apply().await(LONG);
        // The group goes last, and only when nothing is left in it.
        assertThat(aks.plan(other.toArray(Spec[]::new)).entries()).allMatch(entry -> entry.change() == Change.CREATE);
    }
}
