package dev.aks4j.tests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aks4j.core.Aks;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.operate.NodePool;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.testkit.AksTest;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The examples whose bodies change one thing and say nothing else, which are verbs: AgentPools_Stop, AgentPools_Start and
 * ManagedClustersUpdateTags.
 */
@AksTest
class PowerExamplesTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg1", Region.WEST_EUROPE);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void stoppingAndStartingAPoolChangesItsPowerStateOnly(Aks aks, SimulatedAzure azure)
            throws JsonProcessingException {
        ClusterSpec spec = ClusterSpec.builder("clustername1", GROUP)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5"))
                .userPool("agentpool1", pool -> pool.vmSize("Standard_D4ds_v5").autoscale(3, 55))
                .build();
        aks.plan(GROUP, spec).apply().await(LONG);

        assertThat(sent(aks, azure, spec, NodePool::stop)).isEqualTo(Map.of("/properties/powerState/code", "Stopped"));
        assertThat(sent(aks, azure, spec, NodePool::start)).isEqualTo(Map.of("/properties/powerState/code", "Running"));
    }

    @Test
    void taggingAClusterChangesItsTagsOnly(Aks aks, SimulatedAzure azure) throws JsonProcessingException {
        ClusterSpec spec = ClusterSpec.builder("clustername1", GROUP)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5"))
                .tag("tier", "production")
                .build();
        aks.plan(GROUP, spec).apply().await(LONG);
        azure.requests().clear();

        aks.clusters()
                .get(spec.id())
                .tag(Map.of("tier", "testing", "archv3", "x"))
                .await(LONG);

        String path = "**/managedClusters/clustername1";
        String before = azure.requests().matching("GET", path).get(0).response();
        String body = azure.requests().matching("PUT", path).get(0).body();
        assertThat(changed(before, body)).isEqualTo(Map.of("/tags/tier", "testing", "/tags/archv3", "x"));
    }

    /** Returns what the body that a verb sends says otherwise than the pool did. */
    private static Map<String, String> sent(
            Aks aks, SimulatedAzure azure, ClusterSpec spec, Function<NodePool, Run> verb)
            throws JsonProcessingException {
        String path = "/managedClusters/clustername1/agentPools/agentpool1";
        verbless(aks, spec);
        String before = azure.requests().matching("GET", "**" + path).stream()
                .reduce((first, last) -> last)
                .orElseThrow()
                .response();
        azure.requests().clear();
        verb.apply(aks.clusters().get(spec.id()).pool("agentpool1")).await(LONG);
        String body = azure.requests().matching("PUT", "**" + path).get(0).body();
        return changed(before, body);
    }

    private static Map<String, String> changed(String before, String body) throws JsonProcessingException {
        Map<String, JsonNode> had = Facts.of(JSON.readTree(before));
        Map<String, String> changed = new TreeMap<>();
        Facts.of(JSON.readTree(body)).forEach((pointer, value) -> {
            if (!value.equals(had.get(pointer))) {
                changed.put(pointer, value.asText());
            }
        });
        return changed;
    }

    private static void verbless(Aks aks, ClusterSpec spec) {
        aks.clusters().get(spec.id()).pool("agentpool1").label(Map.of("a", "b")).await(LONG);
    }
}
