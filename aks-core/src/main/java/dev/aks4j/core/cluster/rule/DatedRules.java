package dev.aks4j.core.cluster.rule;

import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules whose answer changes with time. They run when a plan is made, with the plan's clock: the ones for new clusters
 * and pools refuse, the ones for existing ones warn, because what is there keeps running.
 */
public final class DatedRules {

    private static final String OS = "azure-aks-docs, upgrade-os-version, 2026-08";

    /** From when a system can no longer be had for new pools. */
    private static final Map<String, LocalDate> CLOSED = Map.of(
            "Flatcar", LocalDate.parse("2026-06-08"),
            "WindowsAnnual", LocalDate.parse("2026-05-15"),
            "Windows2019", LocalDate.parse("2026-03-01"),
            "Mariner", LocalDate.parse("2025-11-30"),
            "CBLMariner", LocalDate.parse("2025-11-30"),
            "Ubuntu2204", LocalDate.parse("2028-04-30"));

    /** From when a system gets no more security fixes. */
    private static final Map<String, LocalDate> UNFIXED = Map.of(
            "Flatcar", LocalDate.parse("2026-06-08"),
            "WindowsAnnual", LocalDate.parse("2026-05-15"),
            "Windows2019", LocalDate.parse("2026-03-01"),
            "Ubuntu2204", LocalDate.parse("2027-06-30"),
            "Windows2022", LocalDate.parse("2028-06-30"));

    static final Rule<Dated<DeclaredCluster>> CREATABLE = Rule.<Dated<DeclaredCluster>>error(
                    "AKS-VER-010", "A new cluster has a supported Kubernetes version.")
            .prevents(AzureError.answered(400, "K8sVersionNotSupported"))
            .source(VersionCalendar.SOURCE)
            .check((on, findings) -> ended(on)
                    .ifPresent(end -> findings.report(
                            "kubernetesVersion",
                            on.subject().kubernetesVersion().orElse(""),
                            "has been out of support since " + end,
                            longTerm(on.subject())
                                    ? "Choose a newer version."
                                    : "Choose a newer version, or longTermSupport() if that still has it.")));

    static final Rule<Dated<DeclaredCluster>> SUPPORTED = Rule.<Dated<DeclaredCluster>>warning(
                    "AKS-VER-011", "A cluster should have a supported Kubernetes version.")
            .source(VersionCalendar.SOURCE)
            .check((on, findings) -> ended(on)
                    .ifPresent(end -> findings.report(
                            "kubernetesVersion",
                            on.subject().kubernetesVersion().orElse(""),
                            "has been out of support since " + end,
                            "Upgrade the cluster, one minor version at a time.")));

    static final Rule<Dated<PoolIn>> OS_ON_OFFER = Rule.<Dated<PoolIn>>error(
                    "AKS-POOL-110", "A new pool has an operating system that is still on offer.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source(OS)
            .check((on, findings) -> {
                String sku = on.subject().text("/osSKU");
                LocalDate closed = CLOSED.get(sku);
                if (closed != null && !on.today().isBefore(closed)) {
                    on.subject()
                            .report(
                                    findings,
                                    "osSku",
                                    sku,
                                    "has not been on offer since " + closed,
                                    "Choose a newer one, for example OsSku.AZURE_LINUX or OsSku.WINDOWS_2025.");
                }
            });

    static final Rule<Dated<PoolIn>> OS_FIXED = Rule.<Dated<PoolIn>>warning(
                    "AKS-POOL-111", "A pool should have an operating system that gets security fixes.")
            .source(OS)
            .check((on, findings) -> {
                String sku = on.subject().text("/osSKU");
                LocalDate end = UNFIXED.get(sku);
                if (end != null && !on.today().isBefore(end)) {
                    on.subject()
                            .report(
                                    findings,
                                    "osSku",
                                    sku,
                                    "has had no security fixes since " + end,
                                    "Move its work to a pool with a newer one.");
                }
            });

    /** All of them. */
    public static final List<Rule<?>> ALL = List.of(CREATABLE, SUPPORTED, OS_ON_OFFER, OS_FIXED);

    private DatedRules() {}

    /** Returns what stands in the way of creating the cluster on a day. */
    public static List<Problem> creation(DeclaredCluster cluster, LocalDate today) {
        List<Problem> problems = new ArrayList<>(CREATABLE.on(new Dated<>(cluster, today)));
        cluster.pools().forEach(pool -> problems.addAll(newPool(cluster, pool, today)));
        return problems;
    }

    /** Returns what stands in the way of creating a pool on a day. */
    public static List<Problem> newPool(DeclaredCluster cluster, NodePoolSpec pool, LocalDate today) {
        return OS_ON_OFFER.on(new Dated<>(PoolIn.of(cluster, pool), today));
    }

    /** Returns what is to be said about a cluster on a day, whether it exists or not. */
    public static List<Problem> advice(DeclaredCluster cluster, LocalDate today) {
        List<Problem> problems = new ArrayList<>(SUPPORTED.on(new Dated<>(cluster, today)));
        cluster.pools().forEach(pool -> problems.addAll(OS_FIXED.on(new Dated<>(PoolIn.of(cluster, pool), today))));
        return problems;
    }

    private static Optional<LocalDate> ended(Dated<DeclaredCluster> on) {
        return on.subject()
                .version()
                .flatMap(version -> VersionCalendar.supportedUntil(version, longTerm(on.subject())))
                .filter(end -> on.today().isAfter(end));
    }

    private static boolean longTerm(DeclaredCluster cluster) {
        return cluster.text("/properties/supportPlan").equals("AKSLongTermSupport");
    }
}
