package dev.aks4j.simulated.kubernetes.internal.api;

import dev.aks4j.simulated.kubernetes.internal.auth.Grants;
import dev.aks4j.simulated.kubernetes.internal.auth.TokenIssuer;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Registry;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.status.ApiException;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Answers requests about objects that are allowed. Used under the simulator's lock. */
final class Objects {

    private static final Set<String> PARTS =
            Set.of("", "status", "approval", "finalize", "ephemeralcontainers", "resize");

    private final Reads reads;
    private final Writes writes;
    private final Scale scale;
    private final PodParts pods;
    private final TokenRequests tokens;
    private final Reviews reviews;

    Objects(Registry registry, Reviews reviews, Grants grants, TokenIssuer issuer) {
        this.reviews = reviews;
        reads = new Reads(registry.state());
        writes = new Writes(registry, reads, grants);
        scale = new Scale(registry);
        pods = new PodParts(registry);
        tokens = new TokenRequests(registry.state(), issuer);
    }

    Response review(Call call, ReviewType type) {
        return reviews.answer(call, type);
    }

    Response answer(Call call, ResourceType type) {
        String part = call.subresource();
        boolean wrongScope = type.namespaced()
                ? call.namespace().isEmpty() && !call.name().isEmpty()
                : !call.namespace().isEmpty();
        if (wrongScope || !part.isEmpty() && !type.has(part)) {
            throw Failures.noSuchPath();
        }
        if (!part.isEmpty() && !DiscoveredType.verbs(part).contains(call.verb())) {
            throw Failures.methodNotAllowed();
        }
        boolean shown = PARTS.contains(part) || part.equals("scale");
        if (shown && !Accepted.of(call).routed()) {
            boolean many = call.verb().equals("list") || call.verb().equals("watch");
            throw Failures.of(406, "NotAcceptable", Accepted.noRoute(many), KubeJson.object());
        }
        return switch (part) {
            case "scale" -> scale.answer(call, type);
            case "log" -> pods.log(call, type);
            case "exec", "attach", "portforward" -> pods.stream(call, type);
            case "eviction" -> pods.evict(call, type);
            case "binding" -> pods.bind(call, type);
            case "token" -> tokens.request(call, type);
            default -> warned(call, type);
        };
    }

    /** Binds a pod that the body names. */
    Response bind(Call call, ResourceType pods) {
        if (!call.verb().equals("create")
                || call.namespace().isEmpty()
                || !call.name().isEmpty()) {
            throw Failures.methodNotAllowed();
        }
        return this.pods.bind(call, pods);
    }

    /** Adds what the server says of types that it serves for the last time. */
    private Response warned(Call call, ResourceType type) {
        boolean old = type.storage().equals("endpoints") && call.version().equals("v1");
        if (!old || call.verb().equals("watch")) {
            return plain(call, type);
        }
        Response response;
        try {
            response = plain(call, type);
        } catch (ApiException e) {
            response = Answers.json(e.code(), e.status());
        }
        List<String> warnings = new ArrayList<>();
        warnings.add("v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice");
        return Answers.alsoWarned(response, warnings);
    }

    private Response plain(Call call, ResourceType type) {
        if (!PARTS.contains(call.subresource())) {
            throw Failures.methodNotAllowed();
        }
        return switch (call.verb()) {
            case "get" -> {
                Accepted.requireNumber(Accepted.of(call).shown(), type, false);
                yield reads.get(call, type);
            }
            case "list" -> {
                Accepted.requireNumber(Accepted.of(call).shown(), type, true);
                yield reads.list(call, type);
            }
            case "watch" -> reads.watch(call, type);
            case "create" -> writes.create(call, type);
            case "update" -> writes.update(call, type);
            case "patch" -> writes.patch(call, type);
            case "delete" -> writes.delete(call, type);
            case "deletecollection" -> writes.deleteCollection(call, type);
            default -> throw Failures.methodNotAllowed();
        };
    }
}
