package dev.aks4j.simulated.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedKubernetesTest {

    private final SimulatedKubernetes cluster = SimulatedKubernetes.create();
    private final KubernetesClient client = cluster.client();

    @AfterEach
    void close() {
        client.close();
        cluster.close();
    }

    @Test
    void aDeploymentRunsOnceTimeHasPassed() {
        cluster.addNode("node-1", Map.of("disk", "fast"));
        client.resource(deployment()).create();
        assertThat(ready()).isZero();
        cluster.time().advance(Duration.ofMinutes(3));
        assertThat(ready()).isEqualTo(2);
        assertThat(client.pods().inNamespace("default").list().getItems())
                .extracting(pod -> pod.getSpec().getNodeName())
                .containsOnly("node-1");
    }

    @Test
    void aNodeThatIsTakenAwayIsGone() {
        cluster.addNode("node-1").addNode("node-2").removeNode("node-1");
        cluster.time().advance(Duration.ofMinutes(2));
        assertThat(client.nodes().list().getItems())
                .extracting(node -> node.getMetadata().getName())
                .containsExactly("node-2");
    }

    @Test
    void aUserWithoutRolesIsRefusedAndABadObjectTold() {
        try (KubernetesClient nobody = cluster.client("nobody")) {
            assertThatThrownBy(() -> nobody.pods().inNamespace("default").list())
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("User \"nobody\" cannot list resource \"pods\"");
        }
        Pod empty = new PodBuilder()
                .withNewMetadata()
                .withName("empty")
                .withNamespace("default")
                .endMetadata()
                .build();
        assertThatThrownBy(() -> client.resource(empty).create()).hasMessageContaining("spec.containers");
    }

    private int ready() {
        Integer ready = client.resource(deployment()).get().getStatus().getReadyReplicas();
        return ready == null ? 0 : ready;
    }

    private static Deployment deployment() {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("web")
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withReplicas(2)
                .withNewSelector()
                .addToMatchLabels("app", "web")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "web")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("web")
                .withImage("nginx")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
