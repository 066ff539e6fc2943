package dev.aks4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.simulated.azure.fault.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@AksTest
class AksTestTest {

    @Test
    void aFacadeOnAnAzureOfItsOwnIsInjected(Aks aks, SimulatedAzure azure) throws Exception {
        aks.plan(ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE)).apply().await(Duration.ofMinutes(10));
        assertThat(azure)
                .received("PUT", "/subscriptions/*/resourcegroups/rg-shop")
                .hasNoCluster("shop")
                .hasNoUnfinishedOperations();
        assertThatThrownBy(() -> assertThat(azure).hasCluster("shop")).hasMessageContaining("shop");
        assertThatThrownBy(() -> assertThat(azure).receivedNoWrite()).hasMessageContaining("rg-shop");
    }

    @Test
    @LeavesOperations
    void aTestThatLeavesAnOperationUnfinishedFailsUnlessItSaysSo(SimulatedAzure azure) {
        AksExtension.requireNothingUnfinished(azure);
        ArmByHand client = new ArmByHand(azure);
        client.put(client.group("rg"), "{'location':'westeurope'}");
        client.delete(client.group("rg"));
        assertThatThrownBy(() -> AksExtension.requireNothingUnfinished(azure))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Deleting")
                .hasMessageContaining("@LeavesOperations");
    }

    @Test
    void aTestWhoseFaultNeverHappensFailsUnlessItClearsIt(SimulatedAzure azure) {
        azure.faults().on("PUT", "**/resourcegroups/*").cause(Fault.answer(503, "ServiceUnavailable", "later"));
        azure.faults().on("PUT", "**/managedClusters/*").nth(2).cause(Fault.dropAfter());
        ArmByHand client = new ArmByHand(azure);
        client.put(client.group("rg"), "{'location':'westeurope'}");

        assertThatThrownBy(() -> AksExtension.requireFaultsHappened(azure))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("DropAfter[] at request 2 of PUT **/managedClusters/*, of which there were 0")
                .hasMessageNotContaining("ServiceUnavailable");
        azure.faults().clear();
        AksExtension.requireFaultsHappened(azure);
    }
}
