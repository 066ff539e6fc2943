package dev.aks4j.tests.examples;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.pool.GpuInstanceProfile;
import dev.aks4j.core.cluster.pool.OsSku;
import dev.aks4j.core.cluster.pool.ScaleDownMode;
import dev.aks4j.core.cluster.pool.SystemPool;
import dev.aks4j.core.cluster.setting.Expander;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.identity.EntraAccess;
import dev.aks4j.identity.LocalAccess;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.Dataplane;
import dev.aks4j.network.IpFamily;
import dev.aks4j.network.Outbound;
import dev.aks4j.network.SubnetRef;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What the bodies of the ManagedClusters examples of stable version 2025-09-01 say (azure-rest-api-specs,
 * specification/containerservice/resource-manager/Microsoft.ContainerService/aks/stable/2025-09-01/examples).
 */
final class ClusterExamples {

    static final String POOL = "/properties/agentPoolProfiles/0/";
    private static final Consumer<ClusterSpec.Builder> DNS_PREFIX = cluster -> cluster.dnsPrefix("dnsprefix1");
    private static final Consumer<SystemPool.Builder> PUBLIC_IP = pool -> pool.nodePublicIp();
    private static final String ONE_CPU = "a system pool's machine has 2 vCPUs or more, by the service's own message";
    private static final Consumer<ClusterSpec.Builder> PRINCIPAL =
            cluster -> cluster.servicePrincipal("clientid", new SecretValue("principal"));
    private static final String IN_GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/rg1/";
    private static final String IDENTITY = "/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/rgName1"
            + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/identity1";
    private static final String WITH_IDENTITY =
            """
            /identity/type UserAssigned
            /identity/userAssignedIdentities/%s "{}"
            """.formatted(IDENTITY.toLowerCase(Locale.ROOT).replace("/", "~1"));
    private static final String PROXY = """
            /properties/httpProxyConfig/httpProxy http://myproxy.server.com:8080
            /properties/httpProxyConfig/httpsProxy https://myproxy.server.com:8080
            /properties/httpProxyConfig/noProxy ["localhost","127.0.0.1"]
            /properties/httpProxyConfig/trustedCa Q29uZ3JhdHMhIFlvdSBoYXZlIGZvdW5kIGEgaGlkZGVuIG1lc3NhZ2U=
            """;
    private static final String AUTOSCALER = """
            /properties/autoScalerProfile/balance-similar-node-groups "true"
            /properties/autoScalerProfile/expander priority
            /properties/autoScalerProfile/max-node-provision-time 15m
            /properties/autoScalerProfile/new-pod-scale-up-delay 1m
            /properties/autoScalerProfile/skip-nodes-with-system-pods "false"
            """;
    private static final String BARE = """
            /location location1
            /tags/tier production
            /sku/name Basic
            /sku/tier Free
            /properties/dnsPrefix dnsprefix1
            /properties/agentPoolProfiles/0/name nodepool1
            /properties/agentPoolProfiles/0/count 3
            /properties/agentPoolProfiles/0/vmSize Standard_DS2_v2
            /properties/agentPoolProfiles/0/osType Linux
            /properties/agentPoolProfiles/0/type VirtualMachineScaleSets
            /properties/agentPoolProfiles/0/mode System
            /properties/linuxProfile/adminUsername azureuser
            /properties/linuxProfile/ssh/publicKeys/0/keyData keydata
            """;
    private static final String NETWORKED = BARE + """
            /properties/agentPoolProfiles/0/enableNodePublicIP true
            /properties/networkProfile/loadBalancerSku standard
            /properties/networkProfile/outboundType loadBalancer
            /properties/networkProfile/loadBalancerProfile/managedOutboundIPs/count 2
            """;
    private static final String PLAIN = NETWORKED + """
            /properties/autoScalerProfile/scan-interval 20s
            /properties/autoScalerProfile/scale-down-delay-after-add 15m
            /properties/windowsProfile/adminUsername azureuser
            /properties/windowsProfile/adminPassword replacePassword1234$
            /properties/servicePrincipalProfile/clientId clientid
            /properties/servicePrincipalProfile/secret secret
            /properties/enableRBAC true
            """;
    private static final String DISKS = PLAIN + """
            /properties/diskEncryptionSetID /subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/rg1/providers/Microsoft.Compute/diskEncryptionSets/des
            """;

