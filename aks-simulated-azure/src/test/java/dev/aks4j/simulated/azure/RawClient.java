package dev.aks4j.simulated.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A client that knows nothing but HTTP. */
final class RawClient {

    static final String AKS = "/providers/Microsoft.ContainerService/managedClusters/";
    private static final String API = "2026-08-01";

    private final AzureSimulator azure;
    private final String token;

    private RawClient(AzureSimulator azure, String token) {
        this.azure = azure;
        this.token = token;
    }

    static RawClient of(AzureSimulator azure) {
        return signIn(azure, azure.clientId(), azure.clientSecret());
    }

    static RawClient signIn(AzureSimulator azure, String clientId, String secret) {
        Response response = token(
                azure,
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        clientId,
                        "client_secret",
                        secret,
                        "scope",
                        "https://management.azure.com/.default openid profile offline_access"));
        return new RawClient(azure, body(response).path("access_token").asText());
    }

    static RawClient withToken(AzureSimulator azure, String token) {
        return new RawClient(azure, token);
    }

    static Response token(AzureSimulator azure, Map<String, String> form) {
        StringBuilder text = new StringBuilder();
        form.forEach((name, value) -> text.append(text.length() == 0 ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return azure.answer(new Request(
                "POST",
                URI.create("https://login.microsoftonline.com/" + azure.tenantId() + "/oauth2/v2.0/token"),
                Map.of("Content-Type", List.of("application/x-www-form-urlencoded")),
                text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    String group(String name) {
        return "/subscriptions/" + azure.subscriptionId() + "/resourceGroups/" + name;
    }

    String cluster(String group, String name) {
        return group(group) + AKS + name;
    }

    Response get(String path) {
        return send("GET", path, AzureJson.object());
    }

    Response delete(String path) {
        return send("DELETE", path, AzureJson.object());
    }

    Response post(String path) {
        return send("POST", path, AzureJson.object());
    }

    Response put(String path, String json) {
        return send("PUT", path, AzureJson.read(json.replace('\'', '"')));
    }

    Response put(String path, ObjectNode body, Map<String, String> headers) {
        return send("PUT", path, body, headers);
    }

    Response send(String method, String path, ObjectNode body) {
        return send(method, path, body, Map.of());
    }

    /** A new cluster gets an identity, as every client gives it one, unless the test says who it is. */
    private ObjectNode withIdentity(String method, String path, ObjectNode body) {
        boolean isNew = method.equals("PUT")
                && path.matches(".*/managedClusters/[^/?]+(\\?.*)?")
                && !azure.hasCluster(path.replaceAll("\\?.*", "").replaceAll(".*/", ""))
                && !body.has("identity")
                && !body.path("properties").has("servicePrincipalProfile");
        if (isNew) {
            body.putObject("identity").put("type", "SystemAssigned");
        }
        return body;
    }

    Response send(String method, String path, ObjectNode asked, Map<String, String> headers) {
        ObjectNode body = withIdentity(method, path, asked);
        String base = path.startsWith("https://") ? path : "https://management.azure.com" + path;
        String url =
                base.contains("api-version=") ? base : base + (base.contains("?") ? "&" : "?") + "api-version=" + API;
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("Authorization", List.of("Bearer " + token));
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        byte[] bytes = body.isEmpty() ? new byte[0] : AzureJson.compact(body).getBytes(StandardCharsets.UTF_8);
        return azure.answer(new Request(method, URI.create(url), all, bytes));
    }

    /** Polls the status URL every thirty seconds, and returns the last status body. */
    ObjectNode follow(Response begun) {
        String url = begun.headers().get("Azure-AsyncOperation");
        while (true) {
            ObjectNode status = body(get(url));
            if (!status.path("status").asText().matches("InProgress|Canceling")) {
                return status;
            }
            azure.time().advance(Duration.ofSeconds(30));
        }
    }

    void advance(Duration duration) {
        azure.time().advance(duration);
    }

    static ObjectNode body(Response response) {
        return (ObjectNode) AzureJson.parse(response.body())
                .orElseThrow(() -> new AssertionError("No JSON in answer " + response.status()));
    }

    static JsonNode at(Response response, String pointer) {
        return body(response).at(pointer);
    }
}
