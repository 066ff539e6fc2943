package dev.aks4j.tests.agreement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One way to alter an existing cluster or one of its pools, lawful or not.
 *
 * @param name what it does
 * @param pool the pool; empty for the control plane
 * @param before what is set when the cluster is created, by JSON pointer
 * @param after what is set later
 */
record Alteration(String name, Optional<String> pool, Map<String, Object> before, Map<String, Object> after) {

    private static final String SUBSCRIPTION = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg";
    private static final String ACCESS = "/properties/apiServerAccessProfile/";
    private static final String NETWORK = "/properties/networkProfile/";

    static final List<Alteration> ALL = all();

    private static List<Alteration> all() {
        Catalogue all = new Catalogue();
        names(all);
        network(all);
        access(all);
        versions(all);
        pools(all);
        return List.copyOf(all.alterations);
    }

    private static void names(Catalogue all) {
        all.cluster("/properties/dnsPrefix", "shop", "other");
        all.cluster("/properties/nodeResourceGroup", "nodes%d", "elsewhere%d");
        all.cluster("/properties/enableRBAC", null, false);
        String sets = SUBSCRIPTION + "/providers/Microsoft.Compute/diskEncryptionSets/";
        all.cluster("/properties/diskEncryptionSetID", sets + "one", sets + "two");
        all.cluster("/properties/diskEncryptionSetID", null, sets + "one");
        all.cluster("/properties/linuxProfile/adminUsername", "me", "you");
        all.cluster("/properties/windowsProfile/adminUsername", "me", "you");
        all.cluster("/sku/tier", "Standard", "Free");
        all.cluster("/sku/tier", "Free", "Standard");
        all.cluster("/sku/tier", "Standard", "Premium");
        all.cluster("/sku/name", "Base", "Automatic");
        all.cluster("/properties/supportPlan", "KubernetesOfficial", "AKSLongTermSupport");
        all.add(
                "premium with long-term support",
                Optional.empty(),
                Map.of(),
                Map.of("/sku/tier", "Premium", "/properties/supportPlan", "AKSLongTermSupport"));
        all.cluster("/properties/autoUpgradeProfile/nodeOSUpgradeChannel", null, "SecurityPatch");
        all.cluster("/properties/autoUpgradeProfile/upgradeChannel", null, "patch");
        all.cluster("/properties/storageProfile/fileCSIDriver/enabled", null, false);
        all.cluster("/properties/autoScalerProfile/scan-interval", null, "20s");
        all.cluster("/properties/metricsProfile/costAnalysis/enabled", false, true);
    }

    private static void network(Catalogue all) {
        all.cluster(NETWORK + "serviceCidr", "10.0.0.0/16", "10.1.0.0/16");
        all.cluster(NETWORK + "dnsServiceIP", "10.0.0.10", "10.0.0.11");
        all.cluster(NETWORK + "podCidr", "10.244.0.0/16", "10.244.0.0/15");
        all.cluster(NETWORK + "podCidr", "10.244.0.0/16", "10.200.0.0/16");
        all.cluster(NETWORK + "podCidr", "10.244.0.0/16", "10.244.0.0/17");
        all.cluster(NETWORK + "ipFamilies", List.of("IPv4"), List.of("IPv4", "IPv6"));
        all.cluster(NETWORK + "loadBalancerSku", "standard", "basic");
        for (String from : List.of("none", "azure", "calico")) {
            for (String to : List.of("none", "azure", "calico", "cilium")) {
                all.cluster(NETWORK + "networkPolicy", from, to);
            }
        }
        all.cluster(NETWORK + "networkDataplane", "azure", "cilium");
        all.add(
                "cilium with its policy",
                Optional.empty(),
                Map.of(NETWORK + "networkPolicy", "none"),
                Map.of(NETWORK + "networkPolicy", "cilium", NETWORK + "networkDataplane", "cilium"));
        for (String from : List.of("loadBalancer", "managedNATGateway")) {
            for (String to :
                    List.of("loadBalancer", "managedNATGateway", "userAssignedNATGateway", "userDefinedRouting")) {
                all.cluster(NETWORK + "outboundType", from, to);
            }
        }
        all.cluster(NETWORK + "loadBalancerProfile/managedOutboundIPs/count", 1, 3);
        all.cluster(NETWORK + "loadBalancerProfile/managedOutboundIPs/count", 1, 101);
        all.cluster(NETWORK + "loadBalancerProfile/idleTimeoutInMinutes", 30, 10);
        all.cluster(NETWORK + "loadBalancerProfile/idleTimeoutInMinutes", 30, 3);
    }

    private static void access(Catalogue all) {
        all.cluster(ACCESS + "authorizedIPRanges", List.of("20.1.2.0/24"), List.of("20.1.3.0/24"));
        all.cluster(ACCESS + "authorizedIPRanges", null, List.of("20.1.3.0/24"));
        all.cluster(ACCESS + "authorizedIPRanges", null, List.of("10.0.0.0/8"));
        all.cluster(ACCESS + "enablePrivateCluster", true, false);
        all.cluster(ACCESS + "enablePrivateCluster", false, true);
        all.add(
                "a public name given up",
                Optional.empty(),
                Map.of(ACCESS + "enablePrivateCluster", true),
                Map.of(ACCESS + "enablePrivateClusterPublicFQDN", false));
        all.add(
                "a zone given up",
                Optional.empty(),
                Map.of(ACCESS + "enablePrivateCluster", true),
                Map.of(ACCESS + "privateDNSZone", "none"));
        all.cluster("/properties/oidcIssuerProfile/enabled", true, false);
        all.cluster("/properties/oidcIssuerProfile/enabled", false, true);
        all.cluster("/properties/aadProfile/managed", true, false);
        all.cluster("/properties/aadProfile/managed", null, true);
        all.cluster("/properties/disableLocalAccounts", false, true);
        all.add(
                "no local accounts beside Entra",
                Optional.empty(),
                Map.of("/properties/aadProfile/managed", true),
                Map.of("/properties/disableLocalAccounts", true));
        all.add(
                "workload identity",
                Optional.empty(),
                Map.of("/properties/oidcIssuerProfile/enabled", true),
                Map.of("/properties/securityProfile/workloadIdentity/enabled", true));
        all.cluster("/properties/securityProfile/imageCleaner/enabled", null, true);
    }

