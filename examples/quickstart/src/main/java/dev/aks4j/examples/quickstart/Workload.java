package dev.aks4j.examples.quickstart;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What runs on the cluster: a small web server, behind the internal load balancer that the plan has made. */
final class Workload {

    private static final Map<String, String> LABELS = Map.of("app", "web");

    private final KubernetesClient kubernetes;

    Workload(KubernetesClient kubernetes) {
        this.kubernetes = kubernetes;
    }

    List<String> nodes() {
        return kubernetes.nodes().list().getItems().stream()
                .map(Workload::describe)
                .toList();
    }

    private static String describe(Node node) {
        Map<String, String> labels = node.getMetadata().getLabels();
        boolean ready = node.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .map(NodeCondition::getStatus)
                .anyMatch("True"::equals);
        return String.format(
                "  %-34s %-8s pool %-8s zone %-16s %s",
                node.getMetadata().getName(),
                ready ? "Ready" : "NotReady",
                labels.getOrDefault("kubernetes.azure.com/agentpool", "?"),
                labels.getOrDefault("topology.kubernetes.io/zone", "-"),
                node.getStatus().getNodeInfo().getKubeletVersion());
    }

    /** Deploys the web server and waits until its pods are ready. */
    Deployment deploy() {
        Deployment web = new DeploymentBuilder()
                .withNewMetadata()
                .withName("web")
                .withNamespace("default")
                .withLabels(LABELS)
                .endMetadata()
                .withNewSpec()
                .withReplicas(2)
                .withNewSelector()
                .withMatchLabels(LABELS)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(LABELS)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("web")
                .withImage("mcr.microsoft.com/azuredocs/aks-helloworld:v1")
                .addNewPort()
                .withContainerPort(8080)
                .endPort()
                .withNewResources()
                .addToRequests("cpu", new Quantity("100m"))
                .addToRequests("memory", new Quantity("128Mi"))
                .endResources()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        kubernetes.resource(web).serverSideApply();
        return kubernetes.resource(web).waitUntilReady(5, TimeUnit.MINUTES);
    }

    /** Waits until the internal load balancer has its address, and returns it. */
    String address() {
        Service service = kubernetes
                .services()
                .inNamespace("default")
                .withName("web")
                .waitUntilCondition(found -> address(found).isPresent(), 10, TimeUnit.MINUTES);
        return address(service).orElseThrow();
    }

    private static Optional<String> address(Service service) {
        return Optional.ofNullable(service)
                .map(found -> found.getStatus().getLoadBalancer().getIngress())
                .flatMap(ingress -> ingress.stream().findFirst())
                .map(LoadBalancerIngress::getIp);
    }
}
