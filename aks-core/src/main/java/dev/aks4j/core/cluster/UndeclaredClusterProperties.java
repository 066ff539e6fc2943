package dev.aks4j.core.cluster;

import static dev.aks4j.core.plan.kind.Undeclared.absent;
import static dev.aks4j.core.plan.kind.Undeclared.fixed;
import static dev.aks4j.core.plan.kind.Undeclared.list;
import static dev.aks4j.core.plan.kind.Undeclared.off;
import static dev.aks4j.core.plan.kind.Undeclared.value;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Undeclared;
import java.util.List;

/**
 * What a cluster and a node pool are where nobody says anything, property by property, and how something else is taken
 * away. Defaults as of Microsoft Learn, AKS, and of the recorded answers of the service, 2026-11.
 */
final class UndeclaredClusterProperties {

    private static final String P = "/properties/";
    private static final String SCALER = P + "autoScalerProfile/";
    private static final String NETWORK = P + "networkProfile/";
    private static final String ACCESS = P + "apiServerAccessProfile/";
    private static final String SECURITY = P + "securityProfile/";

    /** Switches the proxy off; a document that does not say it has it on. */
    static final String PROXY = P + "httpProxyConfig/enabled";

    /** Of the control plane. */
    static final List<Undeclared> CONTROL_PLANE = List.of(
            // who comes in
            list(ACCESS + "authorizedIPRanges").secure(),
            value(P + "publicNetworkAccess", "Enabled")
                    .by("publicNetworkAccess(true)")
                    .secure(),
            off(ACCESS + "disableRunCommand").secure(),
            value(ACCESS + "enablePrivateClusterPublicFQDN", true)
                    .by("apiServer(a -> a.publicFqdn(true))")
                    .secure(),
            fixed(ACCESS + "enablePrivateCluster", false).secure(),
            fixed(ACCESS + "privateDNSZone", "system").secure(),
            fixed(ACCESS + "enableVnetIntegration", false).secure(),
            fixed(ACCESS + "subnetId"),
            off(P + "disableLocalAccounts").by("access(LocalAccess.create())").secure(),
            fixed(P + "aadProfile/managed", false).secure(),
            off(P + "aadProfile/enableAzureRBAC").secure(),
            list(P + "aadProfile/adminGroupObjectIDs").secure(),
            fixed(P + "enableRBAC", true).secure(),
            value("/identity/type", "SystemAssigned")
                    .by("identity(ControlPlaneIdentity.systemAssigned())")
                    .secure(),
            absent("/identity/userAssignedIdentities")
                    .by("identity(ControlPlaneIdentity.systemAssigned())")
                    .secure(),
            fixed(P + "diskEncryptionSetID").secure(),
            fixed(P + "linuxProfile/ssh/publicKeys").secure(),
            // what guards
            off(SECURITY + "defender/securityMonitoring/enabled").secure(),
            off(SECURITY + "defender/securityGating/enabled").secure(),
            off(SECURITY + "azureKeyVaultKms/enabled").secure(),
            off(SECURITY + "workloadIdentity/enabled").secure(),
            off(SECURITY + "imageCleaner/enabled").secure(),
            list(SECURITY + "customCATrustCertificates").secure(),
            value(P + "nodeResourceGroupProfile/restrictionLevel", "Unrestricted")
                    .secure(),
            value(PROXY, false).secure(),
            absent(P + "httpProxyConfig/trustedCa").secure(),
            list(P + "httpProxyConfig/noProxy").secure(),
            value(P + "serviceMeshProfile/mode", "Disabled").secure(),
            off(P + "addonProfiles/*/enabled").by("addons(a -> a.withoutAddon(name))"),
            // upgrades
            value(P + "autoUpgradeProfile/upgradeChannel", "none", "")
                    .by("autoUpgrade(UpgradeChannel.NONE)")
                    .secure(),
            value(P + "autoUpgradeProfile/nodeOSUpgradeChannel", "NodeImage")
                    .by("nodeOsUpgrade(NodeOsUpgradeChannel.NODE_IMAGE)")
                    .secure(),
            off(P + "upgradeSettings/overrideSettings/forceUpgrade").secure(),
            value("/sku/tier", "Free").by("tier(Tier.FREE)"),
            fixed("/sku/name", "Base", "Basic"),
            value(P + "supportPlan", "KubernetesOfficial").by("communitySupport()"),
            absent("/tags/*"),
            // what runs inside
            off(P + "workloadAutoScalerProfile/keda/enabled"),
            off(P + "workloadAutoScalerProfile/verticalPodAutoscaler/enabled"),
            off(P + "ingressProfile/webAppRouting/enabled").secure(),
            value(P + "ingressProfile/webAppRouting/gatewayAPIImplementations/appRoutingIstio/mode", "Disabled")
                    .by("addons(a -> a.withoutAppRoutingGateway())")
                    .secure(),
            off(P + "aiToolchainOperatorProfile/enabled"),
            off(P + "azureMonitorProfile/appMonitoring/autoInstrumentation/enabled"),
            off(P + "azureMonitorProfile/appMonitoring/openTelemetryMetrics/enabled"),
            off(P + "azureMonitorProfile/appMonitoring/openTelemetryLogsAndTraces/enabled"),
            off(P + "azureMonitorProfile/containerInsights/enabled"),
            fixed(SECURITY + "kubernetesResourceObjectEncryptionProfile/infrastructureEncryption", "Disabled")
                    .secure(),
            value(P + "schedulerProfile/upstream/schedulerConfigMode", "Default"),
            fixed(P + "enableFIPS", false).secure(),
            value(P + "ingressProfile/gatewayAPI/installation", "Disabled"),
            fixed(P + "servicePrincipalProfile/clientId", "msi").secure(),
            value(P + "windowsProfile/licenseType", "None")
                    .by("windows(w -> {}).raw(\"/properties/windowsProfile/licenseType\", \"None\")"),
            value(P + "windowsProfile/enableCSIProxy", true).by("windows(w -> w.csiProxy(true))"),
            off(P + "windowsProfile/gmsaProfile/enabled")
                    .by("windows(w -> {}).raw(\"/properties/windowsProfile/gmsaProfile/enabled\", false)")
                    .secure(),
            value(P + "ingressProfile/webAppRouting/nginx/defaultIngressControllerType", "AnnotationControlled")
                    .secure(),
            off(P + "azureMonitorProfile/metrics/enabled"),
            off(P + "metricsProfile/costAnalysis/enabled"),
            value(P + "storageProfile/diskCSIDriver/enabled", true).by("storage(s -> s.disks(true))"),
            value(P + "storageProfile/fileCSIDriver/enabled", true).by("storage(s -> s.files(true))"),
            value(P + "storageProfile/snapshotController/enabled", true).by("storage(s -> s.snapshots(true))"),
            off(P + "storageProfile/blobCSIDriver/enabled").by("storage(s -> s.blobs(false))"),
            value(P + "nodeProvisioningProfile/mode", "Manual"),
            value(P + "nodeProvisioningProfile/defaultNodePools", "Auto"),
            value(P + "bootstrapProfile/artifactSource", "Direct"),
            // the network
            off(NETWORK + "advancedNetworking/enabled"),
            off(NETWORK + "staticEgressGatewayProfile/enabled"),
            fixed(NETWORK + "networkPlugin", "azure"),
            fixed(NETWORK + "networkDataplane", "azure"),
            fixed(NETWORK + "networkPolicy", "none", "cilium")
                    .by("network(...)")
                    .secure(),
            fixed(NETWORK + "outboundType", "loadBalancer").by("network(...)").secure(),
            fixed(NETWORK + "ipFamilies", "[\"IPv4\"]"),
            fixed(NETWORK + "podCidr", "10.244.0.0/16"),
            fixed(NETWORK + "serviceCidr", "10.0.0.0/16"),
            value(NETWORK + "loadBalancerProfile/managedOutboundIPs/count", 1),
            value(NETWORK + "loadBalancerProfile/managedOutboundIPs/countIPv6", 1),
            value(NETWORK + "loadBalancerProfile/allocatedOutboundPorts", 0),
            value(NETWORK + "loadBalancerProfile/idleTimeoutInMinutes", 30),
            value(NETWORK + "loadBalancerProfile/backendPoolType", "nodeIPConfiguration"),
            fixed(NETWORK + "loadBalancerProfile/outboundIPs"),
            fixed(NETWORK + "loadBalancerProfile/outboundIPPrefixes"),
            value(NETWORK + "natGatewayProfile/managedOutboundIPProfile/count", 1),
            value(NETWORK + "natGatewayProfile/idleTimeoutInMinutes", 4),
            fixed(NETWORK + "natGatewayProfile/outboundIPs/publicIPs").by("network(...)"),
            fixed(NETWORK + "natGatewayProfile/outboundIPPrefixes/publicIPPrefixes")
                    .by("network(...)"),
            fixed("/extendedLocation/name"),
            // the autoscaler
            value(SCALER + "scan-interval", "10s"),
            value(SCALER + "expander", "random"),
            value(SCALER + "balance-similar-node-groups", "false"),
            value(SCALER + "scale-down-delay-after-add", "10m"),
            value(SCALER + "scale-down-delay-after-delete", "10s"),
            value(SCALER + "scale-down-delay-after-failure", "3m"),
            value(SCALER + "scale-down-unneeded-time", "10m"),
            value(SCALER + "scale-down-unready-time", "20m"),
            value(SCALER + "scale-down-utilization-threshold", "0.5"),
            value(SCALER + "max-graceful-termination-sec", "600"),
            value(SCALER + "max-empty-bulk-delete", "10"),
            value(SCALER + "new-pod-scale-up-delay", "0s"),
            value(SCALER + "max-total-unready-percentage", "45"),
            value(SCALER + "ok-total-unready-count", "3"),
            value(SCALER + "max-node-provision-time", "15m"),
            value(SCALER + "skip-nodes-with-local-storage", "false", "true"),
            value(SCALER + "skip-nodes-with-system-pods", "true"),
            value(SCALER + "daemonset-eviction-for-empty-nodes", false),
            value(SCALER + "daemonset-eviction-for-occupied-nodes", true),
            value(SCALER + "ignore-daemonsets-utilization", false));

