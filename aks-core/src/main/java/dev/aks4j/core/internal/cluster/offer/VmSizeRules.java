package dev.aks4j.core.internal.cluster.offer;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** What Azure's list of VM sizes means to the pools of a plan. They run when a plan is made and Azure has answered. */
public final class VmSizeRules {

    private static final String SOURCE = "azure-rest-api-specs, Microsoft.Compute resourceSkus list, 2021-07-01";

    /**
     * Something that a pool needs of a VM size, held against the list.
     *
     * @param path where, in the words of the builders
     * @param value what is needed: a size or zones
     * @param offered whether the list has it
     * @param what what is wrong with it, if not
     * @param fix what to do then
     */
    record Wanted(String path, String value, boolean offered, String what, String fix) {}

    static final Rule<Wanted> IN_REGION = Rule.<Wanted>error(
                    "AKS-OFFER-001", "A pool that a plan makes has a VM size that its region has.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source(SOURCE + "; azure-aks-docs, quotas-skus-regions, 2026")
            .check(VmSizeRules::report);

    static final Rule<Wanted> FOR_SUBSCRIPTION = Rule.<Wanted>error(
                    "AKS-OFFER-002",
                    "A pool that a plan makes has a VM size that the subscription may use in the region.")
            .prevents(AzureError.answered(400, "BadRequest"))
            .source(SOURCE + "; azure-aks-docs, quotas-skus-regions, 2026")
            .check(VmSizeRules::report);

    static final Rule<Wanted> IN_ZONES = Rule.<Wanted>error(
                    "AKS-OFFER-003",
                    "A pool that a plan makes or lets grow has zones in which the subscription may use its VM size.")
            .prevents(AzureError.answered(400, "AvailabilityZoneNotSupported"))
            .source(SOURCE + "; SupportArticles, availabilityzonenotsupported-error, 2026")
            .check(VmSizeRules::report);

    /** All of them. */
    public static final List<Rule<?>> ALL = List.of(IN_REGION, FOR_SUBSCRIPTION, IN_ZONES);

    private VmSizeRules() {}

    private static void report(Wanted wanted, Findings findings) {
        if (!wanted.offered()) {
            findings.report(wanted.path(), wanted.value(), wanted.what(), wanted.fix());
        }
    }
}
