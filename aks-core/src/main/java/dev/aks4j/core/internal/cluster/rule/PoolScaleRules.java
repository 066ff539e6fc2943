package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** How many nodes a pool may have, and how many pods they may run. */
public final class PoolScaleRules {

    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");
    private static final String LIMITS = "azure-aks-docs, quotas-skus-regions, 2026; swagger 2025-07-01, count";

    static final Rule<PoolIn> COUNT = Rule.<PoolIn>error("AKS-POOL-030", "A pool has 0 to 1000 nodes.")
            .prevents(REFUSED)
            .source(LIMITS)
            .check((in, findings) -> {
                if (!in.pool().isAutoscaled() && !in.pool().isVirtualMachines()) {
                    in.within(findings, "count", "/count", 0, 1000, " nodes");
                }
            });

    static final Rule<PoolIn> RANGE = Rule.<PoolIn>error(
                    "AKS-POOL-031", "The autoscaler's limits lie between 0 and 1000.")
            .prevents(REFUSED)
            .source(LIMITS)
            .check((in, findings) -> {
                if (in.pool().isAutoscaled()) {
                    in.within(findings, "autoscale.min", "/minCount", 0, 1000, " nodes");
                    in.within(findings, "autoscale.max", "/maxCount", 0, 1000, " nodes");
                }
            });

    static final Rule<PoolIn> ORDER = Rule.<PoolIn>error(
                    "AKS-POOL-032", "The autoscaler's minimum is at most its maximum.")
            .prevents(REFUSED)
            .source("azure-cli, acs/_validators.py, 2026")
            .check((in, findings) -> {
                if (in.pool().minNodes() > in.pool().maxNodes()) {
                    in.report(
                            findings,
                            "autoscale",
                            in.pool().minNodes() + " to " + in.pool().maxNodes(),
                            "has a minimum above its maximum",
                            "Exchange the two.");
                }
            });

    static final Rule<PoolIn> BOTH_OR_NONE = Rule.<PoolIn>error(
                    "AKS-POOL-033", "An autoscaled pool has a minimum and a maximum, another pool has neither.")
            .prevents(REFUSED)
            .source("azure-cli, agentpool_decorator.py, 2026")
            .check((in, findings) -> {
                boolean limits = in.has("/minCount") || in.has("/maxCount");
                boolean both = in.has("/minCount") && in.has("/maxCount");
                if (in.pool().isAutoscaled() ? !both : limits) {
                    in.report(
                            findings,
                            "autoscale",
                            "minCount " + in.text("/minCount") + ", maxCount " + in.text("/maxCount"),
                            in.pool().isAutoscaled() ? "are not both set" : "are set on a pool that is not autoscaled",
                            "Call autoscale(min, max), which sets all that belongs together.");
                }
            });

    static final Rule<PoolIn> COUNT_INSIDE = Rule.<PoolIn>error(
                    "AKS-POOL-034", "An autoscaled pool begins with a number of nodes within its limits.")
            .prevents(REFUSED)
            .source("azure-cli, acs/_validators.py, 2026")
            .check((in, findings) -> {
                boolean outside = in.number("/count") < in.pool().minNodes()
                        || in.number("/count") > in.pool().maxNodes();
                boolean ordered = in.pool().minNodes() <= in.pool().maxNodes();
                if (in.pool().isAutoscaled() && ordered && in.has("/count") && outside) {
                    in.report(
                            findings,
                            "count",
                            in.text("/count"),
                            "is not between " + in.pool().minNodes() + " and "
                                    + in.pool().maxNodes(),
                            "Leave count out where autoscale is set, or call it with a number between them first.");
                }
            });

    static final Rule<PoolIn> SURGE_FITS = Rule.<PoolIn>warning(
                    "AKS-POOL-035",
                    "A pool at its maximum leaves room for the surge nodes of an upgrade: 1000 with them. Azure takes a"
                            + " larger pool, and refuses to upgrade it.")
            .source("azure-aks-docs, upgrade-aks-node-pools-rolling, 2026")
            .check((in, findings) -> {
                int all = in.pool().maxNodes() + in.pool().surgeNodes();
                if (in.pool().maxNodes() <= 1000 && all > 1000) {
                    in.report(
                            findings,
                            "maxSurge",
                            in.text("/upgradeSettings/maxSurge"),
                            "makes " + all + " nodes of " + in.pool().maxNodes() + ", more than 1000",
                            "Lower the maximum or maxSurge.");
                }
            });

    static final Rule<PoolIn> MAX_PODS = Rule.<PoolIn>error("AKS-POOL-036", "A node runs 10 to 250 pods.")
            .prevents(REFUSED)
            .source("azure-aks-docs, concepts-network-ip-address-planning, 2026")
            .check((in, findings) -> in.within(findings, "maxPods", "/maxPods", 10, 250, " pods"));

    static final Rule<PoolIn> CAPACITY = Rule.<PoolIn>error(
                    "AKS-POOL-037", "All nodes of a pool together run at least 30 pods.")
            .prevents(REFUSED)
            .source("azure-aks-docs, concepts-network-ip-address-planning, 2026")
            .check((in, findings) -> {
                int pods = in.number("/maxPods") * in.pool().maxNodes();
                boolean known = in.has("/maxPods") && in.number("/maxPods") >= 10;
                if (known && in.pool().maxNodes() > 0 && pods < 30) {
                    in.report(
                            findings,
                            "maxPods",
                            in.text("/maxPods"),
                            "makes room for " + pods + " pods on " + in.pool().maxNodes() + " nodes, less than 30",
                            "Raise maxPods or the number of nodes.");
                }
            });

    static final Rule<PoolIn> KUBENET_NODES = Rule.<PoolIn>error(
                    "AKS-POOL-038", "A kubenet cluster has at most 400 nodes.")
            .prevents(AzureError.answered(400, "ValidationError"))
            .source("SupportArticles, KubenetNodeCountTotalExceedsLimit; azure-aks-docs, configure-kubenet, 2026")
            .check((in, findings) -> {
                List<NodePoolSpec> pools = in.cluster().pools();
                int nodes = pools.stream().mapToInt(NodePoolSpec::maxNodes).sum();
                boolean last = pools.get(pools.size() - 1) == in.pool();
                if (last
                        && nodes > 400
                        && in.cluster()
                                .text("/properties/networkProfile/networkPlugin")
                                .equals("kubenet")) {
                    in.report(
                            findings,
                            "count",
                            nodes + " nodes in all",
                            "are more than the 400 of kubenet",
                            "Use overlay, or fewer nodes.");
                }
            });

    static final List<Rule<PoolIn>> ALL =
            List.of(COUNT, RANGE, ORDER, BOTH_OR_NONE, COUNT_INSIDE, SURGE_FITS, MAX_PODS, CAPACITY, KUBENET_NODES);

    private PoolScaleRules() {}
}
