package dev.aks4j.tests.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.cluster.setting.ApiServerAccess;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.kubernetes.ClusterConnector;
import dev.aks4j.core.model.Region;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.identity.EntraAccess;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.testkit.SimulatedAzure;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Kubernetes API of clusters that have it in their virtual network. */
class PrivateClusterTest {

    private static final Duration LONG = Duration.ofHours(2);
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);

    private final SimulatedAzure azure = SimulatedAzure.create();
    private final Aks.Builder builder = Aks.builder(azure.subscriptionId())
            .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
            .transport(azure.transport());
    private final Aks aks = builder.build();

    @AfterEach
    void close() {
        aks.close();
        azure.close();
    }

    @Test
    void isReachedByItsPrivateNameOrIfOneSaysSoByItsPublicOne() {
        ClusterSpec spec = ClusterSpec.builder("shop", GROUP)
                .apiServer(api -> api.privateCluster().publicFqdn(true))
                .access(EntraAccess.builder().azureRbac().disableLocalAccounts().build())
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
                .build();
        RoleAssignmentSpec mine =
                RoleAssignmentSpec.of(BuiltInRole.AKS_RBAC_CLUSTER_ADMIN, spec.id(), Principal.of(aks.caller()));
        aks.plan(GROUP, spec, mine).apply().await(LONG);
        Cluster shop = aks.clusters().get(spec.id());

        assertThat(shop.kubeconfig().server().getHost())
                .isEqualTo(shop.privateFqdn().orElseThrow());
        try (KubernetesClient kubernetes = shop.kubernetes()) {
            assertThat(kubernetes.nodes().list().getItems()).hasSize(2);
        }
        try (Aks outside =
                builder.kubernetes(ClusterConnector.Builder::publicAddress).build()) {
            Cluster seen = outside.clusters().get(spec.id());
            assertThat(seen.kubeconfig().server().getHost())
                    .isEqualTo(seen.fqdn().orElseThrow());
            try (KubernetesClient kubernetes = seen.kubernetes()) {
                assertThat(kubernetes.nodes().list().getItems()).hasSize(2);
            }
        }
        assertThat(shop.runCommand("kubectl get nodes -o name", Duration.ofMinutes(5))
                        .logs()
                        .lines())
                .as("the way in from outside")
                .hasSize(2);
    }

    /** Creation failed with LinkedAuthorizationFailed: nobody had granted the control plane the API server's subnet. */
    @Test
    void theApiServerJoinsASubnetOfOnesOwn() {
        VirtualNetworkSpec network = VirtualNetworkSpec.builder("vnet", GROUP)
                .addressSpace("10.20.0.0/16")
                .subnet("nodes", "10.20.0.0/22")
                .subnet(
                        "api",
                        "10.20.8.0/27",
                        subnet -> subnet.delegation("Microsoft.ContainerService/managedClusters"))
                .build();
        ClusterSpec spec = ClusterSpec.builder("shop", GROUP)
                .network(
                        CniOverlay.builder().nodeSubnet(network.subnet("nodes")).build())
                .identity(ControlPlaneIdentity.create())
                .apiServer((ApiServerAccess api) ->
                        api.vnetIntegration(network.subnet("api").id()))
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
                .build();

        assertThat(aks.plan(GROUP, network, spec).apply().await(LONG).isSuccess())
                .isTrue();

        assertThat(aks.plan(GROUP, network, spec).isEmpty()).isTrue();
        assertThat(azure.requests().matching("PUT", "**/subnets/api/**/roleAssignments/*"))
                .hasSize(1);
    }
}
