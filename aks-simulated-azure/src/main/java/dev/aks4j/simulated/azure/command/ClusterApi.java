package dev.aks4j.simulated.azure.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.simulated.wire.Service;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Kubernetes API of a cluster, asked by an administrator. To be used under the simulator's lock. */
public final class ClusterApi {

    private final String host;
    private final Service service;

    /**
     * Makes a client.
     *
     * @param host the API server's host name
     * @param service the API server, which takes whoever asks through it for an administrator
     */
    public ClusterApi(String host, Service service) {
        this.host = host;
        this.service = service;
    }

    String host() {
        return host;
    }

    /** Returns an object, if it is there. */
    public Optional<JsonNode> find(String path) {
        Response response = send("GET", path, "application/json");
        return response.status() == 200 ? Optional.of(json(response)) : Optional.empty();
    }

    /** Applies an object server-side, taking over fields that others manage; returns the message of a refusal. */
    public Optional<String> apply(String path, ObjectNode object) {
        return patch(path + "?fieldManager=aks-resource-manager&force=true", "application/apply-patch+yaml", object);
    }

    /** Merges a patch into an object; returns the message of a refusal. */
    public Optional<String> merge(String path, ObjectNode patch) {
        return patch(path, "application/merge-patch+json", patch);
    }

    private Optional<String> patch(String path, String type, ObjectNode body) {
        Response response = service.answer(new Request(
                "PATCH",
                URI.create("https://" + host + path),
                Map.of("Accept", List.of("application/json"), "Content-Type", List.of(type)),
                AzureJson.compact(body).getBytes(StandardCharsets.UTF_8)));
        return response.status() < 300
                ? Optional.empty()
                : Optional.of(json(response).path("message").asText());
    }

    /** Deletes an object, if it is there. */
    public void delete(String path) {
        send("DELETE", path, "application/json");
    }

    Response send(String method, String path, String accept) {
        return service.answer(new Request(
                method, URI.create("https://" + host + path), Map.of("Accept", List.of(accept)), new byte[0]));
    }

    JsonNode read(String path) {
        return json(send("GET", path, "application/json"));
    }

    static JsonNode json(Response response) {
        return AzureJson.parse(response.body()).orElseGet(AzureJson::object);
    }
}
