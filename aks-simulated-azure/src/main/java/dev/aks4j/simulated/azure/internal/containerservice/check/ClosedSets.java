package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Properties with a closed set of values hold one of them, in whatever case; a number is a number, a switch a switch. */
final class ClosedSets implements Check {

    private static final Map<String, List<String>> CLUSTER = new LinkedHashMap<>();
    private static final Map<String, List<String>> POOL = new LinkedHashMap<>();
    private static final List<String> NUMBERS = List.of(
            "count",
            "minCount",
            "maxCount",
            "maxPods",
            "osDiskSizeGB",
            "spotMaxPrice",
            "drainTimeoutInMinutes",
            "nodeSoakDurationInMinutes",
            "podMaxPids",
            "imageGcHighThreshold",
            "imageGcLowThreshold",
            "containerLogMaxSizeMB",
            "containerLogMaxFiles",
            "swapFileSizeMB",
            "countIPv6",
            "allocatedOutboundPorts",
            "idleTimeoutInMinutes",
            "intervalHours");
    private static final List<String> SWITCHES = List.of(
            "enabled",
            "enableAutoScaling",
            "enableNodePublicIP",
            "enableEncryptionAtHost",
            "enableUltraSSD",
            "enableFIPS",
            "enableVTPM",
            "enableSecureBoot",
            "enableRBAC",
            "disableLocalAccounts",
            "enablePrivateCluster",
            "enablePrivateClusterPublicFQDN",
            "enableVnetIntegration",
            "disableRunCommand",
            "managed",
            "enableAzureRBAC",
            "enableMultipleStandardLoadBalancers",
            "enableCSIProxy");
    /** Maps of the caller's own, whose keys may look like properties. */
    private static final List<String> MAPS = List.of(
            "tags", "nodeLabels", "config", "autoScalerProfile", "sysctls", "kubeDNSOverrides", "vnetDNSOverrides");

    static {
        CLUSTER.put("/autoUpgradeProfile/upgradeChannel", List.of("rapid", "stable", "patch", "node-image", "none"));
        CLUSTER.put(
                "/autoUpgradeProfile/nodeOSUpgradeChannel", List.of("None", "Unmanaged", "NodeImage", "SecurityPatch"));
        CLUSTER.put("/networkProfile/networkPlugin", List.of("azure", "kubenet", "none"));
        CLUSTER.put("/networkProfile/networkPluginMode", List.of("overlay"));
        CLUSTER.put("/networkProfile/networkPolicy", List.of("none", "calico", "azure", "cilium"));
        CLUSTER.put("/networkProfile/networkDataplane", List.of("azure", "cilium"));
        CLUSTER.put("/networkProfile/networkMode", List.of("transparent", "bridge"));
        CLUSTER.put("/networkProfile/loadBalancerProfile/backendPoolType", List.of("NodeIPConfiguration", "NodeIP"));
        CLUSTER.put(
                "/networkProfile/advancedNetworking/security/advancedNetworkPolicies", List.of("L7", "FQDN", "None"));
        CLUSTER.put("/networkProfile/advancedNetworking/performance/accelerationMode", List.of("BpfVeth", "None"));
        CLUSTER.put("/supportPlan", List.of("KubernetesOfficial", "AKSLongTermSupport"));
        CLUSTER.put("/publicNetworkAccess", List.of("Enabled", "Disabled"));
        CLUSTER.put("/bootstrapProfile/artifactSource", List.of("Cache", "Direct"));
        CLUSTER.put("/nodeProvisioningProfile/mode", List.of("Manual", "Auto"));
        CLUSTER.put("/nodeProvisioningProfile/defaultNodePools", List.of("None", "Auto"));
        CLUSTER.put("/nodeResourceGroupProfile/restrictionLevel", List.of("Unrestricted", "ReadOnly"));
        CLUSTER.put("/serviceMeshProfile/mode", List.of("Istio", "Disabled"));
        CLUSTER.put("/securityProfile/azureKeyVaultKms/keyVaultNetworkAccess", List.of("Public", "Private"));
        CLUSTER.put("/windowsProfile/licenseType", List.of("None", "Windows_Server"));
        CLUSTER.put("/autoScalerProfile/expander", List.of("least-waste", "most-pods", "priority", "random"));
        POOL.put("/mode", List.of("System", "User", "Gateway", "Machines", "ManagedSystem"));
        POOL.put("/osType", List.of("Linux", "Windows"));
        POOL.put("/osDiskType", List.of("Managed", "Ephemeral"));
        POOL.put("/kubeletDiskType", List.of("OS", "Temporary"));
        POOL.put("/scaleSetPriority", List.of("Regular", "Spot"));
        POOL.put("/scaleSetEvictionPolicy", List.of("Delete", "Deallocate"));
        POOL.put("/scaleDownMode", List.of("Delete", "Deallocate"));
        POOL.put("/type", List.of("VirtualMachineScaleSets", "VirtualMachines", "AvailabilitySet", "FlexNodes"));
        POOL.put("/workloadRuntime", List.of("OCIContainer", "WasmWasi", "KataVmIsolation", "KataMshvVmIsolation"));
        POOL.put("/powerState/code", List.of("Running", "Stopped"));
        POOL.put("/gpuInstanceProfile", List.of("MIG1g", "MIG2g", "MIG3g", "MIG4g", "MIG7g"));
        POOL.put("/gpuProfile/driver", List.of("Install", "None"));
        POOL.put("/gpuProfile/driverType", List.of("GRID", "CUDA"));
        POOL.put("/securityProfile/sshAccess", List.of("LocalUser", "Disabled", "EntraId"));
        POOL.put("/upgradeSettings/undrainableNodeBehavior", List.of("Cordon", "Schedule"));
        POOL.put("/kubeletConfig/cpuManagerPolicy", List.of("none", "static"));
        POOL.put(
                "/kubeletConfig/topologyManagerPolicy",
                List.of("none", "best-effort", "restricted", "single-numa-node"));
        POOL.put("/linuxOSConfig/transparentHugePageEnabled", List.of("always", "madvise", "never"));
        POOL.put(
                "/linuxOSConfig/transparentHugePageDefrag",
                List.of("always", "defer", "defer+madvise", "madvise", "never"));
        POOL.put("/localDNSProfile/mode", List.of("Preferred", "Required", "Disabled"));
    }

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        if (!write.onPool()) {
            Optional<ArmError> refusal = forms(write.requested(), "properties")
                    .or(() -> values(write.requested(), CLUSTER, ""))
                    .or(() -> families(write.requested()));
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return write.pools().stream()
                .filter(PoolWrite::touched)
                .flatMap(
                        pool -> forms(pool.requested(), "properties")
                                .or(() -> values(pool.requested(), POOL, "agentPoolProfile."))
                                .stream())
                .findFirst();
    }

