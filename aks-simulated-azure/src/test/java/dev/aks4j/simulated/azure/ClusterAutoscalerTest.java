package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.simulated.time.VirtualTime;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pools that follow the load. */
class ClusterAutoscalerTest {

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
                        + "'System','count':1,'vmSize':'Standard_D4ds_v5'},{'name':'apps','mode':'User','count':1,"
                        + "'enableAutoScaling':true,'minCount':1,'maxCount':4,'vmSize':'Standard_D4ds_v5',"
                        + "'nodeLabels':{'for':'apps'}}]}}"));
        client.advance(Duration.ofMinutes(1));
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

    private void pod(String name, String cpu) {
        kubernetes
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
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

    private int count() {
        return RawClient.at(client.get(apps), "/properties/count").asInt();
    }

    private long running() {
        return kubernetes.pods().inNamespace("default").list().getItems().stream()
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .count();
    }

    @Test
    void growsForPodsThatFindNoNodeAndShrinksWhenTheyAreGone() {
        for (int i = 0; i < 3; i++) {
            pod("p" + i, "3");
        }
        assertThat(running()).isLessThanOrEqualTo(1);
        client.advance(Duration.ofMinutes(3));
        assertThat(count()).isEqualTo(3);
        assertThat(running()).isEqualTo(3);
        assertThat(kubernetes.v1().events().inNamespace("default").list().getItems())
                .anyMatch(event -> event.getReason().equals("TriggeredScaleUp")
                        && event.getMessage().contains("1->3 (max: 4)"));
        assertThat(RawClient.at(client.get(apps), "/properties/provisioningState")
                        .asText())
                .isEqualTo("Succeeded");
        kubernetes.pods().inNamespace("default").delete();
        client.advance(Duration.ofMinutes(9));
        assertThat(count()).isEqualTo(3);
        client.advance(Duration.ofMinutes(4));
        assertThat(count()).isEqualTo(1);
        assertThat(kubernetes.nodes().withLabel("for", "apps").list().getItems())
                .hasSize(1);
    }

    @Test
    void staysWithinItsLimits() {
        for (int i = 0; i < 6; i++) {
            pod("p" + i, "3");
        }
        client.advance(Duration.ofMinutes(8));
        assertThat(count()).isEqualTo(4);
        assertThat(running()).isEqualTo(4);
    }

    @Test
    void addsNoNodeThatWouldNotHelpOrThatTheQuotaForbids() {
        pod("huge", "64");
        client.advance(Duration.ofMinutes(5));
        assertThat(count()).isEqualTo(1);
        azure.quota("westeurope").cores("standardDDSv5Family", 12);
        for (int i = 0; i < 4; i++) {
            pod("p" + i, "3");
        }
        client.advance(Duration.ofMinutes(8));
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void looksAtAClusterThatNobodyHasAskedForAnything() {
        String idle = client.cluster("rg", "idle");
        client.follow(client.put(
                idle,
                "{'location':'westeurope','properties':{'dnsPrefix':'idle','agentPoolProfiles':[{'name':'system','mode':"
                        + "'System','count':1,'vmSize':'Standard_D4ds_v5'},{'name':'apps','mode':'User','count':3,"
                        + "'enableAutoScaling':true,'minCount':1,'maxCount':4,'vmSize':'Standard_D4ds_v5'}]}}"));
        client.advance(Duration.ofMinutes(9));
        assertThat(RawClient.at(client.get(idle), "/properties/agentPoolProfiles/1/count")
                        .asInt())
                .isEqualTo(3);
        client.advance(Duration.ofMinutes(3));
        assertThat(RawClient.at(client.get(idle), "/properties/agentPoolProfiles/1/count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aClusterWithoutAutoscalingCostsNoEvents() {
        client.follow(client.put(
                client.cluster("rg", "fixed"),
                "{'location':'westeurope','properties':{'dnsPrefix':'fixed','agentPoolProfiles':[{'name':'system','mode':"
                        + "'System','count':3,'vmSize':'Standard_D4ds_v5'}]}}"));
        VirtualTime time = (VirtualTime) azure.time();
        time.advance(Duration.ofMinutes(30));
        client.follow(client.put(
                client.cluster("rg", "fixed"),
                "{'location':'westeurope','tags':{'a':'b'},'properties':{'dnsPrefix':'fixed','agentPoolProfiles':[{'name':"
                        + "'system','mode':'System','count':3,'vmSize':'Standard_D4ds_v5'}]}}"));
        assertThatThrownBy(() -> time.await(new CompletableFuture<>(), Duration.ofSeconds(1)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("Nothing is left that could happen");
    }

    @Test
    void timeComesToRest() {
        pod("huge", "64");
        pod("p0", "3");
        pod("p1", "3");
        client.advance(Duration.ofHours(1));
        VirtualTime time = (VirtualTime) azure.time();
        assertThatThrownBy(() -> time.await(new CompletableFuture<>(), Duration.ofDays(30)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("Nothing is left that could happen");
    }
}
