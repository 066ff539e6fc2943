package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.aks4j.simulated.wire.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What AKS refuses since the api-versions and the release notes of 2026, what lies just this side of it, and the place that it names. */
class NewerChecksTest {

    private static final String LTS = "/sku/tier='Premium' ;; supportPlan='AKSLongTermSupport' ;; kubernetesVersion=";
    private static final String SINGLE = "pool/type='VirtualMachines' ;; pool/vmSize=null ;; pool/count=null ;; "
            + "pool/virtualMachinesProfile={'scale':";
    private static final String NAT =
            "networkProfile/outboundType='managedNATGateway' ;; networkProfile/natGatewayProfile=";
    private static final String ADDRESS = "'outboundIPs':{'publicIPs':['/subscriptions/s/resourceGroups/rg/providers/"
            + "Microsoft.Network/publicIPAddresses/a']}";
    private static final String GATE = "pool/mode='Gateway' ;; pool/gatewayProfile={'publicIPPrefixSize':30}";
    private static final String TRUSTED = "pool/securityProfile={'enableSecureBoot':true,'enableVTPM':true} ;; ";
    private static final String CILIUM =
            "networkProfile/networkDataplane='cilium' ;; networkProfile/advancedNetworking="
                    + "{'enabled':true,'security':{'enabled':true,'transitEncryption':{'type':'WireGuard'}}}";

    private final Creations creations = new Creations();

    private static String mesh(String revision, String more) {
        return "serviceMeshProfile={'mode':'Istio','istio':{'revisions':['" + revision + "']" + more + "}}";
    }

