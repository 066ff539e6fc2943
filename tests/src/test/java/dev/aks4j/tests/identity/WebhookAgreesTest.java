package dev.aks4j.tests.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.identity.ServiceAccountSpec;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * What the webhook of workload identity 1.6.0 makes of generated pods and service accounts: its own handler was given each
 * pod, and the pod that came out, or the refusal, is in the file. The rules and the simulator's webhook are held against it.
 */
class WebhookAgreesTest {

    private static final String EXPIRATION = "azure.workload.identity/service-account-token-expiration";
    private static final String TENANT = "33333333-3333-3333-3333-333333333333";
    private static final List<Json> LINES = lines();

    private static List<Json> lines() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(WebhookAgreesTest.class.getResourceAsStream("webhook-1.6.0.jsonl.gz")),
                StandardCharsets.UTF_8))) {
            // Pods of a service account that is missing never come to the webhook.
            return reader.lines()
                    .map(Json::parse)
                    .filter(line ->
                            line.at("/pod/spec/serviceAccountName").asText().equals("orders"))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void rawAnnotationsAreRefusedWhereTheWebhookRefusesEveryPod() {
        List<String> differences = new ArrayList<>();
        int refusals = 0;
        for (Json line : LINES) {
            String raw = line.path("serviceAccount").path(EXPIRATION).asText();
            boolean ofPod = !line.at("/pod/metadata/annotations")
                    .path(EXPIRATION)
                    .asText()
                    .isEmpty();
            String message = line.path("message").asText();
            if (!ofPod && !message.contains("proxy")) {
                boolean real = !message.isEmpty();
                refusals += real ? 1 : 0;
                if (isRefused(raw) != real) {
                    differences.add(raw + ": " + message);
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(refusals).isGreaterThan(20);
    }

    private static boolean isRefused(String raw) {
        try {
            ServiceAccountSpec.builder("orders", "shop-ns", PodWorld.CLUSTER)
                    .annotation(EXPIRATION, raw)
                    .build();
            return false;
        } catch (InvalidSpecException refused) {
            return refused.getMessage().contains("AKS-ID-034");
        }
    }

    @Test
    void theSimulatorsWebhookDoesAsTheRealOne() {
        try (PodWorld world = new PodWorld(false)) {
            List<String> differences = new ArrayList<>();
            for (Json line : LINES) {
                // The real handler passes a port below 1, and the API server then refuses the pod.
                if (!line.at("/pod/metadata/annotations").toString().contains("\"-1\"")) {
                    compare(world, line, differences);
                }
            }
            assertThat(differences).isEmpty();
        }
    }

    private static void compare(PodWorld world, Json line, List<String> differences) {
        ServiceAccount account = world.kubernetes
                .serviceAccounts()
                .inNamespace(PodWorld.NAMESPACE)
                .withName("orders")
                .get();
        Json annotations = line.path("serviceAccount");
        account.getMetadata().getAnnotations().clear();
        annotations
                .properties()
                .forEach(each -> account.getMetadata()
                        .getAnnotations()
                        .put(each.getKey(), each.getValue().asText()));
        world.kubernetes.resource(account).update();
        Pod pod = Serialization.unmarshal(line.path("pod").toString(), Pod.class);
        pod.getMetadata().setNamespace(PodWorld.NAMESPACE);
        if (pod.getSpec().getVolumes().isEmpty()) {
            // Some mount it without having it, which is the API server's to refuse.
            pod.getSpec()
                    .getVolumes()
                    .add(new VolumeBuilder()
                            .withName("data")
                            .withNewEmptyDir()
                            .endEmptyDir()
                            .build());
        }
        String real = line.path("allowed").asBoolean()
                ? told(line.path("result"), TENANT)
                : "refused: " + line.path("message").asText();
        String simulated;
        try {
            Pod made = world.kubernetes.resource(pod).create();
            simulated = told(Json.parse(Serialization.asJson(made)), world.azure.tenantId());
            world.kubernetes.resource(made).withGracePeriod(0).delete();
        } catch (KubernetesClientException refused) {
            String message = String.valueOf(refused.getMessage());
            String mark = "denied the request: ";
            int at = message.indexOf(mark);
            String why = at < 0 ? message : message.substring(at + mark.length());
            simulated = "refused: " + why.replaceAll("\\. Received status.*", "");
        }
        if (!simulated.equals(real)) {
            differences.add(line.path("pod") + " of " + annotations + "\n  real " + real + "\n  sim  " + simulated);
        }
    }

    /** Returns what the webhook decides: containers with variables and the mount, and the volume. */
    private static String told(Json pod, String tenant) {
        List<String> parts = new ArrayList<>();
        Stream.of("initContainers", "containers")
                .forEach(list -> pod.at("/spec/" + list)
                        .forEach(each -> parts.add(each.path("name").asText() + " "
                                + each.path("env").stream()
                                        .map(one -> one.path("name").asText() + "="
                                                + one.path("value").asText())
                                        .toList()
                                + each.path("volumeMounts").stream()
                                        .filter(one -> one.path("name").asText().startsWith("azure-workload"))
                                        .map(one -> one.path("mountPath").asText()
                                                + one.path("readOnly")
                                                + one.path("name").asText())
                                        .toList())));
        pod.at("/spec/volumes").stream()
                .filter(each -> each.path("name").asText().startsWith("azure-workload"))
                .forEach(each -> parts.add(each.path("name").asText()
                        + each.at("/projected/sources/0/serviceAccountToken/audience")
                                .asText()
                        + each.at("/projected/sources/0/serviceAccountToken/expirationSeconds")
                                .asText()
                        + each.at("/projected/sources/0/serviceAccountToken/path")
                                .asText()));
        return String.join("; ", parts).replace(tenant, "TENANT");
    }
}
