package dev.aks4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
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
}