    private ClusterExamples() {}

    static List<Example<SystemPool.Builder>> all() {
        return List.of(
                transitEncryption(),
                keyVault("AzureKeyvaultSecretsProvider"),
                keyVault("AzureServiceMesh")
                        .says("""
                                /properties/serviceMeshProfile/mode Istio
                                /properties/serviceMeshProfile/istio/components/ingressGateways/0/enabled true
                                /properties/serviceMeshProfile/istio/components/ingressGateways/0/mode Internal
                                /properties/serviceMeshProfile/istio/components/egressGateways/0/enabled true
                                /properties/serviceMeshProfile/istio/components/egressGateways/0/name test-istio-egress
                                /properties/serviceMeshProfile/istio/components/egressGateways/0/gatewayConfigurationName test-gateway-configuration
                                /properties/serviceMeshProfile/istio/certificateAuthority/plugin/keyVaultId /subscriptions/854c9ddb-fe9e-4aea-8d58-99ed88282881/resourceGroups/ddama-test/providers/Microsoft.KeyVault/vaults/my-akv
                                /properties/serviceMeshProfile/istio/certificateAuthority/plugin/certObjectName ca-cert
                                /properties/serviceMeshProfile/istio/certificateAuthority/plugin/keyObjectName ca-key
                                /properties/serviceMeshProfile/istio/certificateAuthority/plugin/rootCertObjectName root-cert
                                /properties/serviceMeshProfile/istio/certificateAuthority/plugin/certChainObjectName cert-chain
                                """)
                        .cluster(cluster -> cluster.serviceMesh(mesh -> mesh.internalIngress()
                                .egress("test-istio-egress", "aks-istio-egress", "test-gateway-configuration")
                                .certificateAuthority(
                                        ResourceId.parse(
                                                "/subscriptions/854c9ddb-fe9e-4aea-8d58-99ed88282881"
                                                        + "/resourceGroups/ddama-test/providers/Microsoft.KeyVault/vaults/my-akv"),
                                        "ca-cert",
                                        "ca-key",
                                        "root-cert",
                                        "cert-chain"))),
                disks("CRG")
                        .says(POOL + "capacityReservationGroupID " + compute("capacityReservationGroups/crg1"))
                        .pool(pool -> pool.capacityReservationGroup(id(compute("capacityReservationGroups/crg1")))),
                disks("CustomCATrustCertificates")
                        .says("""
                                /properties/securityProfile/customCATrustCertificates ["ZHVtbXlFeGFtcGxlVGVzdFZhbHVlRm9yQ2VydGlmaWNhdGVUb0JlQWRkZWQ="]
                                """)
                        .cluster(cluster -> cluster.security(
                                security -> security.trustCertificate("dummyExampleTestValueForCertificateToBeAdded"))),
                disks("DedicatedHostGroup")
                        .says(POOL + "hostGroupID "
                                + compute("hostGroups/hostgroup1").replace("/rg1/", "/rg/"))
                        .silentOn(POOL + "mode")
                        .pool(pool -> pool.raw("/mode", null))
                        .refusedBy("AKS-POOL-010", POOL + "mode", "a cluster has a system pool, by use-system-pools")
                        .lawfulPool(pool -> pool.raw("/mode", "System"))
                        .pool(pool -> pool.hostGroup(
                                id(compute("hostGroups/hostgroup1").replace("/rg1/", "/rg/")))),
                plain("DisableRunCommand")
                        .says(POOL + "enableEncryptionAtHost true")
                        .says("/properties/apiServerAccessProfile/disableRunCommand true")
                        .pool(pool -> pool.encryptionAtHost())
                        .cluster(cluster -> cluster.apiServer(api -> api.disableRunCommand())),
                zonal(disks("DualStackNetworking"))
                        .says(POOL + "scaleDownMode Deallocate")
                        .says(AUTOSCALER)
                        .says("/properties/networkProfile/ipFamilies [\"IPv4\",\"IPv6\"]")
                        .pool(pool -> pool.scaleDownMode(ScaleDownMode.DEALLOCATE))
                        .cluster(cluster -> cluster.network(CniOverlay.builder()
                                .ipFamilies(IpFamily.IPV4, IpFamily.IPV6)
                                .outbound(Outbound.loadBalancer(lb -> lb.managedIps(2)))
                                .build()))
                        .cluster(ClusterExamples::autoscaler),
                disks("EnableEncryptionAtHost")
                        .says(POOL + "enableEncryptionAtHost true")
                        .pool(pool -> pool.encryptionAtHost()),
                disks("EnableUltraSSD").says(POOL + "enableUltraSSD true").pool(pool -> pool.ultraSsd()),
                disks("EnabledFIPS").says(POOL + "enableFIPS true").pool(pool -> pool.fips()),
                proxy("GPUMIG")
                        .says(POOL + "vmSize Standard_ND96asr_v4")
                        .says(POOL + "gpuInstanceProfile MIG3g")
                        .pool(pool -> pool.vmSize("Standard_ND96asr_v4").gpuInstances(GpuInstanceProfile.MIG_3G)),
                proxy("HTTPProxy"),
                networked("IngressProfile_WebAppRouting")
                        .says("/properties/ingressProfile/webAppRouting/enabled true")
                        .says("/properties/ingressProfile/webAppRouting/dnsZoneResourceIds [\"" + zone() + "\"]")
                        .cluster(cluster -> cluster.addons(addons -> addons.appRouting(id(zone())))),
                bare("LocalDNS")
                        .says("""
                                /properties/agentPoolProfiles/0/localDNSProfile/mode Preferred
                                /properties/agentPoolProfiles/0/localDNSProfile/vnetDNSOverrides/*.example.com/queryLogging Error
                                /properties/agentPoolProfiles/0/localDNSProfile/vnetDNSOverrides/*.example.com/protocol PreferUDP
                                /properties/agentPoolProfiles/0/localDNSProfile/vnetDNSOverrides/*.example.com/forwardDestination VnetDNS
                                /properties/agentPoolProfiles/0/localDNSProfile/vnetDNSOverrides/*.example.com/forwardPolicy Sequential
                                /properties/servicePrincipalProfile/clientId clientid
                                /properties/servicePrincipalProfile/secret secret
                                """)
                        .pool(pool -> pool.localDns(dns -> dns.preferred()
                                .vnetZone(
                                        "*.example.com",
                                        zone -> zone.queryLogging("Error")
                                                .protocol("PreferUDP")
                                                .forwardDestination("VnetDNS")
                                                .forwardPolicy("Sequential"))))
                        .cluster(PRINCIPAL)
                        .refusedBy("AKS-POOL-118", POOL + "vmSize", "4 vCPUs or more, by localdns-custom")
                        .lawfulPool(pool -> pool.vmSize("Standard_D4ds_v5")),
                natGateway("ManagedNATGateway")
                        .says("/properties/networkProfile/outboundType managedNATGateway")
                        .says("/properties/networkProfile/natGatewayProfile/managedOutboundIPProfile/count 2")
                        .cluster(cluster -> cluster.network(CniOverlay.builder()
                                .outbound(Outbound.managedNatGateway(nat -> nat.managedIps(2)))
                                .build()))
                        .cluster(cluster -> cluster.raw("/properties/networkProfile/natGatewayProfile/sku", null)),
                disks("NodePublicIPPrefix")
                        .says(POOL + "nodePublicIPPrefixID " + IN_GROUP
                                + "providers/Microsoft.Network/publicIPPrefixes/public-ip-prefix")
                        .pool(pool -> pool.nodePublicIp(
                                id(IN_GROUP + "providers/Microsoft.Network/publicIPPrefixes/public-ip-prefix"))),
                proxy("OSSKU").says(POOL + "osSKU AzureLinux").pool(pool -> pool.osSku(OsSku.AZURE_LINUX)),
                disks("PPG")
                        .says(POOL + "proximityPlacementGroupID " + compute("proximityPlacementGroups/ppg1"))
                        .pool(pool -> pool.proximityPlacementGroup(id(compute("proximityPlacementGroups/ppg1")))),
                disks("PodIdentity")
                        .says("/properties/podIdentityProfile/enabled true")
                        .says("/properties/podIdentityProfile/allowNetworkPluginKubenet true")
                        .cluster(cluster -> cluster.raw("/properties/podIdentityProfile/enabled", true)
                                .raw("/properties/podIdentityProfile/allowNetworkPluginKubenet", true))
                        .refusedBy(
                                "AKS-CLU-035",
                                "/properties/podIdentityProfile",
                                "archived in 2023-09, by use-azure-ad-pod-identity; no longer supported")
                        .lawfulCluster(cluster -> cluster.raw("/properties/podIdentityProfile", null)),
                plain("Premium")
                        .says("/sku/name Base")
                        .says("/sku/tier Premium")
                        .says("/properties/supportPlan AKSLongTermSupport")
                        .says("/properties/apiServerAccessProfile/disableRunCommand true")
                        .says(POOL + "enableEncryptionAtHost true")
                        .pool(pool -> pool.encryptionAtHost())
                        .cluster(cluster -> cluster.longTermSupport().apiServer(api -> api.disableRunCommand())),
                plain("PrivateClusterFQDNSubdomain")
                        .silentOn("/properties/dnsPrefix")
                        .without(DNS_PREFIX)
                        .says("/properties/fqdnSubdomain domain1")
                        .says(POOL + "enableEncryptionAtHost true")
                        .says("/properties/apiServerAccessProfile/enablePrivateCluster true")
                        .says("/properties/apiServerAccessProfile/privateDNSZone " + privateZone())
                        .pool(pool -> pool.encryptionAtHost())
                        .cluster(cluster -> cluster.fqdnSubdomain("domain1")
                                .apiServer(api -> api.privateCluster(id(privateZone())))),
                plain("PrivateClusterPublicFQDN")
                        .says(POOL + "enableEncryptionAtHost true")
                        .says("/properties/apiServerAccessProfile/enablePrivateCluster true")
                        .says("/properties/apiServerAccessProfile/enablePrivateClusterPublicFQDN true")
                        .pool(pool -> pool.encryptionAtHost())
                        .cluster(cluster ->
                                cluster.apiServer(api -> api.privateCluster().publicFqdn(true))),
                networked("SecurityProfile")
                        .says("/properties/securityProfile/defender/logAnalyticsWorkspaceResourceId " + workspace())
                        .says("/properties/securityProfile/defender/securityMonitoring/enabled true")
                        .says("/properties/securityProfile/workloadIdentity/enabled true")
                        .cluster(cluster ->
                                cluster.workloadIdentity().security(security -> security.defender(id(workspace())))),
                disks("Snapshot")
                        .says(POOL + "enableFIPS true")
                        .says(POOL + "creationData/sourceResourceId " + snapshot())
                        .pool(pool -> pool.fips().fromSnapshot(id(snapshot()))),
                zonal(disks("Update"))
                        .says(POOL + "scaleDownMode Deallocate")
                        .says(AUTOSCALER)
                        .says("/properties/upgradeSettings/overrideSettings/forceUpgrade false")
                        .says("/properties/upgradeSettings/overrideSettings/until 2022-11-01T13:00:00Z")
                        .cluster(cluster -> cluster.raw(
                                "/properties/upgradeSettings/overrideSettings/until", "2022-11-01T13:00:00Z"))
                        .pool(pool -> pool.scaleDownMode(ScaleDownMode.DEALLOCATE))
                        .cluster(ClusterExamples::autoscaler),
                zonal(disks("UpdateWindowsGmsa"))
                        .says("/properties/windowsProfile/gmsaProfile/enabled true")
                        .cluster(cluster -> cluster.windows(windows ->
                                windows.password(new SecretValue("windows")).groupManagedAccounts())),
                zonal(disks("UpdateWithAHUB"))
                        .says("/properties/windowsProfile/licenseType Windows_Server")
                        .cluster(cluster -> cluster.windows(windows ->
                                windows.password(new SecretValue("windows")).hybridBenefit())),
                zonal(disks("UpdateWithEnableAzureRBAC"))
                        .silentOn("/identity")
                        .says("/properties/aadProfile/managed true")
                        .says("/properties/aadProfile/enableAzureRBAC true")
                        .cluster(cluster -> cluster.identity(ControlPlaneIdentity.systemAssigned())
                                .access(EntraAccess.builder().azureRbac().build())),
                natGateway("UserAssignedNATGateway")
                        .says("/properties/networkProfile/outboundType userAssignedNATGateway")
                        .cluster(cluster -> cluster.network(CniOverlay.builder()
                                .outbound(Outbound.userAssignedNatGateway())
                                .build()))
                        .refusedBy(
                                "AKS-NET-078",
                                POOL + "vnetSubnetID",
                                "a gateway of one's own is for a network of one's own, by egress-outboundtype, and the example has none")
                        .lawfulCluster(cluster -> cluster.network(CniOverlay.builder()
                                .outbound(Outbound.userAssignedNatGateway())
                                .nodeSubnet(SubnetRef.existing(id(
                                        IN_GROUP + "providers/Microsoft.Network/virtualNetworks/vnet1/subnets/nodes")))
                                .build())));
    }

