package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** AKS Automatic is of one tier, keeps what it presets, and leaves by one of few ways. */
final class AutomaticPresets implements Check {

    private static final Map<String, String> KEPT = Map.ofEntries(
            Map.entry("/autoUpgradeProfile/upgradeChannel", "stable"),
            Map.entry("/autoUpgradeProfile/nodeOSUpgradeChannel", "NodeImage"),
            Map.entry("/nodeProvisioningProfile/mode", "Auto"),
            Map.entry("/nodeResourceGroupProfile/restrictionLevel", "ReadOnly"),
            Map.entry("/securityProfile/workloadIdentity/enabled", "true"),
            Map.entry("/oidcIssuerProfile/enabled", "true"),
            Map.entry("/securityProfile/imageCleaner/enabled", "true"),
            Map.entry("/aadProfile/enableAzureRBAC", "true"),
            Map.entry("/disableLocalAccounts", "true"),
            Map.entry("/apiServerAccessProfile/enableVnetIntegration", "true"),
            Map.entry("/networkProfile/networkPlugin", "azure"),
            Map.entry("/networkProfile/networkPluginMode", "overlay"),
            Map.entry("/networkProfile/networkDataplane", "cilium"));

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        if (write.onPool() || !write.envelope().at("/sku/name").asText().equals("Automatic")) {
            return Refusals.none();
        }
        String tier = write.envelope().at("/sku/tier").asText();
        if (!tier.equals("Standard")) {
            return Refusals.invalidParameter(
                    "sku.tier", "AKS Automatic clusters are of the tier Standard, not " + tier);
        }
        return KEPT.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(kept -> differs(write.requested().at(kept.getKey()), kept.getValue()))
                .findFirst()
                .flatMap(kept -> Refusals.invalidParameter(
                        kept.getKey().substring(1).replace('/', '.'),
                        "AKS Automatic clusters keep the preset " + kept.getValue()))
                .or(() -> way(write));
    }

    private static boolean differs(JsonNode asked, String kept) {
        return !asked.isMissingNode() && !asked.isNull() && !asked.asText().equalsIgnoreCase(kept);
    }

    private static Optional<ArmError> way(ClusterWrite write) {
        String way = write.requested().at("/networkProfile/outboundType").asText("");
        boolean own = AzureJson.has(write.requested(), "/hostedSystemProfile/nodeSubnetID")
                || write.pools().stream().anyMatch(pool -> AzureJson.has(pool.desired(), "/vnetSubnetID"));
        List<String> good = own
                ? List.of("loadBalancer", "userAssignedNATGateway", "userDefinedRouting")
                : List.of("managedNATGateway", "managedNATGatewayV2");
        return way.isEmpty() || good.contains(way)
                ? Refusals.none()
                : Refusals.invalidParameter(
                        "networkProfile.outboundType",
                        "AKS Automatic clusters leave by one of " + String.join(", ", good) + ", not " + way);
    }
}
