package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.time.VirtualTime;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
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

/** Pools of single machines: of several sizes, counted by their author or by the cluster autoscaler. */
class MachineProfilesTest {

    private static final String SIZE = "node.kubernetes.io/instance-type";

    private final AzureSimulator azure = AzureSimulator.builder()
            .time(VirtualTime.startingAt(Instant.parse("2026-11-23T09:00:00Z"), Duration.ofMillis(1)))
            .build();
    private final RawClient client = RawClient.of(azure);
    private final String cluster = client.cluster("rg", "shop");
    private final String apps = cluster + "/agentPools/apps";
    private KubernetesClient kubernetes;

    @BeforeEach
    void create() {
        client.put(client.group("rg"), "{'location':'westeurope'}");
        client.follow(client.put(
                cluster,
                "{'location':'westeurope','properties':{'dnsPrefix':'shop','agentPoolProfiles':[{'name':'system','mode':"
                        + "'System','count':1,'vmSize':'Standard_D4ds_v5'}]}}"));
        String yaml = new String(
                Base64.getDecoder()
                        .decode(RawClient.at(
                                        client.post(cluster + "/listClusterUserCredential"), "/kubeconfigs/0/value")
                                .asText()),
                StandardCharsets.UTF_8);
        kubernetes = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(yaml))
                .withHttpClientFactory(azure.kubernetesClients())
                .build();
    }

    @AfterEach
    void close() {
        kubernetes.close();
    }

    private void pool(String scale) {
        client.follow(client.put(
                apps,
                "{'properties':{'mode':'User','type':'VirtualMachines','nodeLabels':{'for':'apps'},"
                        + "'virtualMachinesProfile':{'scale':" + scale + "}}}"));
        client.advance(Duration.ofMinutes(1));
    }

    private List<String> sizes() {
        return kubernetes.nodes().withLabel("for", "apps").list().getItems().stream()
                .map(Node::getMetadata)
                .map(meta -> meta.getLabels().get(SIZE))
                .sorted()
                .toList();
    }

    private JsonNode read(String pointer) {
        return RawClient.at(client.get(apps), pointer);
    }

    private long cores() {
        String usages =
                "/subscriptions/" + azure.subscriptionId() + "/providers/Microsoft.Compute/locations/westeurope/usages";
        for (JsonNode each : RawClient.at(client.get(usages + "?api-version=2024-11-01"), "/value")) {
            if (each.at("/name/value").asText().equals("cores")) {
                return each.path("currentValue").asLong();
            }
        }
        throw new AssertionError("no cores in the usages");
    }

    private void pods(int number, String cpu) {
        for (int i = 0; i < number; i++) {
            kubernetes
                    .resource(new PodBuilder()
                            .withNewMetadata()
                            .withName("p" + i)
                            .withNamespace("default")
                            .endMetadata()
                            .withNewSpec()
                            .withNodeSelector(Map.of("for", "apps"))
                            .addNewContainer()
                            .withName("main")
                            .withImage("nginx:1.27")
                            .withNewResources()
                            .addToRequests("cpu", new Quantity(cpu))
                            .endResources()
                            .endContainer()
                            .endSpec()
                            .build())
                    .create();
        }
    }

    @Test
    void hasAsManyMachinesOfEachSizeAsItsAuthorAsksFor() {
        pool("{'manual':[{'size':'Standard_D4ds_v5','count':2},{'size':'Standard_D8ds_v5','count':1}]}");
        assertThat(sizes()).containsExactly("Standard_D4ds_v5", "Standard_D4ds_v5", "Standard_D8ds_v5");
        assertThat(read("/properties/virtualMachineNodesStatus").toString())
                .isEqualTo("[{\"size\":\"Standard_D4ds_v5\",\"count\":2},{\"size\":\"Standard_D8ds_v5\",\"count\":1}]");
        assertThat(read("/properties/count").isNull()).isTrue();
        assertThat(read("/properties/vmSize").asText("unset")).isEmpty();
        assertThat(cores()).isEqualTo(4 + 8 + 8);
        pool("{'manual':[{'size':'Standard_D4ds_v5','count':1},{'size':'Standard_D8ds_v5','count':2}]}");
        assertThat(sizes()).containsExactly("Standard_D4ds_v5", "Standard_D8ds_v5", "Standard_D8ds_v5");
    }

    @Test
    void theAutoscalerChoosesTheSizeThatFits() {
        pool("{'autoscale':[{'size':'Standard_D4ds_v5','minCount':1,'maxCount':3},{'size':'Standard_D8ds_v5',"
                + "'minCount':0,'maxCount':2}]}");
        assertThat(sizes()).containsExactly("Standard_D4ds_v5");
        pods(2, "6");
        client.advance(Duration.ofMinutes(3));
        assertThat(sizes()).containsExactly("Standard_D4ds_v5", "Standard_D8ds_v5", "Standard_D8ds_v5");
        assertThat(read("/properties/virtualMachineNodesStatus/1/count").asInt())
                .isEqualTo(2);
        assertThat(cores()).isEqualTo(4 + 4 + 16);
        kubernetes.pods().inNamespace("default").delete();
        client.advance(Duration.ofMinutes(15));
        assertThat(sizes()).containsExactly("Standard_D4ds_v5");
    }

    @Test
    void anotherWriteLeavesWhatTheAutoscalerChose() {
        String scale = "{'autoscale':[{'size':'Standard_D4ds_v5','minCount':0,'maxCount':3}]}";
        pool(scale);
        assertThat(sizes()).isEmpty();
        pods(2, "3");
        client.advance(Duration.ofMinutes(3));
        assertThat(sizes()).hasSize(2);
        pool(scale);
        assertThat(sizes()).hasSize(2);
        client.follow(
                client.put(apps, RawClient.at(client.get(apps), "").toString().replace('"', '\'')));
        assertThat(sizes()).hasSize(2);
    }

    @Test
    void aMachineThatIsDeletedIsCountedLess() {
        pool("{'manual':[{'size':'Standard_D4ds_v5','count':2},{'size':'Standard_D8ds_v5','count':1}]}");
        String name = kubernetes
                .nodes()
                .withLabel(SIZE, "Standard_D8ds_v5")
                .list()
                .getItems()
                .get(0)
                .getMetadata()
                .getName();
        client.follow(
                client.send("POST", apps + "/deleteMachines", AzureJson.read("{\"machineNames\":[\"" + name + "\"]}")));
        client.advance(Duration.ofMinutes(1));
        assertThat(sizes()).containsExactly("Standard_D4ds_v5", "Standard_D4ds_v5");
        assertThat(read("/properties/virtualMachinesProfile/scale/manual/1/count")
                        .asInt())
                .isZero();
    }

    @Test
    void aNewWindowsPoolIsWindowsServer2025FromKubernetes137On() {
        String newest = client.cluster("rg", "newest");
        client.follow(client.put(
                newest,
                "{'location':'westeurope','properties':{'dnsPrefix':'newest','kubernetesVersion':'1.37','windowsProfile':"
                        + "{'adminUsername':'azureuser','adminPassword':'P@ssw0rd1234-long'},'networkProfile':"
                        + "{'networkPlugin':'azure'},'agentPoolProfiles':[{'name':'system','mode':'System','count':1,"
                        + "'vmSize':'Standard_D4ds_v5'},{'name':'win','mode':'User','count':1,'osType':'Windows','vmSize':"
                        + "'Standard_D4ds_v5'},{'name':'win2','mode':'User','count':1,'osType':'Windows','osSKU':'Windows2025',"
                        + "'enableFIPS':true,'vmSize':'Standard_D4ds_v5'}]}}"));
        for (String name : List.of("win", "win2")) {
            JsonNode pool = RawClient.at(client.get(newest + "/agentPools/" + name), "/properties");
            assertThat(pool.path("osSKU").asText()).isEqualTo("Windows2025");
            assertThat(pool.path("enableFIPS").asBoolean()).isTrue();
        }
    }
}
