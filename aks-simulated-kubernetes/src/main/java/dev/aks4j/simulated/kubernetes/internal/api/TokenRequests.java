package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.auth.TokenIssuer;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.ClusterState;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers requests for tokens of service accounts. Used under the simulator's lock. */
final class TokenRequests {

    private static final int DEFAULT_SECONDS = 3600;
    private static final int SHORTEST = 600;
    private static final long LONGEST = 1L << 32;
    private static final Map<String, String> BOUND = Map.of("Pod", "pods", "Secret", "secrets", "Node", "nodes");

    private final ClusterState state;
    private final TokenIssuer issuer;

    TokenRequests(ClusterState state, TokenIssuer issuer) {
        this.state = state;
        this.issuer = issuer;
    }

    /** A token may be bound to the life of a pod, a secret or a node, which must be there. */
    private void requireBound(Call call, JsonNode ref) {
        String storage = BOUND.get(KubeJson.text(ref, "kind"));
        String name = KubeJson.text(ref, "name");
        if (ref.isObject() && storage == null) {
            throw Failures.badRequest("cannot bind token to object of type /" + KubeJson.text(ref, "apiVersion")
                    + ", Kind=" + KubeJson.text(ref, "kind"));
        }
        if (storage != null
                && state.find(storage, storage.equals("nodes") ? "" : call.namespace(), name)
                        .isEmpty()) {
            throw Failures.notFound("", storage, name);
        }
    }

    Response request(Call call, ResourceType type) {
        if (!call.verb().equals("create")) {
            throw Failures.methodNotAllowed();
        }
        ObjectNode account = state.get(type, call.namespace(), call.name()).json();
        ObjectNode request = Bodies.object(call.request(), new ArrayList<>());
        String version = KubeJson.text(request, "apiVersion");
        String kind = KubeJson.text(request, "kind");
        if (!version.isEmpty() && !version.equals("authentication.k8s.io/v1")) {
            throw Failures.badRequest(kind + " in version \"" + version.substring(version.indexOf('/') + 1)
                    + "\" cannot be handled as a TokenRequest: no kind \"" + kind + "\" is registered for version \""
                    + version + "\" in scheme \"pkg/runtime/scheme.go:111\"");
        }
        ObjectNode spec = KubeJson.make(request, "spec");
        KubeJson.putDefault(spec, "expirationSeconds", DEFAULT_SECONDS);
        long seconds = spec.path("expirationSeconds").asLong();
        if (seconds < SHORTEST || seconds > LONGEST) {
            String why = seconds < SHORTEST ? "less than 10 minutes" : "larger than 2^32 seconds";
            throw Failures.invalid(
                    "authentication.k8s.io",
                    "TokenRequest",
                    "",
                    List.of(FieldError.invalid(
                            "spec.expirationSeconds", seconds, "may not specify a duration " + why)));
        }
        String named = KubeJson.text(request, "metadata", "name");
        if (!named.isEmpty() && !named.equals(call.name())) {
            throw Failures.invalid(
                    "authentication.k8s.io",
                    "TokenRequest",
                    call.name(),
                    List.of(FieldError.invalid(
                            "metadata.name", named, "must match the service account name if specified")));
        }
        requireBound(call, spec.path("boundObjectRef"));
        List<String> audiences = KubeJson.texts(spec.path("audiences"));
        TokenIssuer.Account who =
                new TokenIssuer.Account(call.namespace(), call.name(), KubeJson.text(account, "metadata", "uid"));
        TokenIssuer.Token token = issuer.issue(who, audiences, Duration.ofSeconds(seconds));
        request.put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
        ObjectNode metadata = KubeJson.make(request, "metadata");
        metadata.put("name", call.name()).put("namespace", call.namespace());
        metadata.put("creationTimestamp", state.now());
        request.putObject("status")
                .put("expirationTimestamp", ClusterState.time(token.expiry()))
                .put("token", token.text());
        return Answers.json(201, request);
    }
}
