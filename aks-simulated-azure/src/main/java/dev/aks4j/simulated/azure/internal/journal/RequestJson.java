package dev.aks4j.simulated.azure.internal.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Request;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Requests as JSON, without what proves who sends them. Stateless. */
final class RequestJson {

    private static final Set<String> KEPT =
            Set.of("content-type", "accept", "if-match", "if-none-match", "user-agent", "prefer");
    private static final Set<String> SECRET = Set.of("x-ms-authorization-auxiliary", "x-ms-copy-source");

    private RequestJson() {}

    static ObjectNode write(Request request) {
        ObjectNode json = AzureJson.object()
                .put("request", request.method())
                .put("uri", request.uri().toString());
        ObjectNode headers = AzureJson.object();
        request.headers().forEach((name, values) -> {
            if (kept(name.toLowerCase(Locale.ROOT))) {
                headers.set(name, AzureJson.of(values));
            }
        });
        json.set("headers", headers);
        if (request.body().length > 0) {
            try {
                json.put(
                        "body",
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(request.body()))
                                .toString());
            } catch (CharacterCodingException binary) {
                json.put("bytes", Base64.getEncoder().encodeToString(request.body()));
            }
        }
        return json;
    }

    private static boolean kept(String name) {
        return KEPT.contains(name)
                || name.startsWith("impersonate-")
                || name.startsWith("x-ms-") && !SECRET.contains(name);
    }

    static Request read(ObjectNode json) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        json.path("headers").properties().forEach(header -> {
            List<String> values = new ArrayList<>();
            header.getValue().forEach(value -> values.add(value.asText()));
            headers.put(header.getKey(), values);
        });
        headers.put("Authorization", List.of("Bearer left-out"));
        JsonNode bytes = json.path("bytes");
        byte[] body = bytes.isTextual()
                ? Base64.getDecoder().decode(bytes.asText())
                : json.path("body").asText().getBytes(StandardCharsets.UTF_8);
        return new Request(
                json.path("request").asText(), URI.create(json.path("uri").asText()), headers, body);
    }
}
