package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Rule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** What spot pools may and may not have. */
public final class SpotPoolRules {

    private static final String SOURCE = "azure-aks-docs, spot-node-pool, 2026";
    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");

    static final Rule<PoolIn> MODE = Rule.<PoolIn>error("AKS-POOL-020", "A spot pool is a user pool.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> {
                if (in.pool().isSpot() && !in.text("/mode").equals("User")) {
                    in.report(
                            findings,
                            "scaleSetPriority",
                            "Spot",
                            "is set on a pool that is not a user pool",
                            "Use userPool(...).");
                }
            });

    static final Rule<PoolIn> SCALE_SET = Rule.<PoolIn>error("AKS-POOL-021", "A spot pool is a scale set.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((in, findings) -> {
                if (in.pool().isSpot() && !in.text("/type").equals("VirtualMachineScaleSets")) {
                    in.report(
                            findings,
                            "scaleSetPriority",
                            "Spot",
                            "is set on a pool of type " + in.text("/type"),
                            "Use vmSize(...) in place of machines(...).");
                }
            });

    static final Rule<PoolIn> NO_SURGE = Rule.<PoolIn>error(
                    "AKS-POOL-022", "A spot pool has no maxSurge: it is upgraded without.")
            .prevents(REFUSED)
            .source("GitHub threads of terraform-provider-azurerm and pulumi-azure-native, 2024; recorded answers")
            .check((in, findings) -> {
                if (in.pool().isSpot() && in.has("/upgradeSettings/maxSurge")) {
                    in.report(
                            findings,
                            "maxSurge",
                            in.text("/upgradeSettings/maxSurge"),
                            "is set on a spot pool",
                            "Remove maxSurge: spot pools are upgraded without surge.");
                }
            });

    static final Rule<PoolIn> EVICTION_POLICY = Rule.<PoolIn>error(
                    "AKS-POOL-023", "The eviction policy is Delete or Deallocate, and Deallocate on spot pools only.")
            .prevents(REFUSED)
            .source("azure-cli, acs/_validators.py, 2026; recorded requests send Delete with regular pools too")
            .check((in, findings) -> {
                String policy = in.text("/scaleSetEvictionPolicy");
                boolean known = Set.of("Delete", "Deallocate").contains(policy);
                if (!policy.isEmpty()
                        && (!known || policy.equals("Deallocate") && !in.pool().isSpot())) {
                    in.report(
                            findings,
                            "evictionPolicy",
                            policy,
                            known ? "is set on a pool that is not spot" : "is no eviction policy",
                            "Set it with spot(EvictionPolicy.DELETE).");
                }
            });

    static final Rule<PoolIn> MAX_PRICE = Rule.<PoolIn>error(
                    "AKS-POOL-024",
                    "A spot price is greater than 0 with at most 5 decimals, on spot pools only, or -1.")
            .prevents(REFUSED)
            .source("azure-cli, acs/_validators.py, 2026; recorded requests send -1 with regular pools too")
            .check((in, findings) -> {
                Json price = in.profile().at("/spotMaxPrice");
                if (!price.isNumber()) {
                    return;
                }
                BigDecimal value = price.asDecimal();
                boolean minusOne = value.compareTo(BigDecimal.ONE.negate()) == 0;
                boolean fine = minusOne
                        || (value.signum() > 0 && value.stripTrailingZeros().scale() <= 5);
                if (!fine || !minusOne && !in.pool().isSpot()) {
                    in.report(
                            findings,
                            "maxPrice",
                            value.toPlainString(),
                            fine ? "is set on a pool that is not spot" : "is not a spot price",
                            "Use -1 for the regular price, or dollars per hour with at most 5 decimals.");
                }
            });

    static final List<Rule<PoolIn>> ALL = List.of(MODE, SCALE_SET, NO_SURGE, EVICTION_POLICY, MAX_PRICE);

    private SpotPoolRules() {}
}
