package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What AKS Automatic settles by itself, so that nobody else can. */
public final class AutomaticRules {

    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");
    private static final String SOURCE = "azure-aks-docs, intro-aks-automatic, 2026-07";

    /** Places and the one value that each has. */
    private static final Map<String, String> PRESET = new LinkedHashMap<>();

    static {
        PRESET.put("/properties/autoUpgradeProfile/upgradeChannel", "stable");
        PRESET.put("/properties/autoUpgradeProfile/nodeOSUpgradeChannel", "NodeImage");
        PRESET.put("/properties/nodeResourceGroupProfile/restrictionLevel", "ReadOnly");
        PRESET.put("/properties/nodeProvisioningProfile/mode", "Auto");
        PRESET.put("/properties/oidcIssuerProfile/enabled", "true");
        PRESET.put("/properties/securityProfile/workloadIdentity/enabled", "true");
        PRESET.put("/properties/securityProfile/imageCleaner/enabled", "true");
        PRESET.put("/properties/apiServerAccessProfile/enableVnetIntegration", "true");
        PRESET.put("/properties/aadProfile/enableAzureRBAC", "true");
        PRESET.put("/properties/networkProfile/networkPlugin", "azure");
        PRESET.put("/properties/networkProfile/networkPluginMode", "overlay");
        PRESET.put("/properties/networkProfile/networkDataplane", "cilium");
    }

    static final Rule<DeclaredCluster> KEPT = Rule.<DeclaredCluster>error(
                    "AKS-CLU-014",
                    "AKS Automatic keeps what it presets: upgrade channels, node auto-provisioning, lockdown, workload"
                            + " identity, image cleaner, Azure RBAC, virtual network integration of the API server, and"
                            + " overlay with Cilium.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((cluster, findings) -> PRESET.forEach((place, value) -> {
                Json declared = cluster.property(place);
                boolean said = declared.isScalar() && !declared.isNull();
                if (isAutomatic(cluster) && said && !declared.asText().equalsIgnoreCase(value)) {
                    findings.report(
                            place.substring("/properties/".length()).replace('/', '.'),
                            declared.asText(),
                            "is not what AKS Automatic presets",
                            "Leave it out, or say " + value + ".");
                }
            }));

    static final Rule<DeclaredCluster> WAY_OUT = Rule.<DeclaredCluster>error(
                    "AKS-CLU-015",
                    "AKS Automatic leaves by a managed NAT gateway, and from a virtual network of yours by the load"
                            + " balancer, a NAT gateway of yours or user-defined routes.")
            .prevents(REFUSED)
            .source(SOURCE + "; azure-cli, managed_cluster_decorator.py, 2026")
            .check((cluster, findings) -> {
                String way = cluster.text("/properties/networkProfile/outboundType");
                boolean own = cluster.pools().stream()
                        .anyMatch(pool -> PoolIn.of(cluster, pool).has("/vnetSubnetID"));
                Set<String> ways = own
                        ? Set.of("loadBalancer", "userAssignedNATGateway", "userDefinedRouting")
                        : Set.of("managedNATGateway");
                boolean known = !cluster.pools().isEmpty();
                if (isAutomatic(cluster) && known && !way.isEmpty() && !ways.contains(way)) {
                    findings.report(
                            "network.outbound",
                            way,
                            own
                                    ? "does not go with AKS Automatic in a virtual network of yours"
                                    : "does not go with AKS Automatic in Azure's virtual network",
                            "Use " + String.join(", ", ways.stream().sorted().toList()) + ", or leave it out.");
                }
            });

    static final List<Rule<DeclaredCluster>> ALL = List.of(KEPT, WAY_OUT);

    private AutomaticRules() {}

    static boolean isAutomatic(DeclaredCluster cluster) {
        return cluster.text("/sku/name").equals("Automatic");
    }
}