    /** Of stable versions 2026-01-01 to 2026-08-01. */
    private static Example<SystemPool.Builder> transitEncryption() {
        String services = "/properties/networkProfile/advancedNetworking/";
        return bare("AdvancedNetworkingTransitEncryption")
                .says(NETWORKED)
                .says(services + "enabled true")
                .says(services + "observability/enabled false")
                .says(services + "security/enabled true")
                .says(services + "security/advancedNetworkPolicies FQDN")
                .says(services + "security/transitEncryption/type WireGuard")
                .says("/properties/networkProfile/networkPlugin azure")
                .says("/properties/networkProfile/networkPluginMode overlay")
                .says("/properties/networkProfile/networkDataplane cilium")
                .says("/properties/enableRBAC true")
                .says("/properties/servicePrincipalProfile/clientId clientid")
                .says("/properties/servicePrincipalProfile/secret secret")
                .pool(PUBLIC_IP)
                .cluster(PRINCIPAL)
                .cluster(cluster -> cluster.access(LocalAccess.create()))
                .cluster(cluster -> cluster.network(CniOverlay.builder()
                        .dataplane(Dataplane.CILIUM)
                        .advancedNetworking(acns -> acns.fqdnPolicies().wireGuard())
                        .outbound(Outbound.loadBalancer(lb -> lb.managedIps(2)))
                        .build()));
    }

