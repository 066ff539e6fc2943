package dev.aks4j.simulated.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.fault.FaultPlan;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Lets another process do to a simulator what a test in the same process does: faults, quotas, policies, failing nodes, and
 * the question what is going on. Plain HTTP on the loopback interface, and only where somebody asked for it. Thread-safe.
 */
public final class ControlEndpoint implements AutoCloseable {

    private final AzureSimulator azure;
    private final HttpServer server;
    private final Optional<StateFile.Keeper> state;

    private ControlEndpoint(AzureSimulator azure, HttpServer server, Optional<StateFile.Keeper> state) {
        this.azure = azure;
        this.state = state;
        this.server = server;
    }

    /**
     * Opens it.
     *
     * @param port the port; 0 for a free one
     */
    public static ControlEndpoint open(AzureSimulator azure, int port) throws IOException {
        return open(azure, port, Optional.empty());
    }

    static ControlEndpoint open(AzureSimulator azure, int port, StateFile.Keeper state) throws IOException {
        return open(azure, port, Optional.of(state));
    }

    private static ControlEndpoint open(AzureSimulator azure, int port, Optional<StateFile.Keeper> state)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        ControlEndpoint control = new ControlEndpoint(azure, server, state);
        server.createContext("/", control::exchange);
        server.start();
        return control;
    }

    /** Returns the base URL, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            ObjectNode answer;
            try {
                ObjectNode body = AzureJson.parse(exchange.getRequestBody().readAllBytes())
                        .filter(ObjectNode.class::isInstance)
                        .map(ObjectNode.class::cast)
                        .orElseGet(AzureJson::object);
                answer = answer(
                        exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
            } catch (IllegalArgumentException wrong) {
                status = 400;
                answer = AzureJson.object().put("error", wrong.getMessage());
            }
            byte[] bytes = AzureJson.pretty(answer).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private ObjectNode answer(String method, String path, ObjectNode body) {
        switch (method + " " + path) {
            case "GET /" -> {
                ObjectNode state =
                        AzureJson.object().put("time", azure.time().now().toString());
                state.set("clusters", AzureJson.of(azure.clusterNames()));
                state.set("unfinishedOperations", AzureJson.of(azure.unfinishedOperations()));
                return state.put("allFaultsHappened", azure.faults().allHappened());
            }
            case "POST /faults" -> fault(body);
            case "DELETE /faults" -> azure.faults().clear();
            case "POST /quotas" ->
                azure.quota(text(body, "region"))
                        .cores(text(body, "family"), body.path("cores").asInt());
            case "POST /policies" ->
                azure.deny(
                        text(body, "name"),
                        text(body, "type"),
                        text(body, "pointer"),
                        body.path("value").asText());
            case "POST /nodes" -> {
                SimulatedCluster cluster = azure.cluster(text(body, "cluster"));
                if (body.path("ready").asBoolean()) {
                    cluster.recoverNode(text(body, "node"));
                } else {
                    cluster.failNode(text(body, "node"));
                }
            }
            case "POST /time" -> azure.time().advance(Duration.parse(text(body, "advance")));
            case "POST /state" ->
                state.filter(StateFile.Keeper::on)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "The simulator keeps no state. Start it with --state-file PATH."))
                        .save();
            default ->
                throw new IllegalArgumentException(
                        "There is no " + method + " " + path + ". There are GET /, POST and DELETE"
                                + " /faults, POST /quotas, /policies, /nodes, /time and /state.");
        }
        return AzureJson.object().put("done", true);
    }

    private static String text(ObjectNode body, String field) {
        return AzureJson.text(body, "/" + field)
                .orElseThrow(() -> new IllegalArgumentException("The body needs a " + field + "."));
    }

    private void fault(ObjectNode body) {
        FaultPlan plan = azure.faults()
                .on(body.path("method").asText("*"), body.path("path").asText("**"));
        if (body.has("nth")) {
            plan = plan.nth(body.path("nth").asInt());
        }
        if (body.has("times")) {
            plan = plan.times(body.path("times").asInt());
        }
        String code = body.path("code").asText("InternalServerError");
        String message = body.path("message").asText("Injected.");
        Map<String, Fault> kinds = Map.of(
                "throttle",
                        Fault.throttle(Duration.ofSeconds(
                                body.path("retryAfterSeconds").asInt(10))),
                "answer", Fault.answer(body.path("status").asInt(500), code, message),
                "dropBefore", Fault.dropBefore(),
                "dropAfter", Fault.dropAfter(),
                "failOperation", Fault.failOperation(code, message),
                "cancelOperation", Fault.cancelOperation(),
                "slow", Fault.slow(body.path("factor").asDouble(10)));
        Fault fault = kinds.get(text(body, "kind"));
        if (fault == null) {
            throw new IllegalArgumentException("The kind is one of " + String.join(", ", kinds.keySet()) + ".");
        }
        plan.cause(fault);
    }

    /** Stops answering. */
    @Override
    public void close() {
        server.stop(0);
    }
}
