package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What AKS Automatic settles by itself, so that nobody else can. */
public final class AutomaticRules {

    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");
    private static final String HOST = "/properties/hostedSystemProfile/";
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

    static final Rule<DeclaredCluster> HOSTED = Rule.<DeclaredCluster>error(
                    "AKS-CLU-070", "Only AKS Automatic leaves its system pool to Azure.")
            .prevents(REFUSED)
            .source("API 2026-02-01, hostedSystemProfile")
            .check((cluster, findings) -> {
                if (cluster.isTrue(HOST + "enabled") && !isAutomatic(cluster)) {
                    findings.report(
                            "hostedSystemPools",
                            "enabled",
                            "is for AKS Automatic only",
                            "Call preset(ClusterPreset.AUTOMATIC), or leave it out and add a systemPool(...).");
                }
            });

    static final Rule<DeclaredCluster> SUBNETS = Rule.<DeclaredCluster>error(
                    "AKS-CLU-071",
                    "Hosted system pools have three subnets of one virtual network, for system nodes, other nodes and the"
                            + " API server, or none.")
            .prevents(REFUSED)
            .source("API 2026-02-01, hostedSystemProfile; azure-cli, validate_byo_hosted_system_subnets, 2.91.0")
            .check((cluster, findings) -> {
                List<String> named = Stream.of(
                                cluster.text(HOST + "systemNodeSubnetID"),
                                cluster.text(HOST + "nodeSubnetID"),
                                cluster.text("/properties/apiServerAccessProfile/subnetId"))
                        .filter(id -> !id.isEmpty())
                        .map(id -> id.toLowerCase(Locale.ROOT))
                        .toList();
                if (!cluster.isTrue(HOST + "enabled") || named.isEmpty()) {
                    return;
                }
                long networks = named.stream()
                        .map(id -> id.replaceFirst("/subnets/[^/]*$", ""))
                        .distinct()
                        .count();
                if (named.size() < 3 || named.stream().distinct().count() < 3 || networks > 1) {
                    findings.report(
                            "hostedSystemPools",
                            named.size() + " subnets",
                            networks > 1 ? "are of different virtual networks" : "are not three of them",
                            "Call hostedSystemPools(systemNodes, nodes) and apiServer(api -> api.vnetIntegration(subnet))"
                                    + " with three subnets of one network, or name none.");
                }
            });

    static final Rule<DeclaredCluster> NO_LOGIN = Rule.<DeclaredCluster>error(
                    "AKS-CLU-072", "AKS Automatic takes no SSH key for a login on Linux nodes.")
            .prevents(REFUSED)
            .source("Azure/AKS release notes, 2026-05-29; azure-cli, validate_ssh_key, 2.91.0")
            .check((cluster, findings) -> {
                if (isAutomatic(cluster) && cluster.has("/properties/linuxProfile")) {
                    findings.report(
                            "linuxLogin",
                            cluster.text("/properties/linuxProfile/adminUsername"),
                            "is set on an AKS Automatic cluster",
                            "Leave it out.");
                }
            });

    /** What a new cluster must be; those that exist may be older. */
    static final Rule<DeclaredCluster> NEW = Rule.<DeclaredCluster>error(
                    "AKS-CLU-073",
                    "A new AKS Automatic cluster leaves its system pool to Azure and has no pools of its own.")
            .prevents(REFUSED)
            .source(
                    "azure-aks-docs, aks-automatic-limitations, 2026-07-24; azure-cli, set_up_agentpool_profile, 2.91.0")
            .check((cluster, findings) -> {
                if (isAutomatic(cluster)
                        && (!cluster.isTrue(HOST + "enabled")
                                || !cluster.pools().isEmpty())) {
                    findings.report(
                            "hostedSystemPools",
                            cluster.pools().size() + " pools",
                            "are created with the cluster, which Azure no longer does",
                            "Call hostedSystemPools(), as the preset does, and name no pool until the cluster exists.");
                }
            });

    static final List<Rule<DeclaredCluster>> ALL = List.of(KEPT, WAY_OUT, HOSTED, SUBNETS, NO_LOGIN);

    /** What stands in the way of creating the cluster. */
    static final List<Rule<DeclaredCluster>> CREATION = List.of(NEW);

    private AutomaticRules() {}

    static boolean isAutomatic(DeclaredCluster cluster) {
        return cluster.text("/sku/name").equals("Automatic");
    }
}
