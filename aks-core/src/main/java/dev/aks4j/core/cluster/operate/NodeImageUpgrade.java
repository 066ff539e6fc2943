package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.run.Step;
import java.util.List;

/** The steps that give pools the newest node image of their Kubernetes version. */
final class NodeImageUpgrade {

    private NodeImageUpgrade() {}

    /** Returns the steps for those pools that run and do not have the newest image, in their order. */
    static List<Step> of(Cluster cluster, List<NodePool> pools, UpgradeOptions options) {
        String what = pools.size() == 1 ? pools.get(0).toString() : "cluster " + cluster.name();
        Refusal refusal = cluster.refusal("upgrading the node image of " + what);
        refusal.rule(UpgradeRules.HEALTHY, UpgradeRules.Upgrading.ofImages(cluster, pools));
        refusal.problems(options.problems(cluster));
        pools.forEach(pool -> refusal.problems(options.problems(pool)));
        VerbSteps steps = new VerbSteps(cluster, options.override(cluster));
        if (cluster.isRunning()) {
            pools.stream().filter(NodePool::isRunning).forEach(pool -> add(steps, pool, options));
        }
        if (!steps.list().isEmpty()) {
            refusal.problems(BudgetReads.problems(cluster, options));
        }
        refusal.orGoOn();
        return steps.list();
    }

    private static void add(VerbSteps steps, NodePool pool, UpgradeOptions options) {
        String newest = newest(pool);
        if (newest.equals(pool.nodeImageVersion()) && !newest.isEmpty()) {
            return;
        }
        Json settings = options.profile(pool).build();
        if (!settings.isEmpty()) {
            steps.pool(pool, settings);
        }
        Json effect = newest.isEmpty()
                ? Cluster.nothing()
                : VerbSteps.properties(
                        Json.object().put("nodeImageVersion", newest).build());
        steps.post(
                pool.id(),
                "nodePool",
                pool.cluster().name() + "/" + pool.name(),
                "upgradeNodeImageVersion",
                Cluster.nothing(),
                effect);
    }

    /** Returns the newest image of a pool's version; empty if Azure does not say it. */
    private static String newest(NodePool pool) {
        return pool.cluster()
                .azure()
                .read(pool.id().child("upgradeProfiles", "default"))
                .at("/properties/latestNodeImageVersion")
                .asText("");
    }
}
