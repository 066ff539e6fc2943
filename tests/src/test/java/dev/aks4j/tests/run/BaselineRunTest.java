package dev.aks4j.tests.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanEntry;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The baseline environment through the facade, from nothing to nothing. */
class BaselineRunTest {

    private static final Duration LONG = Duration.ofHours(3);

    private final SimulatedAzure azure = SimulatedAzure.create();
    private final BaselineSpecs baseline = new BaselineSpecs();

    @Test
    void environmentComesUpStaysAndGoesAway() {
        try (Aks aks = BaselineSpecs.client(azure, new MemoryLedger())) {
            Plan plan = aks.plan(baseline.specs(aks), PlanOptions.standard());
            assertThat(azure.requests().writes()).as("planning sends no write").isEmpty();
            assertThat(plan.toString().lines().map(line -> line.strip().replaceAll(" +", " ")))
                    .contains(
                            "1 + resourceGroup rg-shop westeurope",
                            "2 + virtualNetwork vnet-shop 10.20.0.0/16, subnets nodes, ingress",
                            "2 + managedIdentity id-shop-control-plane westeurope",
                            "3 + roleAssignment Network Contributor id-shop-control-plane on vnet-shop/nodes",
                            "+ nodePool system 3 × Standard_D4ds_v5, zones 1 2 3",
                            "6 + storageClass shop/fast-zrs disk.csi.azure.com, Premium_ZRS");
            assertThat(plan.apply().await(LONG).isSuccess()).isTrue();
            assertThat(aks.runs().unfinished()).isEmpty();

            Plan second = aks.plan(baseline.specs(aks), PlanOptions.standard());
            assertThat(second.toString()).startsWith("No changes.");

            Plan upgrade = aks.plan(baseline.cluster("1.36"));
            assertThat(upgrade.toString()).contains("kubernetesVersion  1.35 -> 1.36");
            assertThat(upgrade.steps().stream().map(Object::toString))
                    .containsExactly(
                            "update managedCluster shop", "update nodePool shop/system", "update nodePool shop/apps");
            assertThat(upgrade.apply().await(LONG).isSuccess()).isTrue();
            assertThat(aks.plan(baseline.cluster("1.36")).toString()).startsWith("No changes.");

            Plan removal = aks.planRemoval(baseline.specs(aks), PlanOptions.standard());
            assertThat(removal.entries()).extracting(PlanEntry::change).containsOnly(Change.REMOVE);
            removal.apply().await(LONG);
            assertThat(azure.hasCluster("shop")).isFalse();
            assertThat(aks.planRemoval(baseline.specs(aks), PlanOptions.standard())
                            .isEmpty())
                    .isTrue();
            assertThat(azure.unfinishedOperations()).isEmpty();
        }
    }
}
