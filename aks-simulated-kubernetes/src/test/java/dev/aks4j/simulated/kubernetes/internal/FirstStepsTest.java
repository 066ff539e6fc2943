package dev.aks4j.simulated.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a user of the library does first, through fabric8. */
class FirstStepsTest {

    private final TestCluster cluster = new TestCluster().withNodes(3);
    private final KubernetesClient client = cluster.client();

    @Test
    void nodesOfThePoolsAreListedAndReady() {
        List<Node> nodes = client.nodes().list().getItems();
        assertThat(nodes)
                .hasSize(3)
                .allSatisfy(node -> assertThat(node.getStatus().getConditions()).anySatisfy(condition -> {
                    assertThat(condition.getType()).isEqualTo("Ready");
                    assertThat(condition.getStatus()).isEqualTo("True");
                }));
        assertThat(nodes.get(0).getStatus().getAllocatable().get("cpu").toString())
                .isEqualTo("3860m");
        assertThat(client.nodes().withLabel("agentpool", "system").list().getItems())
                .hasSize(3);
    }

    @Test
    void systemPodsRunOnceNodesAreThere() {
        cluster.pass(10);
        List<Pod> pods = client.pods().inNamespace("kube-system").list().getItems();
        assertThat(pods)
                .hasSizeGreaterThan(15)
                .allSatisfy(pod -> assertThat(pod.getStatus().getPhase())
                        .as(pod.getMetadata().getName())
                        .isEqualTo("Running"));
    }

    @Test
    void builtInStorageClassesAreThere() {
        assertThat(client.storage().v1().storageClasses().list().getItems())
                .extracting(one -> one.getMetadata().getName())
                .contains("default", "managed-csi", "managed-csi-premium", "azurefile-csi", "azurefile-csi-premium");
    }

    @Test
    void deploymentBecomesReady() {
        client.namespaces().resource(namespace("shop")).create();
        client.apps().deployments().resource(deployment("web", 2)).create();
        cluster.pass(10);
        Deployment web =
                client.apps().deployments().inNamespace("shop").withName("web").get();
        assertThat(web.getStatus().getReadyReplicas()).isEqualTo(2);
        assertThat(client.pods()
                        .inNamespace("shop")
                        .withLabel("app", "web")
                        .list()
                        .getItems())
                .hasSize(2)
                .allSatisfy(pod -> assertThat(pod.getSpec().getNodeName()).startsWith("aks-system"));
    }

    @Test
    void internalLoadBalancerServiceGetsAPrivateAddress() {
        client.services()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName("web")
                        .withNamespace("default")
                        .withAnnotations(Map.of("service.beta.kubernetes.io/azure-load-balancer-internal", "true"))
                        .endMetadata()
                        .withNewSpec()
                        .withType("LoadBalancer")
                        .withSelector(Map.of("app", "web"))
                        .addNewPort()
                        .withPort(80)
                        .withTargetPort(new IntOrString(8080))
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        assertThat(client.services()
                        .inNamespace("default")
                        .withName("web")
                        .get()
                        .getStatus()
                        .getLoadBalancer()
                        .getIngress())
                .isEmpty();
        cluster.pass(15);
        var service = client.services().inNamespace("default").withName("web").get();
        assertThat(service.getStatus().getLoadBalancer().getIngress().get(0).getIp())
                .startsWith("10.224.255.");
        assertThat(service.getMetadata().getFinalizers())
                .containsExactly("service.kubernetes.io/load-balancer-cleanup");
        assertThat(client.v1().events().inNamespace("default").list().getItems())
                .extracting(event -> event.getReason())
                .contains("EnsuringLoadBalancer", "EnsuredLoadBalancer");
    }

    @Test
    void serverSideApplyCreatesAndChanges() {
        PatchContext apply = new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("aks4j")
                .withForce(true)
                .build();
        client.namespaces().resource(namespace("shop")).patch(apply);
        client.apps().deployments().resource(deployment("web", 1)).patch(apply);
        Deployment changed =
                client.apps().deployments().resource(deployment("web", 4)).patch(apply);
        assertThat(changed.getSpec().getReplicas()).isEqualTo(4);
        assertThat(changed.getMetadata().getManagedFields()).anySatisfy(entry -> {
            assertThat(entry.getManager()).isEqualTo("aks4j");
            assertThat(entry.getOperation()).isEqualTo("Apply");
        });
        assertThat(client.apps().deployments().resource(deployment("web", 4)).serverSideApply())
                .isNotNull();
    }

    @Test
    void watchAndInformerSeeChanges() throws InterruptedException {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        var informer = client.configMaps()
                .inNamespace("default")
                .inform(new io.fabric8.kubernetes.client.informers.ResourceEventHandler<>() {
                    @Override
                    public void onAdd(io.fabric8.kubernetes.api.model.ConfigMap map) {
                        seen.add("+" + map.getMetadata().getName());
                    }

                    @Override
                    public void onUpdate(
                            io.fabric8.kubernetes.api.model.ConfigMap old,
                            io.fabric8.kubernetes.api.model.ConfigMap map) {
                        seen.add("~" + map.getMetadata().getName());
                    }

                    @Override
                    public void onDelete(io.fabric8.kubernetes.api.model.ConfigMap map, boolean unknown) {
                        seen.add("-" + map.getMetadata().getName());
                    }
                });
        assertThat(seen.poll(10, TimeUnit.MINUTES)).isEqualTo("+kube-root-ca.crt");
        cluster.call(
                "POST",
                "/api/v1/namespaces/default/configmaps",
                "{\"metadata\":{\"name\":\"a\"},\"data\":{\"x\":\"1\"}}");
        assertThat(seen.poll(10, TimeUnit.MINUTES)).isEqualTo("+a");
        cluster.patch("/api/v1/namespaces/default/configmaps/a", "merge-patch+json", "{\"data\":{\"x\":\"2\"}}");
        assertThat(seen.poll(10, TimeUnit.MINUTES)).isEqualTo("~a");
        cluster.call("DELETE", "/api/v1/namespaces/default/configmaps/a");
        assertThat(seen.poll(10, TimeUnit.MINUTES)).isEqualTo("-a");
        informer.stop();
    }

    static Namespace namespace(String name) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build();
    }

    static Deployment deployment(String name, int replicas) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("shop")
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .withMatchLabels(Map.of("app", name))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(Map.of("app", name))
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("web")
                .withImage("nginx:1.27")
                .addNewPort()
                .withContainerPort(8080)
                .endPort()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
