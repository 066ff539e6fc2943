package dev.aks4j.testkit.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.testkit.json.Json;
import dev.aks4j.testkit.wire.Request;
import dev.aks4j.testkit.wire.Response;
import dev.aks4j.testkit.wire.Service;
import java.net.URI;
import java.util.List;
import java.util.Map;

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

    Response send(String method, String path, String accept) {
        return service.answer(new Request(
                method, URI.create("https://" + host + path), Map.of("Accept", List.of(accept)), new byte[0]));
    }

    JsonNode read(String path) {
        return json(send("GET", path, "application/json"));
    }

    static JsonNode json(Response response) {
        return Json.parse(response.body()).orElseGet(Json::object);
    }
}
