package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Set;

/** What automatic upgrades of Kubernetes and of the nodes' operating system go with. */
public final class UpgradeChannelRules {

    private static final String SOURCE = "azure-aks-docs, auto-upgrade-node-os-image, 2026";
    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");

    static final Rule<DeclaredCluster> NODE_IMAGE_PAIR = Rule.<DeclaredCluster>error(
                    "AKS-CLU-020", "The upgrade channel node-image goes with the node OS channel NodeImage only.")
            .prevents(REFUSED)
            .source("azure-aks-docs, auto-upgrade-cluster, 2026")
            .check((cluster, findings) -> {
                if (cluster.text("/properties/autoUpgradeProfile/upgradeChannel")
                                .equals("node-image")
                        && !Set.of("", "NodeImage").contains(nodeOs(cluster))) {
                    findings.report(
                            "nodeOsUpgrade",
                            nodeOs(cluster),
                            "stands beside the upgrade channel node-image",
                            "Choose nodeOsUpgrade(NodeOsUpgradeChannel.NODE_IMAGE), or another upgrade channel.");
                }
            });

    static final Rule<PoolIn> NO_SECURITY_PATCH_ON_WINDOWS = Rule.<PoolIn>error(
                    "AKS-CLU-021", "The node OS channel SecurityPatch does not go with Windows pools.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> {
                if (in.pool().isWindows() && nodeOs(in.cluster()).equals("SecurityPatch")) {
                    in.report(
                            findings,
                            "osSku",
                            in.text("/osSKU"),
                            "is not patched by the node OS channel SecurityPatch",
                            "Choose nodeOsUpgrade(NodeOsUpgradeChannel.NODE_IMAGE).");
                }
            });

    static final Rule<PoolIn> CONTAINER_LINUX = Rule.<PoolIn>error(
                    "AKS-CLU-022", "Azure Container Linux goes with the node OS channels NodeImage and None only.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> {
                if (in.text("/osSKU").equals("AzureContainerLinux")
                        && Set.of("Unmanaged", "SecurityPatch").contains(nodeOs(in.cluster()))) {
                    in.report(
                            findings,
                            "osSku",
                            in.text("/osSKU"),
                            "does not go with the node OS channel " + nodeOs(in.cluster()),
                            "Choose nodeOsUpgrade(NodeOsUpgradeChannel.NODE_IMAGE).");
                }
            });

    static final Rule<PoolIn> OS_GUARD = Rule.<PoolIn>error(
                    "AKS-CLU-023", "Azure Linux OS Guard does not go with the node OS channel Unmanaged.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> {
                if (in.text("/osSKU").equals("AzureLinuxOSGuard")
                        && nodeOs(in.cluster()).equals("Unmanaged")) {
                    in.report(
                            findings,
                            "osSku",
                            in.text("/osSKU"),
                            "does not go with the node OS channel Unmanaged",
                            "Choose nodeOsUpgrade(NodeOsUpgradeChannel.NODE_IMAGE).");
                }
            });

    static final Rule<DeclaredCluster> ISOLATED = Rule.<DeclaredCluster>error(
                    "AKS-CLU-024", "A network-isolated cluster has the node OS channel NodeImage or None.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((cluster, findings) -> {
                if (Set.of("none", "block").contains(cluster.text("/properties/networkProfile/outboundType"))
                        && Set.of("Unmanaged", "SecurityPatch").contains(nodeOs(cluster))) {
                    findings.report(
                            "nodeOsUpgrade",
                            nodeOs(cluster),
                            "needs a way out, which the network does not have",
                            "Choose nodeOsUpgrade(NodeOsUpgradeChannel.NODE_IMAGE) or NONE.");
                }
            });

    static final List<Rule<DeclaredCluster>> CLUSTER = List.of(NODE_IMAGE_PAIR, ISOLATED);
    static final List<Rule<PoolIn>> POOL = List.of(NO_SECURITY_PATCH_ON_WINDOWS, CONTAINER_LINUX, OS_GUARD);

    private UpgradeChannelRules() {}

    private static String nodeOs(DeclaredCluster cluster) {
        return cluster.text("/properties/autoUpgradeProfile/nodeOSUpgradeChannel");
    }
}