    private static Example<SystemPool.Builder> bare(String name) {
        return new Example<SystemPool.Builder>("ManagedClustersCreate_" + name, BARE)
                .pool(pool -> pool.count(3).vmSize("Standard_DS2_v2"))
                .cluster(cluster ->
                        cluster.tag("tier", "production").tag("archv2", "").linuxLogin("azureuser", "keydata"))
                .cluster(DNS_PREFIX);
    }

    private static Example<SystemPool.Builder> networked(String name) {
        return bare(name)
                .says(NETWORKED)
                .pool(PUBLIC_IP)
                .cluster(cluster -> cluster.network(CniOverlay.builder()
                        .outbound(Outbound.loadBalancer(lb -> lb.managedIps(2)))
                        .build()));
    }

    private static Example<SystemPool.Builder> plain(String name) {
        return networked(name)
                .says(PLAIN)
                .cluster(PRINCIPAL)
                .cluster(cluster -> cluster.access(LocalAccess.create())
                        .windows(windows -> windows.password(new SecretValue("windows")))
                        .autoscalerProfile(profile -> profile.scanInterval(Duration.ofSeconds(20))
                                .scaleDownDelayAfterAdd(Duration.ofMinutes(15))));
    }

    private static Example<SystemPool.Builder> disks(String name) {
        return plain(name)
                .says(DISKS)
                .cluster(cluster -> cluster.diskEncryptionSet(id(compute("diskEncryptionSets/des"))));
    }