    /** Of a node pool; places are those of its profile. */
    static final List<Undeclared> POOL = List.of(
            off("/enableNodePublicIP").secure(),
            fixed("/nodePublicIPPrefixID").secure(),
            list("/networkProfile/allowedHostPorts").secure(),
            list("/networkProfile/applicationSecurityGroups").secure(),
            fixed("/networkProfile/nodePublicIPTags"),
            value("/securityProfile/sshAccess", "LocalUser").secure(),
            off("/securityProfile/enableSecureBoot").secure(),
            off("/securityProfile/enableVTPM").secure(),
            fixed("/enableEncryptionAtHost", false).secure(),
            fixed("/enableFIPS", false).secure(),
            absent("/nodeLabels/*"),
            list("/nodeTaints").by("taints()"),
            absent("/tags/*"),
            fixed("/enableAutoScaling", false).by("count(n)"),
            fixed("/podIPAllocationMode", "DynamicIndividual"),
            value("/upgradeSettings/maxSurge", "10%", "1", ""),
            value("/upgradeSettings/maxUnavailable", "0"),
            value("/upgradeSettings/drainTimeoutInMinutes", 30, 0),
            value("/upgradeSettings/nodeSoakDurationInMinutes", 0),
            value("/upgradeSettings/undrainableNodeBehavior", "Schedule"),
            value("/scaleDownMode", "Delete"),
            value("/powerState/code", "Running").by("the pool's start()"),
            fixed("/osSKU", "Ubuntu", "Windows2022", "Windows2025"),
            fixed("/scaleSetPriority", "Regular"),
            fixed("/availabilityZones"),
            fixed("/maxPods", 250, 110),
            fixed("/workloadRuntime", "OCIContainer"),
            off("/artifactStreamingProfile/enabled"),
            fixed("/gpuProfile/nvidia/managementMode", "Unmanaged"),
            fixed("/networkProfile/dranet/mode", "Unmanaged"),
            fixed("/type", "VirtualMachineScaleSets", "AvailabilitySet"),
            fixed("/kubeletConfig"),
            fixed("/linuxOSConfig"),
            fixed("/messageOfTheDay"),
            fixed("/vnetSubnetID"),
            fixed("/podSubnetID"),
            fixed("/proximityPlacementGroupID"),
            fixed("/hostGroupID"),
            fixed("/capacityReservationGroupID"),
            fixed("/enableUltraSSD", false),
            fixed("/gpuInstanceProfile"),
            fixed("/gpuProfile/driver", "Install"),
            fixed("/windowsProfile/disableOutboundNat", false),
            value("/localDNSProfile/mode", "Disabled", "Preferred"),
            fixed("/creationData/sourceResourceId"));

