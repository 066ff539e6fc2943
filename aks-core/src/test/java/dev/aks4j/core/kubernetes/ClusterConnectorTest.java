package dev.aks4j.core.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.model.AksException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterConnectorTest {
    private static final String MAP =
            "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'settings','namespace':'shop'},'data':{'a':'b'}}";

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    private KubernetesClient client() {
        return world.connector().client(World.CLUSTER, Duration.ofSeconds(20));
    }

    @Test
    void aClientAsksForATokenWithEachRequest() {
        world.answers(200, MAP).answers(200, MAP);

        try (KubernetesClient client = client()) {
            client.configMaps().inNamespace("shop").withName("settings").get();
            assertThat(client.configMaps()
                            .inNamespace("shop")
                            .withName("settings")
                            .get()
                            .getData())
                    .containsEntry("a", "b");
        }

        assertThat(world.requests())
                .extracting(World.Seen::authorization)
                .containsExactly("Bearer token-1", "Bearer token-2");
    }

    @Test
    void aClientOfALocalAccountUsesItsKubeconfigOnly() {
        world.kubeconfig = Kubeconfigs::local;
        world.answers(200, MAP);

        try (KubernetesClient client = client()) {
            client.configMaps().inNamespace("shop").withName("settings").get();
        }

        assertThat(world.requests().get(0).authorization()).isEqualTo("Bearer " + Kubeconfigs.SECRET);
        assertThat(world.scopes).isEmpty();
    }

    @Test
    void theUsersCredentialsAreAskedInTheFormForTokens() throws Exception {
        world.get(world.connector().credentials().user(World.CLUSTER));
        world.get(world.connector().credentials().publicAddress().admin(World.CLUSTER));

        assertThat(world.azure.get(0).target())
                .endsWith("listClusterUserCredential?api-version=2026-08-01&format=exec");
        assertThat(world.azure.get(1).target())
                .endsWith("listClusterAdminCredential?api-version=2026-08-01&server-fqdn=public");
    }

    @Test
    void disabledLocalAccountsAreAnErrorOfTheirOwn() {
        world.refusal = Optional.of(new ArmError(
                400,
                "BadRequest",
                "",
                "Getting static credential is not allowed because this cluster is set to disable local accounts.",
                "",
                List.of(),
                "r1"));

        assertThatThrownBy(() -> world.get(world.connector().connectAsAdmin(World.CLUSTER)))
                .isInstanceOf(LocalAccountsDisabledException.class)
                .hasMessageContaining("cluster shop")
                .hasMessageContaining("use the user credentials");
    }

    @Test
    void anyOtherRefusalIsAzuresOwn() {
        world.refusal = Optional.of(new ArmError(403, "AuthorizationFailed", "", "no right", "", List.of(), "r1"));

        assertThatThrownBy(this::client)
                .isInstanceOf(ArmException.class)
                .isNotInstanceOf(LocalAccountsDisabledException.class)
                .hasMessageContaining("AuthorizationFailed");
    }

    @Test
    void anAnswerWithoutAKubeconfigIsSaidWithoutQuotingIt() {
        world.kubeconfig = server -> "- " + Kubeconfigs.SECRET;

        assertThatThrownBy(this::client).isInstanceOf(AksException.class).hasMessageNotContaining(Kubeconfigs.SECRET);
    }
}