    private static String authorities(int number) {
        String bundle = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n".repeat(number);
        return "httpProxyConfig={'httpProxy':'http://p:8080','httpsProxy':'http://p:8080','trustedCa':'"
                + Base64.getEncoder().encodeToString(bundle.getBytes(StandardCharsets.UTF_8)) + "'}";
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                arguments(
                        "kubernetesVersion='1.36' ;; " + mesh("asm-1-30", ""),
                        "kubernetesVersion='1.36' ;; " + mesh("asm-1-27", ""),
                        "serviceMesh"),
                arguments(
                        LTS + "'1.33' ;; " + mesh("asm-1-29", ""),
                        LTS + "'1.33' ;; " + mesh("asm-1-27", ""),
                        "serviceMesh"),
                arguments(
                        mesh("asm-1-30", ",'components':{'proxyRedirectionMechanism':'CNIChaining'}"),
                        LTS + "'1.33' ;; "
                                + mesh("asm-1-24", ",'components':{'proxyRedirectionMechanism':'CNIChaining'}"),
                        "serviceMesh"),
                arguments(authorities(20), authorities(21), "httpProxyConfig"),
                arguments(
                        "securityProfile={'defender':{'securityMonitoring':{'enabled':true},'securityGating':"
                                + "{'enabled':true},'logAnalyticsWorkspaceResourceId':'/subscriptions/s/resourceGroups/rg/"
                                + "providers/Microsoft.OperationalInsights/workspaces/w'}}",
                        "securityProfile={'defender':{'securityGating':{'enabled':true}}}",
                        "defender|securityGating"),
                arguments(
                        LTS + "'1.33' ;; securityProfile={'kubernetesResourceObjectEncryptionProfile':"
                                + "{'infrastructureEncryption':'Enabled'}}",
                        LTS + "'1.32' ;; securityProfile={'kubernetesResourceObjectEncryptionProfile':"
                                + "{'infrastructureEncryption':'Enabled'}}",
                        "securityProfile"),
                arguments(LTS + "'1.33' ;; " + CILIUM, LTS + "'1.32' ;; " + CILIUM, "networkProfile"),
                arguments(
                        NAT + "{'sku':'StandardV2'," + ADDRESS + "}",
                        NAT + "{'sku':'Standard'," + ADDRESS + "}",
                        "networkProfile"),
                arguments(
                        NAT + "{'sku':'StandardV2'," + ADDRESS + "}",
                        NAT + "{'sku':'StandardV2','managedOutboundIPProfile':{'count':2}," + ADDRESS + "}",
                        "networkProfile"),
                arguments(
                        "networkProfile/ipFamilies=['IPv4','IPv6'] ;; " + NAT
                                + "{'sku':'StandardV2','managedOutboundIPProfile':{'countIPv6':16}}",
                        NAT + "{'sku':'StandardV2','managedOutboundIPProfile':{'countIPv6':2}}",
                        "networkProfile"),
                arguments(
                        SINGLE
                                + "{'manual':[{'size':'Standard_D4ds_v5','count':2},{'size':'Standard_D8ds_v5','count':1}]}}",
                        SINGLE
                                + "{'manual':[{'size':'Standard_D4ds_v5','count':2},{'size':'Standard_E4ds_v5','count':1}]}}",
                        "virtualMachinesProfile"),
                arguments(
                        SINGLE + "{'autoscale':[{'size':'Standard_D4ds_v5','minCount':0,'maxCount':3}]}}",
                        SINGLE + "{'autoscale':[{'size':'Standard_D4ds_v5','minCount':3,'maxCount':2}]}}",
                        "virtualMachinesProfile"),
                arguments(
                        SINGLE + "{'manual':[{'size':'Standard_D4ds_v5','count':2}]}}",
                        SINGLE
                                + "{'manual':[{'size':'Standard_D4ds_v5','count':2}]}} ;; pool/vmSize='Standard_D4ds_v5'",
                        "vmSize"),
                arguments(
                        SINGLE
                                + "{'manual':[{'size':'Standard_D4ds_v5','count':2},{'size':'Standard_D8ds_v5','count':1}]}}",
                        SINGLE
                                + "{'manual':[{'size':'Standard_D4ds_v5','count':2},{'size':'Standard_D9ds_v5','count':1}]}}",
                        "vmSize"),
                arguments(
                        GATE + " ;; pool/count=2",
                        GATE + " ;; pool/count=2 ;; networkProfile/ipFamilies=['IPv4','IPv6']",
                        "agentPoolProfile"),
                arguments(
                        "pool/localDNSProfile={'mode':'Required'}",
                        "pool/vmSize='Standard_D2ds_v5' ;; pool/localDNSProfile={'mode':'Required'}",
                        "localDNSProfile"),
                arguments(
                        TRUSTED + "pool/osSKU='AzureContainerLinux' ;; pool/vmSize='Standard_D4ds_v5'",
                        TRUSTED + "pool/osSKU='AzureContainerLinux' ;; pool/vmSize='Standard_D4ps_v5'",
                        "vmSize"),
                arguments(
                        TRUSTED + "pool/osSKU='AzureContainerLinux' ;; autoUpgradeProfile={'nodeOSUpgradeChannel':"
                                + "'NodeImage'}",
                        TRUSTED + "pool/osSKU='AzureContainerLinux' ;; autoUpgradeProfile={'nodeOSUpgradeChannel':"
                                + "'SecurityPatch'}",
                        "nodeOSUpgradeChannel|osSKU"),
                arguments(
                        TRUSTED + "pool/osSKU='AzureLinuxOSGuard' ;; autoUpgradeProfile={'nodeOSUpgradeChannel':"
                                + "'NodeImage'}",
                        TRUSTED + "pool/osSKU='AzureLinuxOSGuard' ;; autoUpgradeProfile={'nodeOSUpgradeChannel':"
                                + "'Unmanaged'}",
                        "nodeOSUpgradeChannel|osSKU"));
    }

    @ParameterizedTest(name = "{1} -> {2}")
    @MethodSource("rules")
    void aRuleRefusesWhatBreaksItAndNothingElse(String kept, String broken, String target) {
        Response refused = creations.create("shop", broken);
        assertThat(refused.status()).as(text(refused)).isEqualTo(400);
        assertThat(RawClient.at(refused, "/code").asText()).isIn("InvalidParameter", "InvalidOSSKU");
        assertThat(RawClient.at(refused, "/target").asText()).as(text(refused)).matches("(?i).*(" + target + ").*");
        Response accepted = creations.create("shop", kept);
        assertThat(accepted.status()).as(text(accepted)).isEqualTo(201);
    }

    private static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
