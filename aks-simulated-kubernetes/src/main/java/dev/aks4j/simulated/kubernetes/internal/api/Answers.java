package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.wire.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds responses. Stateless. */
final class Answers {

    private Answers() {}

    static Response json(int status, JsonNode body) {
        return bytes(status, KubeJson.bytes(body));
    }

    static Response bytes(int status, byte[] body) {
        return new Response(status, Map.of("Content-Type", "application/json"), body, Optional.empty());
    }

    static Response text(int status, String text) {
        return Response.of(status, "text/plain; charset=utf-8", text);
    }

    static Response warned(Response response, List<String> warnings) {
        if (warnings.isEmpty()) {
            return response;
        }
        List<String> values = warnings.stream()
                .map(text -> "299 - \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .toList();
        return response.with("Warning", String.join(", ", values));
    }

    /** Puts warnings before those that a response has. */
    static Response alsoWarned(Response response, List<String> warnings) {
        String before = response.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Warning"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        Response warned = warned(response, warnings);
        return before.isEmpty() ? warned : warned.with("Warning", "299 - \"" + warnings.get(0) + "\", " + before);
    }

    static ObjectNode success(String group, String plural, String name, String uid) {
        ObjectNode status = KubeJson.object();
        status.put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Success");
        ObjectNode details = status.putObject("details").put("name", name);
        if (!group.isEmpty()) {
            details.put("group", group);
        }
        details.put("kind", plural).put("uid", uid);
        return status;
    }
}
