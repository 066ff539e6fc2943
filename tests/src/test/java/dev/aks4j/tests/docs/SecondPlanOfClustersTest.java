package dev.aks4j.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.Spec;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every builder method of clusters and pools: what was applied leaves a second plan nothing to do. */
class SecondPlanOfClustersTest {

    private static final Duration LONG = Duration.ofHours(5);

    @Test
    void noMethodLeavesASecondPlanSomethingToDo() {
        List<String> left = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (CoverageCases.Case each : CoverageCases.all()) {
            try (SimulatedAzure azure = SimulatedAzure.create();
                    Aks aks = Aks.builder(azure.subscriptionId())
                            .credential(AksCredential.clientSecret(
                                    azure.tenantId(), azure.clientId(), azure.clientSecret()))
                            .transport(azure.transport())
                            .secrets(name -> java.util.concurrent.CompletableFuture.completedFuture("Passw0rd-" + name))
                            .build()) {
                Spec[] specs = {CoverageCases.GROUP, CoverageCases.VNET, each.cluster()};
                try {
                    aks.plan(specs).apply().await(LONG);
                } catch (AksException e) {
                    refused.add(each.method() + ": " + e.getMessage());
                    continue;
                }
                Plan again = aks.plan(specs);
                if (!again.isEmpty()) {
                    left.add(each.method() + "\n" + again);
                }
            }
        }
        refused.forEach(System.out::println);
        System.out.println(refused.size());
        assertThat(left).isEmpty();
    }
}
