package dev.aks4j.network.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is sent for network resources, and what it takes to change it. */
class ResourceDocumentTest {

    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg", Region.WEST_EUROPE);
    private static final Scope SCOPE = new Scope("6f2c", Instant.EPOCH, List.of());
    private static final String NETWORK = "/subscriptions/6f2c/resourceGroups/rg/providers/Microsoft.Network";
    private static final ResourceId SUBNET =
            GROUP.id().child("Microsoft.Network/virtualNetworks", "hub").child("subnets", "links");
    private static final ResourceId VAULT = GROUP.id().child("Microsoft.KeyVault/vaults", "vault");

    @SuppressWarnings("unchecked") // a spec's kind accepts the spec's class
    private static Json sent(ArmSpec spec) {
        return ((Write.Put) ((ArmType<ArmSpec>) spec.kind()).create(spec, SCOPE).get(0)).body();
    }

    @SuppressWarnings("unchecked") // a spec's kind accepts the spec's class
    private static List<Difference> differences(ArmSpec spec, Json live) {
        return ((ArmType<ArmSpec>) spec.kind()).compare(spec, live, SCOPE).differences();
    }

    private static Json json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    @Test
    void aPrivateEndpointComesWithItsZones() {
        ResourceId zone = GROUP.id().child("Microsoft.Network/privateDnsZones", "privatelink.vaultcore.azure.net");
        PrivateEndpointSpec endpoint = PrivateEndpointSpec.builder("pe", GROUP, SUBNET, VAULT, "vault")
                .dnsZones(zone)
                .interfaceName("nic-pe")
                .build();

        assertThat(sent(endpoint).path("properties"))
                .isEqualTo(json("{'subnet':{'id':'" + NETWORK + "/virtualNetworks/hub/subnets/links'},"
                        + "'customNetworkInterfaceName':'nic-pe','privateLinkServiceConnections':[{'name':'pe',"
                        + "'properties':{'privateLinkServiceId':'/subscriptions/6f2c/resourceGroups/rg/providers/"
                        + "Microsoft.KeyVault/vaults/vault','groupIds':['vault']}}]}"));
        assertThat(endpoint.kind().requires(endpoint))
                .containsExactlyInAnyOrder(Address.azure(SUBNET), Address.azure(VAULT));
        Spec group = endpoint.derived().get(0);
        assertThat(group.address()).isEqualTo(Address.azure(endpoint.id().child("privateDnsZoneGroups", "default")));
        assertThat(sent((ArmSpec) group)
                        .at("/properties/privateDnsZoneConfigs/0/properties/privateDnsZoneId")
                        .asText())
                .endsWith("/privateDnsZones/privatelink.vaultcore.azure.net");
    }

    @Test
    void anEndpointThatAsksForApprovalIsManual() {
        Json sent = sent(PrivateEndpointSpec.builder("pe", GROUP, SUBNET, VAULT, "vault")
                .requestApproval("please")
                .build());
        assertThat(sent.at("/properties/privateLinkServiceConnections").isMissing())
                .isTrue();
        assertThat(sent.at("/properties/manualPrivateLinkServiceConnections/0/properties/requestMessage")
                        .asText())
                .isEqualTo("please");
    }

    @Test
    void aPrivateLinkServiceHasItsAddresses() {
        ResourceId frontend =
                GROUP.id().child("Microsoft.Network/loadBalancers", "lb").child("frontendIPConfigurations", "f");
        Json sent = sent(PrivateLinkServiceSpec.builder("pls", GROUP, SUBNET, frontend)
                .addresses(2)
                .visibleTo("*")
                .approve("a")
                .proxyProtocol()
                .build());
        assertThat(sent.at("/properties/ipConfigurations").stream()
                        .map(each -> each.at("/properties/primary").asBoolean()))
                .containsExactly(true, false);
        assertThat(sent.at("/properties/visibility/subscriptions/0").asText()).isEqualTo("*");
        assertThat(sent.at("/properties/loadBalancerFrontendIpConfigurations/0/id")
                        .asText())
                .isEqualTo(NETWORK + "/loadBalancers/lb/frontendIPConfigurations/f");
    }

    @Test
    void oneValueAndSeveralHaveTheirOwnProperties() {
        Json one = json("{'location':'westeurope','tags':{'aks4j-managed-by':'aks4j'},'properties':{'securityRules':"
                + "[{'name':'web','properties':{'priority':200,'direction':'Inbound','access':'Allow','protocol':'Tcp',"
                + "'sourceAddressPrefix':'10.0.0.0/8','sourceAddressPrefixes':[],'destinationAddressPrefix':'*',"
                + "'sourcePortRange':'*','destinationPortRange':'443'}}]}}");
        NetworkSecurityGroupSpec same = NetworkSecurityGroupSpec.builder("nsg", GROUP)
                .inbound("web", 200, rule -> rule.tcp("443").from("10.0.0.0/8"))
                .build();
        NetworkSecurityGroupSpec several = NetworkSecurityGroupSpec.builder("nsg", GROUP)
                .inbound("web", 200, rule -> rule.tcp("443").from("10.0.0.0/8", "11.0.0.0/8"))
                .build();

        assertThat(differences(same, one)).isEmpty();
        assertThat(differences(several, one))
                .extracting(
                        each -> each.path().replaceAll(".*/", ""),
                        each -> each.after().isNull())
                .containsExactlyInAnyOrder(tuple("sourceAddressPrefixes", false), tuple("sourceAddressPrefix", true));
    }

    @Test
    void whatNeverChangesIsMadeAnewOrRefused() {
        PublicIpAddressSpec address =
                PublicIpAddressSpec.builder("pip", GROUP).ipv6().build();
        Json live = json("{'location':'westeurope','sku':{'name':'Standard'},'tags':{'aks4j-managed-by':'aks4j'},"
                + "'properties':{'publicIPAllocationMethod':'Static','publicIPAddressVersion':'IPv4'}}");

        assertThat(differences(address, live))
                .extracting(Difference::path, Difference::change)
                .containsExactly(tuple("/properties/publicIPAddressVersion", Change.RECREATE));
        assertThat(address.kind().holdsSomething(address, live)).isTrue();
    }
}
