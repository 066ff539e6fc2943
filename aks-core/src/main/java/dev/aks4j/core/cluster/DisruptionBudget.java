package dev.aks4j.core.cluster;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A pod disruption budget as a cluster's Kubernetes API showed it at one moment. One that allows no disruption keeps nodes
 * from being drained, so Azure refuses upgrades over it. Immutable and thread-safe.
 *
 * @param namespace its namespace
 * @param name its name
 * @param limit its limit as it is written, for example {@code maxUnavailable 0}
 * @param allowed how many of its pods may be evicted at this moment
 * @param pods how many pods it guards
 * @param healthy how many of them are ready
 * @param needed how many of them have to stay ready
 */
public record DisruptionBudget(
        String namespace, String name, String limit, int allowed, int pods, int healthy, int needed) {

    /** Where budgets are listed: group and version. */
    public static final String API_VERSION = "policy/v1";

    /** Where budgets are listed: the type as paths name it. */
    public static final String PLURAL = "poddisruptionbudgets";

    /** The id of the rule that reports budgets which block an upgrade. */
    public static final String RULE = "AKS-OPS-016";

    static final Rule<List<DisruptionBudget>> ALLOWING = Rule.<List<DisruptionBudget>>error(
                    RULE, "While nodes are upgraded, every pod disruption budget allows a disruption.")
            .prevents(AzureError.answered(400, "UnsatisfiablePDB"))
            .source("azure-aks-docs, troubleshooting error-code-unsatisfiablepdb, 2026")
            .check((budgets, findings) -> budgets.stream()
                    .filter(DisruptionBudget::blocks)
                    .forEach(budget -> findings.report(
                            "podDisruptionBudgets." + budget.namespace + "/" + budget.name,
                            budget.limit,
                            budget.why(),
                            budget.fix()
                                    + " To go on anyway: upgradeTo(version, UpgradeOptions.standard().despiteBudgets()), or"
                                    + " PlanOptions.despite(\"" + RULE + "\").")));

    /** Checks that names are there. */
    public DisruptionBudget {
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(name);
        Objects.requireNonNull(limit);
    }

    /** Reads the list that an API server answered. */
    public static List<DisruptionBudget> read(Json list) {
        List<DisruptionBudget> budgets = new ArrayList<>();
        list.path("items").forEach(item -> {
            Json status = item.path("status");
            budgets.add(new DisruptionBudget(
                    item.at("/metadata/namespace").asText(),
                    item.at("/metadata/name").asText(),
                    limit(item.path("spec")),
                    status.path("disruptionsAllowed").asInt(),
                    status.path("expectedPods").asInt(),
                    status.path("currentHealthy").asInt(),
                    status.path("desiredHealthy").asInt()));
        });
        return List.copyOf(budgets);
    }

    private static String limit(Json spec) {
        String limit = spec.has("maxUnavailable") ? "maxUnavailable" : "minAvailable";
        return spec.has(limit) ? limit + " " + spec.path(limit).asText() : "minAvailable 1";
    }

    /** Returns what stands against an upgrade, one problem for each budget that blocks it. */
    public static List<Problem> against(List<DisruptionBudget> budgets) {
        return ALLOWING.on(budgets);
    }

    /**
     * Returns whether it blocks an upgrade: it can never allow a disruption, or it guards pods and allows none at this
     * moment.
     */
    public boolean blocks() {
        return never() || (pods > 0 && allowed == 0);
    }

    /** Returns whether no number of ready pods would make it allow a disruption. */
    private boolean never() {
        return limit.matches("maxUnavailable 0+%?") || limit.equals("minAvailable 100%");
    }

    private String why() {
        if (never()) {
            return "never allows a pod to be evicted";
        }
        return "allows no pod to be evicted: " + healthy + " of " + pods + " are ready, and " + needed + " must be";
    }

    private String fix() {
        if (never()) {
            return limit.startsWith("max")
                    ? "Set its maxUnavailable to 1 or more, at least for the time of the upgrade."
                    : "Set its minAvailable below 100%, or maxUnavailable to 1, at least for the time of the upgrade.";
        }
        return needed >= pods
                ? "Run more than " + needed + " pods, or lower the limit, at least for the time of the upgrade."
                : "Wait until more than " + needed + " of its pods are ready, or find out why they are not.";
    }
}
