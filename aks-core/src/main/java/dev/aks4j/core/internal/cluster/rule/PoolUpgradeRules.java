package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** How a pool is upgraded. */
public final class PoolUpgradeRules {

    private static final String AT = "/upgradeSettings/";
    private static final String SOURCE = "azure-aks-docs, upgrade-options and upgrade-aks-node-pools-rolling, 2026";
    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");
    private static final String FORM = "\\d{1,4}|([1-9]\\d?|100)%";

    static final Rule<PoolIn> AMOUNTS = Rule.<PoolIn>error(
                    "AKS-POOL-025", "maxSurge and maxUnavailable are a number of nodes, or 1% to 100%.")
            .prevents(REFUSED)
            .source("azure-cli, validate_max_surge, 2026; " + SOURCE)
            .check((in, findings) -> {
                for (String name : List.of("maxSurge", "maxUnavailable")) {
                    if (in.has(AT + name) && !in.text(AT + name).matches(FORM)) {
                        in.report(
                                findings,
                                name,
                                in.text(AT + name),
                                "is neither a number of nodes nor 1% to 100%",
                                "Use for example 1 or 10%.");
                    }
                }
            });

    static final Rule<PoolIn> SOME_ROOM = Rule.<PoolIn>error(
                    "AKS-POOL-026", "maxSurge is 0 only where maxUnavailable is not, and not both are above 0.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> {
                if (in.pool().isSpot()) {
                    return;
                }
                boolean surges = !isNothing(in.text(AT + "maxSurge"));
                boolean lends = in.has(AT + "maxUnavailable") && !isNothing(in.text(AT + "maxUnavailable"));
                if (surges == lends) {
                    in.report(
                            findings,
                            "maxSurge",
                            in.text(AT + "maxSurge"),
                            surges ? "stands beside maxUnavailable" : "leaves an upgrade no node to work with",
                            "Set one of maxSurge and maxUnavailable above 0 and the other to 0.");
                }
            });

    static final Rule<PoolIn> SYSTEM_STAYS = Rule.<PoolIn>error("AKS-POOL-027", "A system pool has no maxUnavailable.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> {
                String value = in.text(AT + "maxUnavailable");
                if (in.pool().isSystem() && in.has(AT + "maxUnavailable") && !isNothing(value)) {
                    in.report(findings, "maxUnavailable", value, "is set on a system pool", "Use maxSurge.");
                }
            });

    static final Rule<PoolIn> DRAIN_TIMEOUT = Rule.<PoolIn>error(
                    "AKS-POOL-028", "The drain timeout is 1 to 1440 whole minutes.")
            .prevents(REFUSED)
            .source("swagger 2025-07-01, drainTimeoutInMinutes")
            .check((in, findings) ->
                    in.within(findings, "drainTimeout", AT + "drainTimeoutInMinutes", 1, 1440, " minutes"));

    static final Rule<PoolIn> DRAIN_TIMEOUT_ADVISED = Rule.<PoolIn>warning(
                    "AKS-POOL-029", "The drain timeout should be at least 5 minutes.")
            .source("azure-aks-docs, upgrade-options, 2026, says 5 minutes to 24 hours; the swagger says 1 to 1440")
            .check((in, findings) -> {
                int minutes = in.number(AT + "drainTimeoutInMinutes");
                if (minutes >= 1 && minutes < 5) {
                    in.report(
                            findings,
                            "drainTimeout",
                            minutes + " minutes",
                            "is short, and shorter than one of Azure's documents allows",
                            "Use 5 minutes or more.");
                }
            });

    static final Rule<PoolIn> NODE_SOAK = Rule.<PoolIn>error("AKS-POOL-039", "The node soak is 0 to 30 whole minutes.")
            .prevents(REFUSED)
            .source("swagger 2025-07-01, nodeSoakDurationInMinutes")
            .check((in, findings) ->
                    in.within(findings, "nodeSoak", AT + "nodeSoakDurationInMinutes", 0, 30, " minutes"));

    static final List<Rule<PoolIn>> ALL =
            List.of(AMOUNTS, SOME_ROOM, SYSTEM_STAYS, DRAIN_TIMEOUT, DRAIN_TIMEOUT_ADVISED, NODE_SOAK);

    private PoolUpgradeRules() {}

    private static boolean isNothing(String amount) {
        return amount.equals("0") || amount.equals("0%");
    }
}
