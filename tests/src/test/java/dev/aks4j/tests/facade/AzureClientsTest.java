package dev.aks4j.tests.facade;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.azure.resourcemanager.network.fluent.models.VirtualNetworkInner;
import dev.aks4j.core.Aks;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.network.AzureNetwork;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.storage.AzureStorage;
import dev.aks4j.testkit.AksTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The typed way out: the Azure SDK's clients on our pipeline, and its models from and into specs. */
@AksTest
class AzureClientsTest {

    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private static final VirtualNetworkSpec VNET = VirtualNetworkSpec.builder("vnet-shop", GROUP)
            .addressSpace("10.20.0.0/16")
            .subnet("nodes", "10.20.0.0/22")
            .build();

    @Test
    void clientsOfEachModuleSeeWhatThePlanMade(Aks aks) {
        ClusterSpec spec = ClusterSpec.builder("shop", GROUP)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .build();
        aks.plan(GROUP, VNET, spec).apply().await(Duration.ofHours(1));

        ManagedClusterInner read = aks.azure()
                .containerService()
                .serviceClient()
                .getManagedClusters()
                .getByResourceGroup("rg-shop", "shop");
        Cluster shop = aks.clusters().get(spec.id());
        assertThat(read.provisioningState()).isEqualTo("Succeeded");
        assertThat(shop.inner().nodeResourceGroup()).isEqualTo(read.nodeResourceGroup());
        assertThat(shop.pool("system").inner().vmSize()).isEqualTo("Standard_D4ds_v5");

        VirtualNetworkInner network = AzureNetwork.manager(aks)
                .serviceClient()
                .getVirtualNetworks()
                .getByResourceGroup("rg-shop", "vnet-shop");
        assertThat(AzureNetwork.subnet(network, "nodes").id().name()).isEqualTo("nodes");
        assertThat(AzureNetwork.inner(VNET, aks.azure().containerService().subscriptionId())
                        .addressSpace()
                        .addressPrefixes())
                .containsExactly("10.20.0.0/16");
        assertThat(AzureStorage.manager(aks).subscriptionId())
                .isEqualTo(aks.azure().containerService().subscriptionId());
    }

    @Test
    void aNetworkThatWasReadGivesASubnetThatRulesKnow(Aks aks) {
        aks.plan(GROUP, VNET).apply().await(Duration.ofHours(1));
        VirtualNetworkInner network = AzureNetwork.manager(aks)
                .serviceClient()
                .getVirtualNetworks()
                .getByResourceGroup("rg-shop", "vnet-shop");

        ClusterSpec spec = ClusterSpec.builder("shop", GROUP)
                .network(CniOverlay.builder()
                        .nodeSubnet(AzureNetwork.subnet(network, "nodes"))
                        .build())
                .identity(dev.aks4j.identity.ControlPlaneIdentity.create())
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .build();

        assertThat(aks.plan(GROUP, VNET, spec).toString()).contains("10.20.0.0/22");
    }
}
