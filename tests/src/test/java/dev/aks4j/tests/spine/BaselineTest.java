package dev.aks4j.tests.spine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.Tier;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.identity.EntraAccess;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.Dataplane;
import dev.aks4j.network.Outbound;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BaselineTest {

    @Test
    void comesUpOnceAndThenHasNothingToDo() {
        try (SimulatedAzure azure = SimulatedAzure.create();
                Aks aks = Aks.builder(azure.subscriptionId())
                        .credential(
                                AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                        .transport(azure.transport())
                        .build()) {
            ResourceGroupSpec group = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
            VirtualNetworkSpec vnet = VirtualNetworkSpec.builder("vnet-shop", group)
                    .addressSpace("10.20.0.0/16")
                    .subnet("nodes", "10.20.0.0/22")
                    .subnet("ingress", "10.20.8.0/24")
                    .build();
            ClusterSpec cluster = ClusterSpec.builder("shop", group)
                    .kubernetesVersion("1.35")
                    .tier(Tier.STANDARD)
                    .network(CniOverlay.builder()
                            .nodeSubnet(vnet.subnet("nodes"))
                            .podCidr("10.244.0.0/16")
                            .dataplane(Dataplane.CILIUM)
                            .outbound(Outbound.loadBalancer(lb -> lb.managedIps(2)))
                            .build())
                    .identity(ControlPlaneIdentity.create())
                    .access(EntraAccess.builder()
                            .adminGroup("7f1d0000-0000-4000-8000-000000000001")
                            .azureRbac()
                            .disableLocalAccounts()
                            .build())
                    .workloadIdentity()
                    .systemPool(
                            "system",
                            pool -> pool.vmSize("Standard_D4ds_v5").count(3).zones(1, 2, 3))
                    .userPool(
                            "apps",
                            pool -> pool.vmSize("Standard_D8ds_v5")
                                    .autoscale(2, 40)
                                    .zones(1, 2, 3))
                    .userPool(
                            "batch",
                            pool -> pool.vmSize("Standard_D16ds_v5")
                                    .autoscale(0, 100)
                                    .spot())
                    .build();
            Plan plan = aks.plan(group, vnet, cluster);
            System.out.println(plan);
            System.out.println(plan.apply().await(Duration.ofHours(1)));
            Plan second = aks.plan(group, vnet, cluster);
            System.out.println(second);
            assertThat(second.isEmpty()).isTrue();
            Plan removal = aks.planRemoval(group, vnet, cluster);
            System.out.println(removal);
            System.out.println(removal.apply().await(Duration.ofHours(1)));
        }
    }
}
