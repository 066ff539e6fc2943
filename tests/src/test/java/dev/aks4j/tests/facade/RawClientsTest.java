package dev.aks4j.tests.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.containerservice.ContainerServiceManager;
import com.azure.resourcemanager.network.NetworkManager;
import com.azure.resourcemanager.storage.StorageManager;
import dev.aks4j.core.Aks;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.testkit.AksTest;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The way out: clients of the Azure SDK on our pipeline, with our credential, errors and simulator. */
@AksTest
class RawClientsTest {

    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);

    @Test
    void aNetworkManagerSeesTheNetworkThatAPlanMade(Aks aks) {
        VirtualNetworkSpec vnet = VirtualNetworkSpec.builder("vnet-shop", GROUP)
                .addressSpace("10.20.0.0/16")
                .subnet("nodes", "10.20.0.0/22")
                .build();
        aks.plan(GROUP, vnet).apply().await(Duration.ofMinutes(10));

        NetworkManager network = aks.azure(NetworkManager::authenticate);

        assertThat(network.networks()
                        .getByResourceGroup("rg-shop", "vnet-shop")
                        .subnets()
                        .keySet())
                .containsExactly("nodes");
    }

    @Test
    void aContainerServiceManagerGetsAzuresErrors(Aks aks) {
        ContainerServiceManager containers = aks.azure(ContainerServiceManager::authenticate);

        assertThatThrownBy(() -> containers.kubernetesClusters().getByResourceGroup("rg-none", "shop"))
                .isInstanceOf(ManagementException.class)
                .hasMessageContaining("rg-none");
    }

    @Test
    void aStorageManagerRunsOnTheSamePipelineAndSubscription(Aks aks, SimulatedAzure azure) {
        StorageManager storage = aks.azure(StorageManager::authenticate);

        assertThat(storage.subscriptionId()).isEqualTo(azure.subscriptionId());
        assertThat(azure.requests().matching("GET", "**/storageAccounts")).isEmpty();
    }
}
