package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.wire.Response;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While an upgrade is under way, nodes, machines and scale set show what has been done and what is being done. */
class NodeByNodeUpgradeTest {

    private static final Map<String, String> WEB = Map.of("app", "web");

    private final AzureSimulator azure = AzureSimulator.create();
    private final RawClient client = RawClient.of(azure);
    private final String cluster = client.cluster("rg", "shop");
    private final String apps = cluster + "/agentPools/apps";
    private KubernetesClient kubernetes;

    @BeforeEach
    void create() {
        client.put(client.group("rg"), "{'location':'westeurope'}");
        client.follow(client.put(
                cluster,
                "{'location':'westeurope','properties':{'kubernetesVersion':'1.35','dnsPrefix':'shop',"
                        + "'agentPoolProfiles':[{'name':'system','mode':'System','count':1,'vmSize':'Standard_D4ds_v5',"
                        + "'nodeTaints':['CriticalAddonsOnly=true:NoSchedule']},"
                        + "{'name':'apps','mode':'User','count':4,'vmSize':'Standard_D4ds_v5',"
                        + "'upgradeSettings':{'maxSurge':'2'}}]}}"));
        client.advance(Duration.ofMinutes(1));
        String kubeconfig = RawClient.at(client.post(cluster + "/listClusterAdminCredential"), "/kubeconfigs/0/value")
                .asText();
        kubernetes = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(
                        new String(Base64.getDecoder().decode(kubeconfig), StandardCharsets.UTF_8)))
                .withHttpClientFactory(azure.kubernetesClients())
                .build();
        kubernetes
                .resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("web")
                        .withNamespace("default")
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(8)
                        .withNewSelector()
                        .withMatchLabels(WEB)
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(WEB)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("web")
                        .withImage("nginx")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
        ObjectNode body = RawClient.body(client.get(cluster));
        ((ObjectNode) body.path("properties")).put("kubernetesVersion", "1.36");
        body.at("/properties/agentPoolProfiles")
                .forEach(
                        pool -> ((ObjectNode) pool).set("orchestratorVersion", pool.get("currentOrchestratorVersion")));
        client.follow(client.send("PUT", cluster, body));
    }

    @AfterEach
    void close() {
        kubernetes.close();
        azure.close();
    }

    /** What one looks at while an upgrade is under way. */
    private record Seen(int nodes, int machines, int capacity, Set<String> versions, int cordoned, int ready) {}

    private Seen look() {
        List<Node> nodes = kubernetes
                .nodes()
                .withLabel("kubernetes.azure.com/agentpool", "apps")
                .list()
                .getItems();
        JsonNode sets = RawClient.at(
                client.get(
                        client.group("MC_rg_shop_westeurope") + "/providers/Microsoft.Compute/virtualMachineScaleSets"),
                "/value");
        int capacity = 0;
        for (JsonNode set : sets) {
            capacity += set.path("name").asText().contains("apps")
                    ? set.at("/sku/capacity").asInt()
                    : 0;
        }
        List<Pod> pods =
                kubernetes.pods().inNamespace("default").withLabels(WEB).list().getItems();
        return new Seen(
                nodes.size(),
                RawClient.at(client.get(apps + "/machines"), "/value").size(),
                capacity,
                nodes.stream()
                        .map(node -> node.getStatus()
                                .getNodeInfo()
                                .getKubeletVersion()
                                .substring(0, 5))
                        .collect(Collectors.toCollection(TreeSet::new)),
                (int) nodes.stream()
                        .filter(node -> Boolean.TRUE.equals(node.getSpec().getUnschedulable()))
                        .count(),
                (int) pods.stream()
                        .filter(pod -> pod.getStatus().getConditions().stream()
                                .anyMatch(each -> each.getType().equals("Ready")
                                        && each.getStatus().equals("True")))
                        .count());
    }

    private Response upgrade() {
        ObjectNode body = RawClient.body(client.get(apps));
        ((ObjectNode) body.path("properties")).put("orchestratorVersion", "1.36");
        return client.send("PUT", apps, body);
    }

    private boolean underWay() {
        return RawClient.at(client.get(apps), "/properties/provisioningState")
                .asText()
                .equals("Upgrading");
    }

    @Test
    void surgeNodesComeNodesAreDrainedInTurnAndTheirNamesStay() {
        Set<String> before = names();
        upgrade();
        List<Seen> seen = new ArrayList<>();
        while (underWay()) {
            seen.add(look());
            azure.time().advance(Duration.ofSeconds(20));
        }
        Seen after = look();
        assertThat(seen).allSatisfy(each -> {
            assertThat(each.nodes()).isEqualTo(each.machines()).isEqualTo(each.capacity());
            assertThat(each.nodes()).isBetween(4, 6);
            assertThat(each.cordoned()).isLessThanOrEqualTo(2);
        });
        assertThat(seen).anySatisfy(each -> assertThat(each.nodes()).isEqualTo(6));
        assertThat(seen).anySatisfy(each -> assertThat(each.cordoned()).isEqualTo(2));
        assertThat(seen.stream().map(Seen::versions).distinct().toList())
                .startsWith(Set.of("v1.35"), Set.of("v1.35", "v1.36"));
        assertThat(after).isEqualTo(new Seen(4, 4, 4, Set.of("v1.36"), 0, 8));
        assertThat(names()).isEqualTo(before);
    }

    @Test
    void podsAreMovedAndABudgetIsKeptAtEveryMoment() {
        kubernetes
                .resource(new io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder()
                        .withNewMetadata()
                        .withName("web")
                        .withNamespace("default")
                        .endMetadata()
                        .withNewSpec()
                        .withMinAvailable(new io.fabric8.kubernetes.api.model.IntOrString(7))
                        .withNewSelector()
                        .withMatchLabels(WEB)
                        .endSelector()
                        .endSpec()
                        .build())
                .create();
        azure.time().advance(Duration.ofMinutes(1));
        upgrade();
        while (underWay()) {
            assertThat(look().ready()).isGreaterThanOrEqualTo(7);
            azure.time().advance(Duration.ofSeconds(5));
        }
        assertThat(look()).isEqualTo(new Seen(4, 4, 4, Set.of("v1.36"), 0, look().ready()));
        assertThat(RawClient.at(client.get(apps), "/properties/provisioningState")
                        .asText())
                .isEqualTo("Succeeded");
    }

    @Test
    void whatAnAbortedUpgradeHasDoneStaysAndTheNextOneGoesOnFromThere() {
        upgrade();
        while (!look().versions().equals(Set.of("v1.35", "v1.36")) || look().cordoned() == 0) {
            azure.time().advance(Duration.ofSeconds(20));
        }
        azure.time().advance(Duration.ofMinutes(5));
        client.follow(client.post(apps + "/abort"));
        Seen left = look();
        assertThat(left.nodes()).isEqualTo(4);
        assertThat(left.versions()).containsExactly("v1.35", "v1.36");
        assertThat(left.cordoned()).isZero();
        azure.time().advance(Duration.ofMinutes(30));
        assertThat(look().versions()).containsExactly("v1.35", "v1.36");
        assertThat(client.follow(upgrade()).path("status").asText()).isEqualTo("Succeeded");
        assertThat(look().versions()).containsExactly("v1.36");
    }

    private Set<String> names() {
        return kubernetes.nodes().withLabel("kubernetes.azure.com/agentpool", "apps").list().getItems().stream()
                .map(node -> node.getMetadata().getName())
                .collect(Collectors.toSet());
    }
}
