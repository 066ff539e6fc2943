package dev.aks4j.simulated.kubernetes.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.wire.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a watch has sent so far. */
final class Watched implements Response.Channel {

    private final StringBuilder text = new StringBuilder();
    private boolean closed;

    static Watched open(TestCluster cluster, String path) {
        Watched watched = new Watched();
        cluster.call("GET", path).response().stream().orElseThrow().accept(watched);
        return watched;
    }

    List<JsonNode> events() {
        return text.toString()
                .lines()
                .map(line -> KubeJson.parse(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    List<String> types() {
        return events().stream().map(event -> event.path("type").asText()).toList();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void write(byte[] bytes) {
        text.append(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void onClose(Runnable action) {}
}
