package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.cluster.pool.VmSize;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** What every machine of a user or gateway pool needs; those of system pools need more. */
public final class MachineRules {

    static final Rule<PoolIn> SIZE = Rule.<PoolIn>error(
                    "AKS-POOL-019", "A node's machine has at least 2 vCPUs and 2 GiB of memory.")
            .prevents(AzureError.answered(400, "BadRequest"))
            .source("azure-aks-docs, quotas-skus-regions, restricted VM sizes, 2026")
            .check((in, findings) -> VmSize.read(in.pool().vmSize())
                    .filter(size -> !in.pool().isSystem())
                    .ifPresent(size -> {
                        boolean little = size.memoryInGib().isPresent()
                                && size.memoryInGib().getAsDouble() < 2;
                        if (size.vcpus() < 2 || little) {
                            in.report(
                                    findings,
                                    "vmSize",
                                    size.name(),
                                    "has " + size.vcpus() + " vCPU"
                                            + (little
                                                    ? " and "
                                                            + size.memoryInGib().getAsDouble() + " GiB"
                                                    : ""),
                                    "Use at least 2 vCPUs and 2 GiB, for example Standard_D2s_v5.");
                        }
                    }));

    static final List<Rule<PoolIn>> ALL = List.of(SIZE);

    private MachineRules() {}
}