    private static Example<SystemPool.Builder> keyVault(String name) {
        return disks(name)
                .says("/properties/addonProfiles/azureKeyvaultSecretsProvider/enabled true")
                .says("/properties/addonProfiles/azureKeyvaultSecretsProvider/config/enableSecretRotation \"true\"")
                .says("/properties/addonProfiles/azureKeyvaultSecretsProvider/config/rotationPollInterval 2m")
                .cluster(cluster -> cluster.addons(addons -> addons.keyVaultSecrets(Duration.ofMinutes(2))));
    }

    private static Example<SystemPool.Builder> proxy(String name) {
        return disks(name)
                .says(PROXY)
                .cluster(cluster -> cluster.httpProxy(
                        proxy -> proxy.servers("http://myproxy.server.com:8080", "https://myproxy.server.com:8080")
                                .except("localhost", "127.0.0.1")
                                .trustedCa("Congrats! You have found a hidden message")));
    }

    /** The examples with zones have machines of one core, and a user-assigned identity. */
    private static Example<SystemPool.Builder> zonal(Example<SystemPool.Builder> example) {
        return example.says(WITH_IDENTITY)
                .says(POOL + "vmSize Standard_DS1_v2")
                .says(POOL + "availabilityZones [\"1\",\"2\",\"3\"]")
                .pool(pool -> pool.vmSize("Standard_DS1_v2").zones(1, 2, 3))
                .cluster(cluster -> cluster.identity(identity()))
                .refusedBy("AKS-POOL-014", POOL + "vmSize", ONE_CPU)
                .lawfulPool(pool -> pool.vmSize("Standard_DS2_v2"));
    }

