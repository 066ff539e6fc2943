package dev.aks4j.core.internal.cluster.offer;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** What Azure's list of usages means to the pools of a plan. They run when a plan is made and Azure has answered. */
public final class QuotaRules {

    private static final String SOURCE = "azure-rest-api-specs, Microsoft.Compute usage list, 2024-07-01";
    private static final String INSUFFICIENT =
            SOURCE + "; SupportArticles, error-code-quotaexceeded, 2026; azure-aks-docs, upgrade-options, 2026";

    /**
     * vCPUs that a plan needs, held against a quota.
     *
     * @param path which pools need them, in the words of the builders
     * @param vcpus how many more than are in use
     * @param quota the quota
     * @param region the region
     */
    record Needed(String path, long vcpus, VcpuQuotas.Quota quota, String region) {}

    static final Rule<Needed> FAMILY = Rule.<Needed>error(
                    "AKS-OFFER-010",
                    "The quota of a VM family has vCPUs left for the nodes that a plan adds, and for the surge of its"
                            + " upgrades.")
            .prevents(AzureError.answered(400, "ErrCode_InsufficientVCPUQuota"))
            .source(INSUFFICIENT)
            .check((needed, findings) ->
                    report(needed, findings, "a size of another family, fewer nodes or another region"));

    static final Rule<Needed> REGION = Rule.<Needed>error(
                    "AKS-OFFER-011",
                    "The quota of all vCPUs of a region has some left for the nodes that a plan adds, and for the surge of"
                            + " its upgrades.")
            .prevents(AzureError.answered(400, "ErrCode_InsufficientVCPUQuota"))
            .source(INSUFFICIENT)
            .check((needed, findings) -> report(needed, findings, "smaller sizes, fewer nodes or another region"));

    static final Rule<Needed> SPOT = Rule.<Needed>error(
                    "AKS-OFFER-012", "The quota of spot vCPUs of a region has some left for the spot nodes of a plan.")
            .prevents(AzureError.answered(400, "QuotaExceeded"))
            .source(SOURCE + "; azure-docs, spot-vms, 2026")
            .check((needed, findings) ->
                    report(needed, findings, "fewer spot nodes, a pool without spot() or another region"));

    static final Rule<Needed> AT_MOST = Rule.<Needed>warning(
                    "AKS-OFFER-013",
                    "A quota should have vCPUs left for every autoscaled pool at its maximum, with the surge of one"
                            + " upgrade.")
            .source(SOURCE + "; azure-aks-docs, cluster-autoscaler, 2026")
            .check((needed, findings) -> {
                if (needed.vcpus() > needed.quota().left()) {
                    findings.report(
                            needed.path(),
                            more(needed.vcpus()),
                            "are needed at every maximum, with the surge of one upgrade, but " + left(needed),
                            "Nothing is refused now; later the autoscaler stops there, and an upgrade may find no room."
                                    + " Have the quota raised to " + raised(needed) + " or lower the maximum.");
                }
            });

    /** All of them. */
    public static final List<Rule<?>> ALL = List.of(FAMILY, REGION, SPOT, AT_MOST);

    private QuotaRules() {}

    private static void report(Needed needed, Findings findings, String instead) {
        if (needed.vcpus() > needed.quota().left()) {
            findings.report(
                    needed.path(),
                    more(needed.vcpus()),
                    "are needed, but " + left(needed),
                    "Have the quota raised to at least " + raised(needed)
                            + " (https://learn.microsoft.com/azure/quotas/per-vm-quota-requests), or choose " + instead
                            + ".");
        }
    }

    private static String more(long vcpus) {
        return vcpus + " more vCPUs";
    }

    private static String left(Needed needed) {
        VcpuQuotas.Quota quota = needed.quota();
        return "the quota " + quota.name() + " in " + needed.region() + " has " + quota.left() + " of " + quota.limit()
                + " left";
    }

    private static long raised(Needed needed) {
        return needed.quota().used() + needed.vcpus();
    }
}
