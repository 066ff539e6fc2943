package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.internal.cluster.fact.AksFacts;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** Which load balancer a cluster has. */
public final class LoadBalancerRules {

    static final Rule<DeclaredCluster> STANDARD = Rule.<DeclaredCluster>error(
                    "AKS-NET-083", "A cluster has the standard load balancer; the basic one is retired.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("azure-aks-docs, basic-load-balancer-retirement, 2026-01: retired on 2025-09-30")
            .check((cluster, findings) -> {
                String sku = cluster.text("/properties/networkProfile/loadBalancerSku");
                if (sku.equalsIgnoreCase("basic")) {
                    findings.report(
                            "network.loadBalancerSku",
                            sku,
                            "has been retired since "
                                    + AksFacts.day("feature-end", "basic-load-balancer")
                                            .orElseThrow(),
                            "Leave it out; the standard load balancer is the default.");
                }
            });

    static final List<Rule<DeclaredCluster>> ALL = List.of(STANDARD);

    private LoadBalancerRules() {}
}