    private static Example<SystemPool.Builder> natGateway(String name) {
        return disks(name)
                .silentOn("/properties/networkProfile/loadBalancerProfile")
                .says(POOL + "enableNodePublicIP false")
                .without(PUBLIC_IP);
    }

    private static void autoscaler(ClusterSpec.Builder cluster) {
        cluster.autoscalerProfile(profile -> profile.balanceSimilarNodeGroups(true)
                .expander(Expander.PRIORITY)
                .maxNodeProvisionTime(Duration.ofMinutes(15))
                .newPodScaleUpDelay(Duration.ofMinutes(1))
                .skipNodesWithSystemPods(false));
    }

    private static ControlPlaneIdentity identity() {
        return ControlPlaneIdentity.userAssigned(id(IDENTITY));
    }

    private static ResourceId id(String text) {
        return ResourceId.parse(text);
    }

    private static String compute(String typeAndName) {
        return IN_GROUP + "providers/Microsoft.Compute/" + typeAndName;
    }

    /** The example says SUB_ID, RG_NAME and DNS_ZONE_NAME, which are no id. */
    private static String zone() {
        return IN_GROUP + "providers/Microsoft.Network/dnszones/example.com";
    }

    /** The example says SUB_ID, RG_NAME and WORKSPACE_NAME, which are no id. */
    private static String workspace() {
        return IN_GROUP + "providers/microsoft.operationalinsights/workspaces/workspace1";
    }

    private static String privateZone() {
        return IN_GROUP + "providers/Microsoft.Network/privateDnsZones/privatelink.location1.azmk8s.io";
    }

    private static String snapshot() {
        return IN_GROUP + "providers/Microsoft.ContainerService/snapshots/snapshot1";
    }
}
