package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Response;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Budgets of pods stand against upgrades: before they begin, and while nodes are drained. */
class UpgradeDrainTest {

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
                        + "{'name':'apps','mode':'User','count':2,'vmSize':'Standard_D4ds_v5'}]}}"));
        client.advance(Duration.ofMinutes(1));
        String kubeconfig = RawClient.at(client.post(cluster + "/listClusterUserCredential"), "/kubeconfigs/0/value")
                .asText();
        Config config =
                Config.fromKubeconfig(new String(Base64.getDecoder().decode(kubeconfig), StandardCharsets.UTF_8));
        kubernetes = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(azure.kubernetesClients())
                .build();
        run(2);
    }

    @AfterEach
    void close() {
        kubernetes.close();
    }

    private void run(int replicas) {
        kubernetes
                .resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("web")
                        .withNamespace("default")
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas)
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
                .serverSideApply();
        client.advance(Duration.ofMinutes(1));
    }

    private static PodDisruptionBudgetBuilder budget() {
        return new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withName("web")
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .withMatchLabels(WEB)
                .endSelector()
                .endSpec();
    }

    private void guard(PodDisruptionBudget budget) {
        kubernetes.resource(budget).forceConflicts().serverSideApply();
        client.advance(Duration.ofSeconds(10));
    }

    private void atMostUnavailable(int pods) {
        guard(budget().editSpec()
                .withMaxUnavailable(new IntOrString(pods))
                .endSpec()
                .build());
    }

    private void atLeastAvailable(Object pods) {
        IntOrString least = pods instanceof Integer number ? new IntOrString(number) : new IntOrString((String) pods);
        guard(budget().editSpec().withMinAvailable(least).endSpec().build());
    }

    private Response upgradeCluster() {
        ObjectNode body = RawClient.body(client.get(cluster));
        ObjectNode properties = (ObjectNode) body.path("properties");
        properties.put("kubernetesVersion", "1.36");
        properties.path("agentPoolProfiles").forEach(pool -> ((ObjectNode) pool).put("orchestratorVersion", "1.36"));
        return client.send("PUT", cluster, body);
    }

    private Response changePool(String json) {
        ObjectNode body = RawClient.body(client.get(apps));
        ((ObjectNode) body.path("properties")).setAll(AzureJson.read(json.replace('\'', '"')));
        return client.send("PUT", apps, body);
    }

    private void newerControlPlane() {
        ObjectNode body = RawClient.body(client.get(cluster));
        ((ObjectNode) body.path("properties")).put("kubernetesVersion", "1.36");
        body.at("/properties/agentPoolProfiles")
                .forEach(
                        pool -> ((ObjectNode) pool).set("orchestratorVersion", pool.get("currentOrchestratorVersion")));
        assertThat(client.follow(client.send("PUT", cluster, body))
                        .path("status")
                        .asText())
                .isEqualTo("Succeeded");
    }

    private static void refused(Response response, String budget) {
        assertThat(response.status()).isEqualTo(400);
        assertThat(RawClient.at(response, "/code").asText()).isEqualTo("UnsatisfiablePDB");
        assertThat(RawClient.at(response, "/message").asText())
                .isEqualTo("Upgrade is blocked due to invalid Pod Disruption Budgets (PDBs). Please review the PDB spec"
                        + " to allow disruptions during upgrades. To bypass this error, set forceUpgrade in"
                        + " upgradeSettings.overrideSettings. Bypassing this error without updating the PDB may result"
                        + " in drain failures during upgrade process. Invalid PDBs details: 1 error occurred:\n"
                        + "\t* PDB default/web has " + budget + " can't proceed with put operation\n\n");
    }

    private List<Node> nodes(String pool) {
        return kubernetes
                .nodes()
                .withLabel("kubernetes.azure.com/agentpool", pool)
                .list()
                .getItems();
    }

    @Test
    void noUpgradeBeginsWhileABudgetNeverAllowsADisruption() {
        newerControlPlane();
        atMostUnavailable(0);
        refused(upgradeCluster(), "maxunavailble == 0");
        refused(changePool("{'orchestratorVersion':'1.36'}"), "maxunavailble == 0");
        client.advance(Duration.ofDays(8));
        refused(RawClient.of(azure).post(apps + "/upgradeNodeImageVersion"), "maxunavailble == 0");
    }

    @Test
    void aBudgetThatNeedsAllOfItsPodsIsOneOfThem() {
        atLeastAvailable(2);
        refused(upgradeCluster(), "minAvailable(2) >= expectedPods(2) ");
        atLeastAvailable("100%");
        refused(upgradeCluster(), "minAvailable(2) >= expectedPods(2) ");
    }

    @Test
    void aBudgetDoesNotStandAgainstOtherChanges() {
        atMostUnavailable(0);
        assertThat(client.follow(changePool("{'count':3}")).path("status").asText())
                .isEqualTo("Succeeded");
    }

    @Test
    void anUpgradeGoesWhereEveryBudgetAllowsADisruption() {
        atMostUnavailable(1);
        assertThat(client.follow(upgradeCluster()).path("status").asText()).isEqualTo("Succeeded");
        assertThat(nodes("apps"))
                .allMatch(node ->
                        node.getStatus().getNodeInfo().getKubeletVersion().startsWith("v1.36."));
    }

    @Test
    void aForcedUpgradeHeedsNoBudgetUntilItsTimeIsOver() {
        atMostUnavailable(0);
        ObjectNode body = RawClient.body(client.get(cluster));
        AzureJson.child(AzureJson.child((ObjectNode) body.path("properties"), "upgradeSettings"), "overrideSettings")
                .put("forceUpgrade", true);
        client.follow(client.send("PUT", cluster, body));
        String until = RawClient.at(client.get(cluster), "/properties/upgradeSettings/overrideSettings/until")
                .asText();
        assertThat(Duration.between(azure.time().now(), Instant.parse(until)))
                .isBetween(Duration.ofDays(2), Duration.ofDays(3));
        newerControlPlane();
        assertThat(client.follow(changePool("{'orchestratorVersion':'1.36'}"))
                        .path("status")
                        .asText())
                .isEqualTo("Succeeded");
        client.advance(Duration.ofDays(8));
        refused(RawClient.of(azure).post(apps + "/upgradeNodeImageVersion"), "maxunavailble == 0");
    }

    /** A budget that would allow a disruption, did it not guard two pods that never become ready. */
    private void blockDrains() {
        atLeastAvailable(2);
        run(3);
        kubernetes.pods().inNamespace("default").withLabels(WEB).list().getItems().stream()
                .limit(2)
                .forEach(pod -> kubernetes
                        .pods()
                        .inNamespace("default")
                        .withName(pod.getMetadata().getName())
                        .editStatus(live -> {
                            live.getStatus().getConditions().stream()
                                    .filter(condition -> condition.getType().equals("Ready"))
                                    .forEach(condition -> condition.setStatus("False"));
                            return live;
                        }));
        client.advance(Duration.ofSeconds(10));
        newerControlPlane();
    }

    @Test
    void anUpgradeFailsWhenANodeIsNotDrainedInTime() {
        blockDrains();
        changePool("{'upgradeSettings':{'drainTimeoutInMinutes':10,'maxSurge':'1'}}");
        client.advance(Duration.ofMinutes(5));
        ObjectNode failed = client.follow(changePool("{'orchestratorVersion':'1.36'}"));
        assertThat(failed.path("status").asText()).isEqualTo("Failed");
        assertThat(failed.at("/error/code").asText()).isEqualTo("UpgradeFailed");
        assertThat(failed.at("/error/message").asText())
                .matches(
                        "Drain node aks-apps-\\d{8}-vmss00000\\d failed when evicting pod web-[a-z0-9-]+ failed with Too"
                                + " Many Requests error\\. This is often caused by a restrictive Pod Disruption Budget \\(PDB\\)"
                                + " policy\\. See https://aka\\.ms/aks/debugdrainfailures\\. Original error: Cannot evict pod as it"
                                + " would violate the pod's disruption budget\\.\\. PDB debug info: default/web-[a-z0-9-]+ blocked"
                                + " by pdb web with 2 unready pods: \\[default/web-[a-z0-9-]+, default/web-[a-z0-9-]+]\\.");
        assertThat(RawClient.at(client.get(apps), "/properties/provisioningState")
                        .asText())
                .isEqualTo("Failed");
        assertThat(nodes("apps"))
                .allMatch(node ->
                        node.getStatus().getNodeInfo().getKubeletVersion().startsWith("v1.35."));

        run(4);
        assertThat(client.follow(changePool("{'orchestratorVersion':'1.36'}"))
                        .path("status")
                        .asText())
                .isEqualTo("Succeeded");
    }

    @Test
    void anUpgradeGoesOnWhenABudgetGivesWayBeforeTheTimeIsOver() {
        blockDrains();
        Response begun = changePool("{'orchestratorVersion':'1.36'}");
        client.advance(Duration.ofMinutes(20));
        assertThat(RawClient.at(client.get(apps), "/properties/provisioningState")
                        .asText())
                .isEqualTo("Upgrading");
        run(4);
        assertThat(client.follow(begun).path("status").asText()).isEqualTo("Succeeded");
    }

    @Test
    void nodesThatDoNotDrainAreSetAsideIfThePoolSaysSo() {
        blockDrains();
        client.follow(changePool(
                "{'upgradeSettings':{'drainTimeoutInMinutes':5,'maxSurge':'2','undrainableNodeBehavior':'Cordon'}}"));
        assertThat(client.follow(changePool("{'orchestratorVersion':'1.36'}"))
                        .path("status")
                        .asText())
                .isEqualTo("Succeeded");
        List<Node> aside = nodes("apps").stream()
                .filter(node ->
                        "Quarantined".equals(node.getMetadata().getLabels().get("kubernetes.azure.com/upgrade-status")))
                .toList();
        assertThat(aside).isNotEmpty().allSatisfy(node -> {
            assertThat(node.getSpec().getUnschedulable()).isTrue();
            assertThat(node.getStatus().getNodeInfo().getKubeletVersion()).startsWith("v1.35.");
        });
        assertThat(nodes("apps")).hasSize(2 + aside.size());
        assertThat(RawClient.at(client.get(apps), "/properties/count").asInt()).isEqualTo(2);
    }

    @Test
    void noMoreNodesAreSetAsideThanThereIsSurge() {
        run(6);
        atLeastAvailable(5);
        kubernetes.pods().inNamespace("default").withLabels(WEB).list().getItems().stream()
                .limit(2)
                .forEach(pod -> kubernetes
                        .pods()
                        .inNamespace("default")
                        .withName(pod.getMetadata().getName())
                        .editStatus(live -> {
                            live.getStatus().getConditions().stream()
                                    .filter(condition -> condition.getType().equals("Ready"))
                                    .forEach(condition -> condition.setStatus("False"));
                            return live;
                        }));
        client.advance(Duration.ofSeconds(10));
        newerControlPlane();
        client.follow(changePool(
                "{'upgradeSettings':{'drainTimeoutInMinutes':5,'maxSurge':'1','undrainableNodeBehavior':'Cordon'}}"));
        ObjectNode failed = client.follow(changePool("{'orchestratorVersion':'1.36'}"));
        assertThat(failed.at("/error/message").asText())
                .startsWith("Cordoned nodes have used all surge nodes but there are more nodes to be upgraded.");
    }
}
