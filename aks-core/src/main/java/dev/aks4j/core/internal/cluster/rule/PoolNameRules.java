package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** How a pool may be called. */
public final class PoolNameRules {

    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");

    static final Rule<PoolIn> FORM = Rule.<PoolIn>error(
                    "AKS-POOL-001", "A pool's name has 1 to 12 lower-case letters and digits and begins with a letter.")
            .prevents(REFUSED)
            .source("swagger 2025-07-01, agentPoolName")
            .check((in, findings) -> {
                if (!in.pool().name().matches("[a-z][a-z0-9]{0,11}")) {
                    in.report(
                            findings,
                            "name",
                            in.pool().name(),
                            "is not a pool name",
                            "Use 1 to 12 lower-case letters and digits, beginning with a letter.");
                }
            });

    static final Rule<PoolIn> WINDOWS = Rule.<PoolIn>error(
                    "AKS-POOL-002", "A Windows pool's name has at most 6 characters.")
            .prevents(REFUSED)
            .source("azure-aks-docs, create-node-pools, 2026; a Windows computer name has at most 15")
            .check((in, findings) -> {
                if (in.pool().isWindows() && in.pool().name().length() > 6) {
                    in.report(
                            findings,
                            "name",
                            in.pool().name(),
                            "is too long for Windows computers",
                            "Use at most 6 characters.");
                }
            });

    static final List<Rule<PoolIn>> ALL = List.of(FORM, WINDOWS);

    private PoolNameRules() {}
}
