package dev.aks4j.tests.run.kill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aks4j.simulated.azure.log.RecordedRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What processes asked of Azure: the writes, without reads of credentials. */
final class Sent {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Sent() {}

    /** Returns the writes that Azure accepted, in order: what, and which version it asks for. */
    static List<String> accepted(List<RecordedRequest> writes) {
        return writes.stream()
                .filter(Sent::changes)
                .filter(Sent::isAccepted)
                .map(Sent::text)
                .toList();
    }

    /** Returns the writes that were sent although Azure had accepted the same before, whatever it answered. */
    static List<String> again(List<RecordedRequest> writes) {
        Set<String> accepted = new HashSet<>();
        List<String> again = new ArrayList<>();
        for (RecordedRequest write : writes.stream().filter(Sent::changes).toList()) {
            String text = text(write);
            if (accepted.contains(text)) {
                again.add(text + " -> " + write.status());
            }
            if (isAccepted(write)) {
                accepted.add(text);
            }
        }
        return again;
    }

    private static boolean changes(RecordedRequest request) {
        return request.path().startsWith("/subscriptions") && !request.path().contains("/listCluster");
    }

    private static boolean isAccepted(RecordedRequest request) {
        return request.status() > 0 && request.status() < 400;
    }

    /** Names a write, without the ids that are made up anew each time. */
    private static String text(RecordedRequest request) {
        String path = request.path()
                .replaceFirst("/subscriptions/[^/]+", "")
                .replaceAll("roleAssignments/.*", "roleAssignments/...");
        return (request.method() + " " + path + " " + version(request.body())).strip();
    }

    private static String version(String body) {
        try {
            JsonNode properties = JSON.readTree(body).path("properties");
            return properties
                    .path("kubernetesVersion")
                    .asText(properties.path("orchestratorVersion").asText());
        } catch (JsonProcessingException e) {
            throw new AssertionError("A write is no JSON.", e);
        }
    }
}
