package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Optional;

/** How versions are written, and how far a pool may be behind. */
public final class VersionRules {

    private static final AzureError INCOMPATIBLE = AzureError.answered(400, "NodePoolMcVersionIncompatible");

    static final Rule<DeclaredCluster> FORM = Rule.<DeclaredCluster>error(
                    "AKS-VER-001", "A Kubernetes version is major.minor or major.minor.patch.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("azure-cli, acs/_validators.py, 2026")
            .check((cluster, findings) -> cluster.kubernetesVersion().ifPresent(text -> {
                if (KubernetesVersion.read(text).isEmpty()) {
                    findings.report("kubernetesVersion", text, "is not a version", "Write it as 1.35 or 1.35.2.");
                }
            }));

    static final Rule<PoolIn> POOL_FORM = Rule.<PoolIn>error(
                    "AKS-VER-002", "A pool's Kubernetes version is major.minor or major.minor.patch.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("azure-cli, acs/_validators.py, 2026")
            .check((in, findings) -> {
                String text = in.pool().text("/orchestratorVersion");
                if (in.pool().has("/orchestratorVersion")
                        && KubernetesVersion.read(text).isEmpty()) {
                    in.report(findings, "kubernetesVersion", text, "is not a version", "Write it as 1.35 or 1.35.2.");
                }
            });

    static final Rule<PoolIn> POOL_NOT_AHEAD = Rule.<PoolIn>error(
                    "AKS-VER-003", "A pool's version is not newer than the control plane's.")
            .prevents(INCOMPATIBLE)
            .source("azure-aks-docs, supported-kubernetes-versions, 2026-08")
            .check((in, findings) -> skew(in).ifPresent(behind -> {
                if (behind < 0) {
                    in.report(
                            findings,
                            "kubernetesVersion",
                            in.text("/orchestratorVersion"),
                            "is newer than the control plane's "
                                    + in.cluster().kubernetesVersion().orElseThrow(),
                            "Raise the cluster's version first, or lower the pool's.");
                }
            }));

    static final Rule<PoolIn> POOL_NOT_FAR_BEHIND = Rule.<PoolIn>error(
                    "AKS-VER-004",
                    "A pool is at most 3 minor versions behind its control plane, 2 if that is older than 1.28.")
            .prevents(INCOMPATIBLE)
            .source("azure-aks-docs, supported-kubernetes-versions, 2026-08; an older page says 2 throughout")
            .check((in, findings) -> skew(in).ifPresent(behind -> {
                int most = in.cluster().version().orElseThrow().isAtLeast(1, 28) ? 3 : 2;
                if (behind > most) {
                    in.report(
                            findings,
                            "kubernetesVersion",
                            in.text("/orchestratorVersion"),
                            "is " + behind + " minor versions behind the control plane, more than " + most,
                            "Raise the pool's version, or leave it out to follow the cluster.");
                }
            }));

    static final Rule<DeclaredCluster> PATCH_WITH_AUTO_UPGRADE = Rule.<DeclaredCluster>warning(
                    "AKS-VER-005", "A patch version is not kept where an upgrade channel moves patches.")
            .source("azure-aks-docs, auto-upgrade-cluster, 2026")
            .check((cluster, findings) -> {
                String channel = cluster.text("/properties/autoUpgradeProfile/upgradeChannel");
                boolean moves = !channel.isEmpty() && !channel.equals("none") && !channel.equals("node-image");
                if (moves && cluster.version().flatMap(KubernetesVersion::patch).isPresent()) {
                    findings.report(
                            "kubernetesVersion",
                            cluster.kubernetesVersion().orElse(""),
                            "names a patch, which channel " + channel + " will leave",
                            "Name the minor version only, or choose autoUpgrade(UpgradeChannel.NONE).");
                }
            });

    static final List<Rule<DeclaredCluster>> CLUSTER = List.of(FORM, PATCH_WITH_AUTO_UPGRADE);
    static final List<Rule<PoolIn>> POOL = List.of(POOL_FORM, POOL_NOT_AHEAD, POOL_NOT_FAR_BEHIND);

    private VersionRules() {}

    /** Returns by how many minors the pool is behind; nothing if either version is unknown. */
    private static Optional<Integer> skew(PoolIn in) {
        Optional<KubernetesVersion> pool = KubernetesVersion.read(in.text("/orchestratorVersion"));
        return in.cluster().version().flatMap(control -> pool.map(control::minorsAfter));
    }
}
