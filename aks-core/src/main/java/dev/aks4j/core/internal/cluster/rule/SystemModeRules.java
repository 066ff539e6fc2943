package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.cluster.pool.VmSize;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Optional;

/** What a system pool must be to carry the cluster's own pods. */
public final class SystemModeRules {

    private static final String SOURCE = "azure-aks-docs, use-system-pools, 2026";

    static final Rule<PoolIn> COUNT = Rule.<PoolIn>error("AKS-POOL-011", "A system pool has at least one node.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source(SOURCE + "; azure-cli, acs/_validators.py, 2026")
            .check((in, findings) -> {
                if (in.pool().isSystem() && in.pool().minNodes() < 1) {
                    in.report(
                            findings,
                            in.pool().isAutoscaled() ? "autoscale" : "count",
                            in.pool().minNodes(),
                            "leaves the cluster's own pods without a node",
                            "Use 1 at least; 3 are recommended.");
                }
            });

    static final Rule<DeclaredCluster> TWO_NODES = Rule.<DeclaredCluster>warning(
                    "AKS-POOL-012", "System pools together have at least two nodes; three are recommended.")
            .source(SOURCE + ", asks for two; the service accepts one")
            .check((cluster, findings) -> {
                int nodes = cluster.pools().stream()
                        .filter(NodePoolSpec::isSystem)
                        .mapToInt(NodePoolSpec::minNodes)
                        .sum();
                if (nodes == 1) {
                    findings.report(
                            "pools",
                            "1 system node",
                            "is lost with every upgrade and failure of that node",
                            "Use count(3), except for trying things out.");
                }
            });

    static final Rule<PoolIn> SIZE = Rule.<PoolIn>error(
                    "AKS-POOL-014", "A system pool's machines have at least 2 vCPUs and 4 GiB of memory.")
            .prevents(AzureError.answered(400, "SystemPoolSkuTooLow"))
            .source("the service's own message, 2026; azure-aks-docs, quotas-skus-regions, 2026")
            .check((in, findings) -> size(in).ifPresent(size -> {
                boolean little =
                        size.memoryInGib().isPresent() && size.memoryInGib().getAsDouble() < 4;
                if (size.vcpus() < 2 || little) {
                    in.report(
                            findings,
                            "vmSize",
                            size.name(),
                            "has " + size.vcpus() + " vCPU"
                                    + (little ? " and " + size.memoryInGib().getAsDouble() + " GiB" : ""),
                            "Use at least 2 vCPUs and 4 GiB, for example Standard_D4ds_v5.");
                }
            }));

    static final Rule<PoolIn> SIZE_ADVISED = Rule.<PoolIn>warning(
                    "AKS-POOL-015", "A system pool's machines should have at least 4 vCPUs.")
            .source(SOURCE + ", asks for 4; the service accepts 2")
            .check((in, findings) -> size(in).ifPresent(size -> {
                if (size.vcpus() == 2 || size.vcpus() == 3) {
                    in.report(
                            findings,
                            "vmSize",
                            size.name(),
                            "has " + size.vcpus() + " vCPUs",
                            "Use 4 vCPUs or more, for example Standard_D4ds_v5.");
                }
            }));

    static final Rule<PoolIn> NOT_BURSTABLE = Rule.<PoolIn>warning(
                    "AKS-POOL-016", "A system pool should not have burstable machines.")
            .source(SOURCE)
            .check((in, findings) -> size(in).ifPresent(size -> {
                if (size.isBurstable()) {
                    in.report(
                            findings,
                            "vmSize",
                            size.name(),
                            "is burstable, and slows down when it is needed most",
                            "Use for example Standard_D4ds_v5.");
                }
            }));

    static final Rule<PoolIn> PODS = Rule.<PoolIn>error("AKS-POOL-017", "A system pool's nodes run at least 30 pods.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source(SOURCE)
            .check((in, findings) -> {
                if (in.pool().isSystem() && in.has("/maxPods") && in.number("/maxPods") < 30) {
                    in.report(findings, "maxPods", in.text("/maxPods"), "is less than 30", "Use 30 or more.");
                }
            });

    static final Rule<PoolIn> LINUX_REGULAR = Rule.<PoolIn>error(
                    "AKS-POOL-018",
                    "A system pool has regular Linux machines that can be neither stopped nor reclaimed.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source(SOURCE + "; start-stop-nodepools, 2026")
            .check((in, findings) -> {
                if (!in.pool().isSystem()) {
                    return;
                }
                String fix = "Use a user pool for this.";
                if (in.pool().isWindows()) {
                    in.report(findings, "osSku", in.text("/osSKU"), "is Windows on a system pool", fix);
                }
                if (in.pool().isSpot()) {
                    in.report(findings, "scaleSetPriority", "Spot", "is set on a system pool", fix);
                }
                if (in.text("/powerState/code").equals("Stopped")) {
                    in.report(findings, "powerState", "Stopped", "is set on a system pool", fix);
                }
            });

    static final List<Rule<PoolIn>> POOL = List.of(COUNT, SIZE, SIZE_ADVISED, NOT_BURSTABLE, PODS, LINUX_REGULAR);
    static final List<Rule<DeclaredCluster>> CLUSTER = List.of(TWO_NODES);

    private SystemModeRules() {}

    private static Optional<VmSize> size(PoolIn in) {
        return in.pool().isSystem() ? VmSize.read(in.pool().vmSize()) : Optional.empty();
    }
}
