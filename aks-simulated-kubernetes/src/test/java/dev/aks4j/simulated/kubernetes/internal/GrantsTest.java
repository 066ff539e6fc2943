package dev.aks4j.simulated.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.TestCluster.Reply;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Who gives away what they do not have is refused, as kube-apiserver 1.37.2 refuses it: 727 writes of roles and bindings,
 * 60 users with roles drawn from a seed, sent to a server on an empty store by impersonation, with status and message.
 */
class GrantsTest {

    private static List<JsonNode> recorded() {
        List<JsonNode> steps = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(
                        Objects.requireNonNull(GrantsTest.class.getResourceAsStream("escalation-1.37.2.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> steps.add(KubeJson.parse(line.getBytes(StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return steps;
    }

    @Test
    void rolesAndBindingsAreRefusedAsTheRealServerRefusesThem() {
        TestCluster cluster = new TestCluster(builder -> builder.version("1.37.2"));
        List<String> differences = new ArrayList<>();
        for (JsonNode step : recorded()) {
            String type =
                    step.path("method").asText().equals("PATCH") ? "application/merge-patch+json" : "application/json";
            Reply reply = cluster.call(
                    step.path("method").asText(),
                    step.path("path").asText(),
                    step.path("body").toString(),
                    Map.of("Authorization", "Bearer " + step.path("user").asText(), "Content-Type", type));
            String wanted =
                    step.path("status").asInt() + " " + step.path("message").asText();
            String got = reply.status() + " " + (reply.status() < 400 ? "" : reply.message());
            if (!got.equals(wanted)) {
                differences.add(step.path("user").asText() + " "
                        + step.path("path").asText() + "\n  real: " + wanted + "\n  here: " + got);
            }
        }
        assertThat(differences).isEmpty();
    }
}
