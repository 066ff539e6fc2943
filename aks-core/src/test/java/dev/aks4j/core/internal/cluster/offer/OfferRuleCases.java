package dev.aks4j.core.internal.cluster.offer;

import static dev.aks4j.core.testing.RuleCases.ruleCase;

import dev.aks4j.core.model.Rule;
import dev.aks4j.testing.RuleCase;
import java.util.List;
import java.util.stream.Stream;

/** Cases of rules that look at what Azure answered. */
public final class OfferRuleCases {

    private OfferRuleCases() {}

    /** Returns them. */
    public static List<RuleCase> all() {
        return Stream.of(
                        version("AKS-VER-020", OfferRules.IN_REGION),
                        version("AKS-VER-021", OfferRules.FOR_CLUSTER),
                        version("AKS-VER-022", OfferRules.FOR_POOL),
                        version("AKS-VER-023", OfferRules.FOR_NEW_POOL),
                        version("AKS-VER-024", OfferRules.FOR_ROLLBACK),
                        size("AKS-OFFER-001", VmSizeRules.IN_REGION),
                        size("AKS-OFFER-002", VmSizeRules.FOR_SUBSCRIPTION),
                        size("AKS-OFFER-003", VmSizeRules.IN_ZONES),
                        quota("AKS-OFFER-010", QuotaRules.FAMILY),
                        quota("AKS-OFFER-011", QuotaRules.REGION),
                        quota("AKS-OFFER-012", QuotaRules.SPOT),
                        quota("AKS-OFFER-013", QuotaRules.AT_MOST))
                .toList();
    }

    private static RuleCase version(String id, Rule<OfferRules.Wanted> rule) {
        return ruleCase(
                id,
                () -> rule.on(new OfferRules.Wanted("kubernetesVersion", "1.36", false, "here", "Azure offers 1.35.")),
                () -> rule.on(new OfferRules.Wanted("kubernetesVersion", "1.35", true, "here", "")));
    }

    private static RuleCase size(String id, Rule<VmSizeRules.Wanted> rule) {
        return ruleCase(
                id,
                () -> rule.on(new VmSizeRules.Wanted(
                        "pools.apps.vmSize", "Standard_M8ms", false, "does not exist here", "Use another size.")),
                () -> rule.on(new VmSizeRules.Wanted("pools.apps.vmSize", "Standard_D4s_v5", true, "", "")));
    }

    private static RuleCase quota(String id, Rule<QuotaRules.Needed> rule) {
        VcpuQuotas.Quota quota = new VcpuQuotas.Quota("standardDSv5Family", 92, 100);
        return ruleCase(
                id,
                () -> rule.on(new QuotaRules.Needed("pools.apps", 9, quota, "westeurope")),
                () -> rule.on(new QuotaRules.Needed("pools.apps", 8, quota, "westeurope")));
    }
}