    private UndeclaredClusterProperties() {}

    /** Returns what nobody declares of a live control plane. */
    static List<Difference> ofControlPlane(Json declared, Json live) {
        Json proxy = live.at("/properties/httpProxyConfig/httpProxy");
        boolean silent = proxy.isText() && live.at(PROXY).isMissing();
        boolean said = !declared.at("/properties/httpProxyConfig").isMissing();
        Json seen = silent && !said ? live.with(PROXY, true) : live;
        return Undeclared.between(declared, seen, CONTROL_PLANE).stream()
                .filter(each -> !(said && each.path().equals(PROXY)))
                .map(each -> each.path().equals("/sku/tier") ? withSupport(each, live) : each)
                .toList();
    }

    /** Premium is left together with long-term support. */
    private static Difference withSupport(Difference tier, Json live) {
        boolean longTerm = live.at("/properties/supportPlan").asText().equals("AKSLongTermSupport");
        String reason = tier.reason().replace("tier(Tier.FREE)", "tier(Tier.FREE).communitySupport()");
        return new Difference(
                tier.path(), tier.before(), tier.after(), tier.change(), longTerm ? reason : tier.reason());
    }

    /** Returns what nobody declares of a live pool; what Azure adds to every spot pool is not worth a word. */
    static List<Difference> ofPool(Json declared, Json live) {
        return Undeclared.between(declared, live, POOL).stream()
                .filter(each -> !each.path().startsWith("/nodeLabels/kubernetes.azure.com~1scalesetpriority"))
                .filter(each -> !(each.path().equals("/nodeTaints")
                        && each.before().size() == 1
                        && each.before().get(0).asText().equals(ClusterDocuments.SPOT_TAINT)))
                .map(each -> each.path().equals("/nodeTaints") ? withoutTaints(each) : each)
                .toList();
    }

    private static Difference withoutTaints(Difference found) {
        Json.ArrayBuilder left = Json.array();
        found.before().forEach(taint -> {
            if (taint.asText().equals(ClusterDocuments.SPOT_TAINT)) {
                left.add(taint);
            }
        });
        return new Difference(found.path(), found.before(), left.build(), found.change(), found.reason());
    }
}
