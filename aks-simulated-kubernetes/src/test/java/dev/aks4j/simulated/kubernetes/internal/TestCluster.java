package dev.aks4j.simulated.kubernetes.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.client.InProcessHttpClientFactory;
import dev.aks4j.simulated.kubernetes.internal.auth.Authenticator;
import dev.aks4j.simulated.kubernetes.internal.auth.User;
import dev.aks4j.simulated.kubernetes.internal.controller.NodeSpec;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.simulated.wire.Service;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One cluster under test: its time, its API, and ways to call it. Bearer tokens are user names. */
final class TestCluster implements Service {

    final ManualTimeline time = new ManualTimeline();
    final KubernetesApi api;

    TestCluster() {
        this(builder -> {});
    }

    TestCluster(Consumer<KubernetesApi.Builder> definition) {
        KubernetesApi.Builder builder = KubernetesApi.builder(time, TestCluster::user);
        definition.accept(builder);
        api = builder.build();
    }

    private static Optional<User> user(Request request) {
        return Authenticator.bearerToken(request)
                .filter(token -> token.length() < 30)
                .map(token -> token.equals("admin") ? User.of("admin", User.MASTERS) : User.of(token));
    }

    @Override
    public Response answer(Request request) {
        synchronized (time) {
            return api.answer(request);
        }
    }

    /** Returns the cluster as seen by the administrator; kubectl sends no token over plain HTTP. */
    Service asAdmin() {
        return request -> {
            Map<String, List<String>> headers = new java.util.LinkedHashMap<>(request.headers());
            headers.put("Authorization", List.of("Bearer admin"));
            return answer(new Request(request.method(), request.uri(), headers, request.body()));
        };
    }

    void pass(int seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    TestCluster withNodes(int count) {
        for (int i = 0; i < count; i++) {
            String name = "aks-system-12345678-vmss00000" + i;
            synchronized (time) {
                api.nodes()
                        .add(NodeSpec.builder(name, "system", "Standard_D4ds_v5")
                                .zone(Integer.toString(i % 3 + 1))
                                .label("kubernetes.azure.com/mode", "system")
                                .build());
            }
        }
        pass(30);
        return this;
    }

    KubernetesClient client() {
        return client("admin");
    }

    KubernetesClient client(String user) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("https://shop-dns-abc.hcp.westeurope.azmk8s.io:443")
                .withOauthToken(user)
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new InProcessHttpClientFactory(this))
                .build();
    }

    Reply call(String method, String path) {
        return call(method, path, "", Map.of());
    }

    Reply call(String method, String path, String body) {
        return call(method, path, body, Map.of());
    }

    Reply call(String method, String path, String body, Map<String, String> headers) {
        Map<String, List<String>> all = new java.util.LinkedHashMap<>();
        all.put("Authorization", List.of("Bearer admin"));
        all.put("Content-Type", List.of("application/json"));
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        URI uri = URI.create("https://shop.azmk8s.io" + path);
        return new Reply(answer(new Request(method, uri, all, body.getBytes(StandardCharsets.UTF_8))));
    }

    Reply patch(String path, String type, String body) {
        return call("PATCH", path, body, Map.of("Content-Type", "application/" + type));
    }

    /** What a call got. */
    record Reply(Response response) {

        int status() {
            return response.status();
        }

        JsonNode json() {
            return KubeJson.parse(response.body());
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        String message() {
            return json().path("message").asText();
        }

        String at(String pointer) {
            return json().at(pointer).asText();
        }
    }
}
