package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.wire.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Shows resources to each api-version with the properties that it has, so that its clients can write back what they read. */
final class VersionedViews {

    private VersionedViews() {}

    /** Returns an answer without what the request's version does not have of the resource, or of the resources listed. */
    static Response of(ArmCall request, Response answer) {
        Optional<ObjectNode> body = AzureJson.parse(answer.body())
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast);
        if (body.isEmpty()) {
            return answer;
        }
        boolean less = ApiModel.leaveOutUnknown(body.get(), request.apiVersion());
        for (JsonNode each : body.get().path("value")) {
            less |= each instanceof ObjectNode listed && ApiModel.leaveOutUnknown(listed, request.apiVersion());
        }
        byte[] shown = less ? AzureJson.pretty(body.get()).getBytes(StandardCharsets.UTF_8) : answer.body();
        return new Response(answer.status(), answer.headers(), shown, answer.stream());
    }
}