    private static void versions(Catalogue all) {
        for (String to : List.of("1.35", "1.36", "1.37", "1.38", "1.34", "1.36.2")) {
            all.cluster("/properties/kubernetesVersion", "1.35", to);
        }
        for (String to : List.of("1.35", "1.36", "1.34")) {
            all.pool("apps", "/orchestratorVersion", null, to);
        }
    }

    private static void pools(Catalogue all) {
        for (String pool : List.of("system", "apps")) {
            all.pool(pool, "/count", 2, 5);
            all.pool(pool, "/count", 2, 0);
            all.pool(pool, "/count", 2, 1001);
            all.pool(pool, "/nodeTaints", null, List.of("CriticalAddonsOnly=true:NoSchedule"));
            all.pool(pool, "/nodeTaints", null, List.of("a=b:Never"));
            all.add(
                    pool + " autoscaled",
                    Optional.of(pool),
                    Map.of(),
                    Map.of("/enableAutoScaling", true, "/minCount", 1, "/maxCount", 5));
            all.add(
                    pool + " autoscaled backwards",
                    Optional.of(pool),
                    Map.of(),
                    Map.of("/enableAutoScaling", true, "/minCount", 5, "/maxCount", 1));
        }
        all.pool("system", "/mode", "System", "User");
        all.pool("apps", "/mode", "User", "System");
        all.pool("apps", "/type", null, "VirtualMachines");
        all.pool("apps", "/vmSize", "Standard_D4ds_v5", "Standard_D8ds_v5");
        all.pool("apps", "/osDiskSizeGB", 128, 64);
        all.pool("apps", "/osDiskSizeGB", 128, 0);
        all.pool("apps", "/osDiskType", "Managed", "Ephemeral");
        all.pool("apps", "/kubeletDiskType", "OS", "Temporary");
        all.pool("apps", "/maxPods", 110, 50);
        all.pool("apps", "/availabilityZones", List.of("1"), List.of("1", "2"));
        all.pool("apps", "/scaleSetPriority", null, "Spot");
        all.pool("apps", "/nodeLabels/team", null, "a");
        all.pool("apps", "/nodeLabels/team", "a", "b");
        all.pool("apps", "/nodeLabels/kubernetes.azure.com~1x", null, "y");
        all.pool("apps", "/tags/cost", null, "a");
        all.pool("apps", "/upgradeSettings/maxSurge", "10%", "2");
        all.pool("apps", "/upgradeSettings/maxSurge", "10%", "few");
        all.pool("apps", "/upgradeSettings/drainTimeoutInMinutes", 30, 1441);
        all.pool("apps", "/upgradeSettings/undrainableNodeBehavior", null, "Cordon");
        all.pool("apps", "/osSKU", "Ubuntu", "AzureLinux");
        all.pool("apps", "/osSKU", "Ubuntu", "Windows2022");
        all.pool("apps", "/enableFIPS", false, true);
        all.pool("apps", "/enableNodePublicIP", false, true);
        all.pool("apps", "/enableEncryptionAtHost", false, true);
        all.pool("apps", "/enableUltraSSD", false, true);
        all.pool("apps", "/proximityPlacementGroupID", null, compute("proximityPlacementGroups"));
        all.pool("apps", "/hostGroupID", null, compute("hostGroups"));
        all.pool("apps", "/capacityReservationGroupID", null, compute("capacityReservationGroups"));
        all.pool("apps", "/kubeletConfig/cpuManagerPolicy", null, "static");
        all.pool("apps", "/linuxOSConfig/transparentHugePageEnabled", null, "always");
        all.pool("apps", "/messageOfTheDay", null, "aGVsbG8=");
        all.pool("apps", "/scaleDownMode", "Delete", "Deallocate");
        all.pool(
                "apps",
                "/creationData/sourceResourceId",
                null,
                SUBSCRIPTION + "/providers/Microsoft.ContainerService/snapshots/x");
        all.pool("apps", "/workloadRuntime", null, "KataVmIsolation");
        all.add(
                "pods become sandboxed",
                Optional.of("apps"),
                Map.of("/osSKU", "AzureLinux"),
                Map.of("/workloadRuntime", "KataVmIsolation"));
    }

    private static String compute(String type) {
        return SUBSCRIPTION + "/providers/Microsoft.Compute/" + type + "/x";
    }

    private static final class Catalogue {

        private final List<Alteration> alterations = new ArrayList<>();

        void add(String name, Optional<String> pool, Map<String, Object> before, Map<String, Object> after) {
            alterations.add(new Alteration(name, pool, before, after));
        }

        void cluster(String pointer, Object before, Object after) {
            add(
                    pointer + " " + before + " to " + after,
                    Optional.empty(),
                    value(pointer, before),
                    value(pointer, after));
        }

        void pool(String pool, String pointer, Object before, Object after) {
            add(
                    pool + pointer + " " + before + " to " + after,
                    Optional.of(pool),
                    value(pointer, before),
                    value(pointer, after));
        }

        private static Map<String, Object> value(String pointer, Object value) {
            Map<String, Object> values = new LinkedHashMap<>();
            if (value != null) {
                values.put(pointer, value);
            }
            return values;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
