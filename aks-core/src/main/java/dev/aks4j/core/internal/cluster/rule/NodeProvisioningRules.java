package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** What node auto-provisioning does not go with. */
public final class NodeProvisioningRules {

    private static final String SOURCE = "azure-aks-docs, node-auto-provisioning and its networking page, 2026-02";
    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");
    private static final String NETWORK = "/properties/networkProfile/";

    static final Rule<PoolIn> NO_WINDOWS = Rule.<PoolIn>error(
                    "AKS-CLU-060", "Node auto-provisioning and AKS Automatic do not go with Windows pools.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> {
                if ((isOn(in.cluster()) || AutomaticRules.isAutomatic(in.cluster()))
                        && in.pool().isWindows()) {
                    in.report(
                            findings,
                            "osSku",
                            in.text("/osSKU"),
                            "does not go with node auto-provisioning or AKS Automatic",
                            "Use the cluster autoscaler in place of nodeAutoProvisioning().");
                }
            });

    static final Rule<DeclaredCluster> NETWORK_MODEL = Rule.<DeclaredCluster>error(
                    "AKS-CLU-061",
                    "Node auto-provisioning goes with overlay and with node subnets of the azure plug-in, and with a"
                            + " plug-in of yours; not with Calico, kubenet, pod subnets or IPv6.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((cluster, findings) -> {
                String why = obstacle(cluster);
                if (isOn(cluster) && !why.isEmpty()) {
                    findings.report(
                            "nodeAutoProvisioning",
                            "enabled",
                            "does not go with " + why,
                            "Use overlay with IPv4, best with Cilium, or the cluster autoscaler.");
                }
            });

    static final Rule<PoolIn> NO_AUTOSCALER = Rule.<PoolIn>warning(
                    "AKS-CLU-062",
                    "Node auto-provisioning and the cluster autoscaler go together only where the subscription has a"
                            + " feature flag.")
            .source("azure-aks-docs, migrate-from-autoscaler-to-node-auto-provisioning, 2026-02")
            .check((in, findings) -> {
                if (isOn(in.cluster()) && in.pool().isAutoscaled()) {
                    in.report(
                            findings,
                            "autoscale",
                            in.pool().minNodes() + " to " + in.pool().maxNodes(),
                            "stands beside node auto-provisioning, which needs the flag"
                                    + " AllowClusterAutoscalerAndNAP",
                            "Give the pool a fixed count, or register the flag.");
                }
            });

    static final Rule<DeclaredCluster> NO_SERVICE_PRINCIPAL = Rule.<DeclaredCluster>error(
                    "AKS-CLU-063", "Node auto-provisioning needs a managed identity, not a service principal.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((cluster, findings) -> {
                if (isOn(cluster) && ClusterIdentityRules.isServicePrincipal(cluster)) {
                    findings.report(
                            "servicePrincipal",
                            cluster.text("/properties/servicePrincipalProfile/clientId"),
                            "does not go with node auto-provisioning",
                            "Leave it out, or use the cluster autoscaler.");
                }
            });

    static final Rule<PoolIn> NO_STOPPED_POOL = Rule.<PoolIn>error(
                    "AKS-CLU-064", "Pools of a cluster with node auto-provisioning cannot be stopped.")
            .prevents(REFUSED)
            .source("azure-aks-docs, start-stop-nodepools, 2026-08-12")
            .check((in, findings) -> {
                if (isOn(in.cluster()) && in.text("/powerState/code").equals("Stopped")) {
                    in.report(
                            findings,
                            "stopped",
                            "Stopped",
                            "does not go with node auto-provisioning",
                            "Set count(0) on the pool instead.");
                }
            });

    static final List<Rule<DeclaredCluster>> CLUSTER = List.of(NETWORK_MODEL, NO_SERVICE_PRINCIPAL);
    static final List<Rule<PoolIn>> POOL = List.of(NO_WINDOWS, NO_AUTOSCALER, NO_STOPPED_POOL);

    private NodeProvisioningRules() {}

    static boolean isOn(DeclaredCluster cluster) {
        return cluster.text("/properties/nodeProvisioningProfile/mode").equals("Auto");
    }

    private static String obstacle(DeclaredCluster cluster) {
        boolean podSubnet =
                cluster.pools().stream().map(pool -> PoolIn.of(cluster, pool)).anyMatch(in -> in.has("/podSubnetID"));
        if (podSubnet) {
            return "pod subnets";
        }
        if (cluster.text(NETWORK + "networkPolicy").equals("calico")) {
            return "Calico";
        }
        if (!List.of("", "azure", "none").contains(cluster.text(NETWORK + "networkPlugin"))) {
            return "the network plug-in " + cluster.text(NETWORK + "networkPlugin");
        }
        boolean ipv6 = false;
        for (var family : cluster.property(NETWORK + "ipFamilies")) {
            ipv6 |= family.asText().equalsIgnoreCase("IPv6");
        }
        return ipv6 ? "IPv6" : "";
    }
}
