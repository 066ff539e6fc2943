package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.aks4j.simulated.wire.Response;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What AKS refuses when a cluster is created, and what lies just this side of it. */
class CreationChecksTest {

    private final Creations creations = new Creations();
    private final RawClient client = creations.client;

    private Response create(String name, String changes) {
        return creations.create(name, changes);
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                arguments("dnsPrefix='a-1'", "dnsPrefix='-a'", "InvalidParameter"),
                arguments("nodeResourceGroup='rg-nodes'", "nodeResourceGroup='rg'", "BadRequest"),
                arguments(
                        "/identity={'type':'SystemAssigned'}", "/identity={'type':'UserAssigned'}", "InvalidParameter"),
                arguments(
                        "/sku/tier='Premium' ;; supportPlan='AKSLongTermSupport'", "/sku/tier='Premium'", "BadRequest"),
                arguments("kubernetesVersion='1.36'", "kubernetesVersion='1.30'", "K8sVersionNotSupported"),
                arguments(
                        "kubernetesVersion='1.33' ;; /sku/tier='Premium' ;; supportPlan='AKSLongTermSupport'",
                        "kubernetesVersion='1.33'",
                        "K8sVersionNotSupported"),
                arguments("sys/mode='System'", "sys/mode='User'", "MustDefineAtLeastOneSystemPool"),
                arguments("pool/name='apps2'", "pool/name='system'", "InvalidParameter"),
                arguments("pool/name='a23456789012'", "pool/name='a234567890123'", "InvalidParameter"),
                arguments("pool/mode='System'", "pool/mode=null", "InvalidParameter"),
                arguments(
                        "pool/orchestratorVersion='1.35'",
                        "pool/orchestratorVersion='1.36'",
                        "NodePoolMcVersionIncompatible"),
                arguments("pool/count=0", "sys/count=0", "InvalidParameter"),
                arguments(
                        "pool/enableAutoScaling=true ;; pool/minCount=0 ;; pool/maxCount=5",
                        "pool/enableAutoScaling=true ;; pool/minCount=2 ;; pool/maxCount=5 ;; pool/count=1",
                        "InvalidParameter"),
                arguments("pool/minCount=null", "pool/minCount=1 ;; pool/maxCount=3", "InvalidParameter"),
                arguments("pool/count=100", "/sku/tier='Free' ;; pool/count=998", "InvalidParameter"),
                arguments("pool/osSKU='AzureLinux'", "pool/osSKU='Windows2019'", "InvalidOSSKU"),
                arguments("pool/scaleSetPriority='Spot'", "sys/scaleSetPriority='Spot'", "InvalidParameter"),
                arguments(
                        "pool/scaleSetPriority='Spot' ;; pool/upgradeSettings={}",
                        "pool/scaleSetPriority='Spot' ;; pool/upgradeSettings={'maxSurge':'10%'}",
                        "InvalidParameter"),
                arguments(
                        "pool/scaleSetPriority='Spot' ;; pool/spotMaxPrice=0.5",
                        "pool/scaleSetPriority='Spot' ;; pool/spotMaxPrice=0",
                        "InvalidParameter"),
                arguments(
                        "pool/upgradeSettings={'maxSurge':'0','maxUnavailable':'1'}",
                        "sys/upgradeSettings={'maxSurge':'0','maxUnavailable':'1'}",
                        "InvalidParameter"),
                arguments(
                        "pool/upgradeSettings={'maxSurge':'33%'}",
                        "pool/upgradeSettings={'maxSurge':'1','maxUnavailable':'1'}", "InvalidParameter"),
                arguments(
                        "pool/nodeLabels={'team/x':'a.b'}",
                        "pool/nodeLabels={'kubernetes.azure.com/mode':'x'}",
                        "BadRequest"),
                arguments(
                        "pool/nodeLabels={'node.kubernetes.io/x':'y'}",
                        "pool/nodeLabels={'app.kubernetes.io/x':'y'}",
                        "BadRequest"),
                arguments("pool/nodeTaints=['a=b:NoSchedule']", "pool/nodeTaints=['a=b:Never']", "BadRequest"),
                arguments(
                        "sys/nodeTaints=['CriticalAddonsOnly=true:NoSchedule'] ;; pool/nodeTaints=['a=b:NoSchedule']",
                        "sys/nodeTaints=['x=y:NoSchedule'] ;; pool/nodeTaints=['a=b:NoSchedule']",
                        "CanNotTaintAllAgentPools"),
                arguments("pool/vmSize='standard_d8s_v5'", "pool/vmSize='Standard_Z9'", "InvalidParameter"),
                arguments("sys/vmSize='Standard_B2ms'", "sys/vmSize='Standard_DS1_v2'", "BadRequest"),
                arguments("pool/maxPods=10 ;; pool/count=3", "pool/maxPods=9 ;; pool/count=4", "InvalidParameter"),
                arguments("pool/maxPods=10 ;; pool/count=3", "pool/maxPods=10 ;; pool/count=2", "InvalidParameter"),
                arguments("sys/maxPods=30", "sys/maxPods=29", "InvalidParameter"),
                arguments("pool/osDiskSizeGB=30", "pool/osDiskSizeGB=29", "InvalidParameter"),
                arguments("pool/osDiskSizeGB=2048", "pool/osDiskSizeGB=2049", "InvalidParameter"),
                arguments(
                        "pool/upgradeSettings={'drainTimeoutInMinutes':1440}",
                        "pool/upgradeSettings={'drainTimeoutInMinutes':1441}",
                        "InvalidParameter"),
                arguments(
                        "pool/upgradeSettings={'nodeSoakDurationInMinutes':30}",
                        "pool/upgradeSettings={'nodeSoakDurationInMinutes':31}",
                        "InvalidParameter"),
                arguments(
                        "pool/osSKU='AzureLinuxOSGuard' ;; pool/securityProfile={'enableSecureBoot':true,'enableVTPM':true}",
                        "pool/osSKU='AzureLinuxOSGuard'",
                        "InvalidParameter"),
                arguments("sys/availabilityZones=['3']", "sys/availabilityZones=['4']", "AvailabilityZoneNotSupported"),
                arguments(
                        "aadProfile={'managed':true} ;; disableLocalAccounts=true",
                        "disableLocalAccounts=true",
                        "BadRequest"),
                arguments(
                        "oidcIssuerProfile={'enabled':true} ;; securityProfile={'workloadIdentity':{'enabled':true}}",
                        "oidcIssuerProfile={'enabled':false} ;; securityProfile={'workloadIdentity':{'enabled':true}}",
                        "BadRequest"),
                arguments(
                        "apiServerAccessProfile={'authorizedIPRanges':['20.1.2.0/24']}",
                        "apiServerAccessProfile={'authorizedIPRanges':['10.1.2.0/24']}",
                        "InvalidParameter"),
                arguments(
                        "networkProfile/networkDataplane='cilium'",
                        "networkProfile/networkPolicy='cilium'",
                        "InvalidParameter"),
                arguments(
                        "networkProfile/podCidr='10.100.0.0/16'",
                        "networkProfile/podCidr='172.30.0.0/16'",
                        "InvalidParameter"),
                arguments(
                        "networkProfile/dnsServiceIP='10.0.0.11'",
                        "networkProfile/dnsServiceIP='10.1.0.10'",
                        "DnsServiceIpOutOfServiceCidr"),
                arguments(
                        "networkProfile/dnsServiceIP='10.0.0.2'",
                        "networkProfile/dnsServiceIP='10.0.0.1'",
                        "InvalidParameter"),
                arguments(
                        "sys/vnetSubnetID='SUBNET/large' ;; pool/vnetSubnetID='SUBNET/large'",
                        "sys/vnetSubnetID='SUBNET/none'",
                        "InvalidResourceReference"),
                arguments("sys/vnetSubnetID='SUBNET/large'", "sys/vnetSubnetID='SUBNET/lent'", "SubnetIsDelegated"),
                arguments(
                        "sys/vnetSubnetID='SUBNET/large' ;; networkProfile/serviceCidr='10.21.0.0/16' ;;"
                                + " networkProfile/dnsServiceIP='10.21.0.10'",
                        "sys/vnetSubnetID='SUBNET/large' ;; networkProfile/serviceCidr='10.20.4.0/24' ;;"
                                + " networkProfile/dnsServiceIP='10.20.4.10'",
                        "ServiceCidrOverlapExistingSubnetsCidr"),
                arguments(
                        "sys/vnetSubnetID='SUBNET/large' ;; networkProfile/podCidr='10.30.0.0/16'",
                        "sys/vnetSubnetID='SUBNET/large' ;; networkProfile/podCidr='10.20.128.0/17'",
                        "InvalidParameter"),
                arguments(
                        "networkProfile/outboundType='managedNATGateway'",
                        "networkProfile/outboundType='userAssignedNATGateway' ;; sys/vnetSubnetID='SUBNET/large'",
                        "SubnetNotAssociatedWithNATGateway"),
                arguments(
                        "networkProfile/loadBalancerProfile={'allocatedOutboundPorts':8000}",
                        "networkProfile/loadBalancerProfile={'allocatedOutboundPorts':16000}",
                        "InvalidLoadBalancerProfileAllocatedOutboundPorts"),
                arguments(
                        "networkProfile/loadBalancerProfile={'managedOutboundIPs':{'count':100}}",
                        "networkProfile/loadBalancerProfile={'managedOutboundIPs':{'count':101}}",
                        "InvalidParameter"),
                arguments(
                        "sys/vnetSubnetID='SUBNET/small' ;; sys/count=9 ;; pool/vnetSubnetID='SUBNET/large'",
                        "sys/vnetSubnetID='SUBNET/small' ;; sys/count=11 ;; pool/vnetSubnetID='SUBNET/large'",
                        "InsufficientSubnetSize"),
                arguments(
                        "networkProfile/podCidr='10.244.0.0/21'",
                        "networkProfile/podCidr='10.244.0.0/22'",
                        "InsufficientSubnetSize"),
                arguments(
                        "networkProfile/podCidr='10.128.0.0/12' ;; pool/count=247",
                        "networkProfile/podCidr='10.128.0.0/12' ;; pool/count=248",
                        "ErrCode_InsufficientVCPUQuota"));
    }

    @ParameterizedTest(name = "{1} -> {2}")
    @MethodSource("rules")
    void aRuleRefusesWhatBreaksItAndNothingElse(String kept, String broken, String code) {
        Response refused = create("shop", broken);
        assertThat(refused.status())
                .as(new String(refused.body(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(400);
        assertThat(RawClient.at(refused, "/code").asText()).isEqualTo(code);
        assertThat(RawClient.at(refused, "/message").asText()).isNotEmpty();
        assertThat(client.get(client.cluster("rg", "shop")).status()).isEqualTo(404);
        Response accepted = create("shop", kept);
        assertThat(accepted.status())
                .as(new String(accepted.body(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "a,201",
        "a_b-c1,201",
        "-a,400",
        "a_,400",
        "my-microsoft-1,400",
        "Windows1,400",
        "login1,400",
        "xbox,400",
        "azure,400",
        "azure2,201"
    })
    void aClusterHasANameThatIsNotReserved(String name, int status) {
        assertThat(create(name, "").status()).isEqualTo(status);
    }
}
