package dev.aks4j.tests.secrets;

import dev.aks4j.simulated.wire.ConnectionDropped;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.simulated.wire.Service;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server that gives back what it was told, headers and all, in every form in which gateways, proxies and services do. The
 * first segment of the path is its mood.
 */
final class Hostile implements Service {

    static final Mark ENTRA_TOKEN = new Mark("token of Entra");
    static final Mark BROKEN_TOKEN = new Mark("token of Entra that is no header");
    static final Mark SIGNATURE = new Mark("signature of a status URL");
    static final Mark CLUSTER_TOKEN = new Mark("token in a kubeconfig");
    static final Mark CLUSTER_KEY = new Mark("key in a kubeconfig");

    private final Map<String, String> writes = new ConcurrentHashMap<>();
    private volatile String url = "";
    private volatile String ca = "";

    /** Says where this server is, and which authority issued its certificate. */
    void at(String own, String caCertificatePem) {
        url = own;
        ca = caCertificatePem;
    }

    @Override
    public Response answer(Request request) {
        String path = request.uri().getPath();
        String mood = path.split("/")[1];
        String echo = request.method() + " " + request.uri() + " " + request.headers() + " " + request.text();
        String quoted = quoted(echo);
        if (path.contains("/k8s/")) {
            return HostileCluster.answer(request.method(), path, quoted);
        }
        return switch (mood) {
            case "json400" ->
                json(
                        400,
                        "{\"error\":{\"code\":\"InvalidParameter\",\"message\":" + quoted + ",\"target\":" + quoted
                                + ",\"details\":[{\"code\":\"X\",\"message\":" + quoted + "}]}}");
            case "json409" ->
                json(409, "{\"code\":\"Conflict\",\"subcode\":" + quoted + ",\"message\":" + quoted + "}");
            case "json500" -> json(500, "{\"error\":{\"code\":\"InternalServerError\",\"message\":" + quoted + "}}");
            case "odd400" -> json(400, "{\"errors\":[" + quoted + "]}");
            case "text400" -> text(400, "Bad request: " + echo);
            case "html502" ->
                text(
                        502,
                        "<html><body><pre>" + echo.replace("&", "&amp;").replace("\"", "&quot;")
                                + "</pre></body></html>");
            case "form400" -> text(400, echo.replace("%", "%25"));
            case "garbage200" -> text(200, "{\"id\": " + quoted + ", \"broken\"");
            case "challenge401" ->
                json(401, "{\"error\":{\"code\":\"InvalidAuthenticationToken\",\"message\":" + quoted + "}}")
                        .with(
                                "WWW-Authenticate",
                                "Bearer error=\"insufficient_claims\", claims=\""
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        "{\"access_token\":{}}".getBytes(StandardCharsets.UTF_8))
                                        + "\"");
            case "drop" -> throw new ConnectionDropped(path);
            case "badurl" ->
                request.method().equals("GET")
                        ? json(404, "{\"error\":{\"code\":\"NotFound\",\"message\":\"none\"}}")
                        : json(201, "{\"properties\":{\"provisioningState\":\"Creating\"}}")
                                .with(
                                        "Azure-AsyncOperation",
                                        "https://127.0.0.1:nowhere/op?t=1&s=" + SIGNATURE.plain());
            case "otherhost" ->
                request.method().equals("GET")
                        ? json(404, "{\"error\":{\"code\":\"NotFound\",\"message\":\"none\"}}")
                        : json(201, "{\"properties\":{\"provisioningState\":\"Creating\"}}")
                                .with(
                                        "Azure-AsyncOperation",
                                        "https://elsewhere.example/op?t=1&s=" + SIGNATURE.plain());
            case "failing" -> failing(request, quoted);
            case "person" -> person(path, echo, quoted);
            case "oauth400" ->
                json(
                        400,
                        "{\"error\":\"invalid_client\",\"error_description\":" + quoted + ",\"claims\":" + quoted
                                + ",\"error_codes\":[7000215],\"suberror\":" + quoted + ",\"correlation_id\":\"x\"}");
            case "oauthtext400" -> text(400, echo);
            case "oauthtext401" -> text(401, echo);
            case "oauth503" -> text(503, echo);
            case "truncated" ->
                text(200, "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"" + ENTRA_TOKEN.plain());
            case "oddtoken" ->
                json(
                        200,
                        "{\"token_type\":[\"Bearer\"],\"expires_in\":\"soon\",\"access_token\":{\"x\":\""
                                + ENTRA_TOKEN.plain() + "\"}}");
            case "brokentoken" ->
                json(
                        200,
                        "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"" + BROKEN_TOKEN.plain()
                                + "\\n" + BROKEN_TOKEN.plain() + "\"}");
            case "token" ->
                json(
                        200,
                        "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"" + ENTRA_TOKEN.plain()
                                + "\"}");
            default -> mood.startsWith("kubeconfig-") ? HostileCluster.credentials(mood, url, ca) : json(404, "{}");
        };
    }

    /** Signs a person in once, for a moment only, and gives back what would renew it. */
    private static Response person(String path, String echo, String quoted) {
        if (path.endsWith("/devicecode")) {
            return json(
                    200,
                    "{\"device_code\":\"the-device-code\",\"user_code\":\"ABCD\",\"verification_uri\":\"https://x\","
                            + "\"expires_in\":900,\"interval\":0,\"message\":\"Open https://x and type ABCD\"}");
        }
        if (echo.contains("refresh_token")) {
            return json(
                    400,
                    "{\"error\":\"invalid_grant\",\"error_description\":" + quoted + ",\"suberror\":" + quoted
                            + ",\"correlation_id\":\"x\"}");
        }
        String claims = encoded("{\"oid\":\"o\",\"sub\":\"s\",\"tid\":\"t\",\"preferred_username\":\"ann\"}");
        return json(
                200,
                "{\"token_type\":\"Bearer\",\"expires_in\":20,\"access_token\":\"" + Rotating.PERSON.plain()
                        + "\",\"refresh_token\":\"" + Rotating.REFRESH.plain() + "\",\"id_token\":\"e30." + claims
                        + ".x\",\"client_info\":\"" + encoded("{\"uid\":\"o\",\"utid\":\"t\"}") + "\"}");
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Accepts every write, and lets its operation fail with what the write said. */
    private Response failing(Request request, String quoted) {
        String path = request.uri().getPath();
        if (path.contains("/operations/")) {
            return json(
                    200,
                    "{\"status\":\"Failed\",\"error\":{\"code\":\"Broken\",\"message\":"
                            + writes.get(path.replaceAll(".*/operations/", "")) + "}}");
        }
        if (request.method().equals("GET")) {
            return json(404, "{\"error\":{\"code\":\"NotFound\",\"message\":\"none\"}}");
        }
        String id = String.valueOf(writes.size());
        writes.put(id, quoted);
        return json(201, "{\"properties\":{\"provisioningState\":\"Creating\"}}")
                .with("Azure-AsyncOperation", url + "/failing/operations/" + id);
    }

    static String quoted(String text) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
    }

    static Response json(int status, String body) {
        return Response.of(status, "application/json", body);
    }

    static Response text(int status, String body) {
        return Response.of(status, "text/html", body);
    }
}