    private static Optional<ArmError> values(ObjectNode requested, Map<String, List<String>> sets, String prefix) {
        return sets.entrySet().stream()
                .flatMap(set -> {
                    JsonNode value = requested.at(set.getKey());
                    boolean wrong = value.isTextual()
                            && set.getValue().stream().noneMatch(known -> known.equalsIgnoreCase(value.asText()));
                    return wrong
                            ? outside(prefix + set.getKey().substring(1).replace('/', '.'), value, set.getValue())
                                    .stream()
                            : null;
                })
                .findFirst();
    }

    private static Optional<ArmError> families(ObjectNode requested) {
        List<String> known = List.of("IPv4", "IPv6");
        for (JsonNode family : requested.at("/networkProfile/ipFamilies")) {
            if (known.stream().noneMatch(family.asText()::equalsIgnoreCase)) {
                return outside("networkProfile.ipFamilies", family, known);
            }
        }
        return Refusals.none();
    }

    private static Optional<ArmError> outside(String property, JsonNode value, List<String> known) {
        return Refusals.invalidParameter(
                property, "\"" + value.asText() + "\" is not one of the allowed values " + String.join(", ", known));
    }

    private static Optional<ArmError> forms(JsonNode node, String path) {
        List<Optional<ArmError>> found = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                String name = field.getKey();
                JsonNode value = field.getValue();
                if (NUMBERS.contains(name) && (value.isTextual() || value.isBoolean())) {
                    found.add(notA(path + "." + name, value, "number"));
                } else if (SWITCHES.contains(name) && (value.isTextual() || value.isNumber())) {
                    found.add(notA(path + "." + name, value, "bool"));
                } else if (!MAPS.contains(name)) {
                    found.add(forms(value, path + "." + name));
                }
            });
        } else if (node.isArray()) {
            node.forEach(each -> found.add(forms(each, path)));
        }
        return found.stream().flatMap(Optional::stream).findFirst();
    }

    private static Optional<ArmError> notA(String path, JsonNode value, String kind) {
        return Refusals.code(
                "UnmarshalError",
                path,
                "UnmarshalEntity encountered error: json: cannot unmarshal "
                        + (value.isTextual() ? "string" : value.isBoolean() ? "bool" : "number")
                        + " into Go struct field "
                        + path + " of type " + (kind.equals("bool") ? "bool" : "int32") + ".");
    }
}
