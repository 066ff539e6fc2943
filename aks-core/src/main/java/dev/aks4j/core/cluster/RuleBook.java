package dev.aks4j.core.cluster;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.group.TagRules;
import dev.aks4j.core.internal.cluster.offer.OfferRules;
import dev.aks4j.core.internal.cluster.offer.QuotaRules;
import dev.aks4j.core.internal.cluster.offer.VmSizeRules;
import dev.aks4j.core.internal.cluster.rule.ClusterRules;
import dev.aks4j.core.internal.cluster.rule.DatedRules;
import dev.aks4j.core.internal.cluster.rule.WireRules;
import dev.aks4j.core.model.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * Every rule of resource groups, clusters and node pools, for the page that lists them. Other modules have a rule book
 * of the same shape. Thread-safe.
 */
public final class RuleBook {

    private RuleBook() {}

    /** Returns the rules, by topic. */
    public static List<Rule<?>> rules() {
        List<Rule<?>> all = new ArrayList<>(ResourceGroupSpec.rules());
        all.addAll(TagRules.ALL);
        all.addAll(ClusterRules.CLUSTER);
        all.addAll(ControlPlaneRules.ALL);
        all.addAll(ClusterRules.POOL);
        all.addAll(DatedRules.ALL);
        all.addAll(WireRules.SENT);
        all.addAll(OfferRules.ALL);
        all.addAll(VmSizeRules.ALL);
        all.addAll(QuotaRules.ALL);
        all.add(DisruptionBudget.ALLOWING);
        return List.copyOf(all);
    }
}
