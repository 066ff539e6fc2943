package dev.aks4j.simulated.kubernetes.internal.api;

import dev.aks4j.simulated.kubernetes.internal.auth.Attributes;
import dev.aks4j.simulated.kubernetes.internal.auth.Authenticator;
import dev.aks4j.simulated.kubernetes.internal.auth.Authorizer;
import dev.aks4j.simulated.kubernetes.internal.auth.Grants;
import dev.aks4j.simulated.kubernetes.internal.auth.RbacAuthorizer;
import dev.aks4j.simulated.kubernetes.internal.auth.TokenIssuer;
import dev.aks4j.simulated.kubernetes.internal.auth.User;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.ClusterState;
import dev.aks4j.simulated.kubernetes.internal.registry.Registry;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.status.ApiException;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.simulated.wire.Service;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The front door: who asks, whether they may, and who answers. Used under the simulator's lock. */
public final class Front implements Service {

    private static final Set<String> OPEN = Set.of("/healthz", "/livez", "/readyz", "/version");

    private static final Set<String> CHECKS = Set.of("ping", "log", "etcd", "poststarthook");

    private final Authenticator authenticator;
    private final Authorizer authorizer;
    private final ClusterState state;
    private final Objects objects;
    private final Discovery discovery;
    private final OpenApi openApi;
    private final Supplier<String> version;
    private final IssuerDocuments issuers;

    /**
     * Makes a front door.
     *
     * @param version the version of the control plane, asked for every time because it can be upgraded
     */
    public Front(
            Registry registry,
            Authenticator authenticator,
            Authorizer authorizer,
            RbacAuthorizer rbac,
            TokenIssuer tokens,
            Supplier<String> version) {
        this.authenticator = authenticator;
        this.authorizer = authorizer;
        this.version = version;
        state = registry.state();
        objects = new Objects(
                registry,
                new Reviews(authenticator, authorizer, rbac, () -> state.now()),
                new Grants(rbac, authorizer),
                tokens);
        discovery = new Discovery(state.types());
        openApi = new OpenApi(state.types());
        issuers = new IssuerDocuments(tokens);
    }

    @Override
    public Response answer(Request request) {
        Response response = whole(request);
        return request.method().equals("HEAD")
                ? new Response(response.status(), response.headers(), new byte[0], response.stream())
                : response;
    }

    private Response whole(Request request) {
        try {
            return audited(dispatch(request));
        } catch (ApiException e) {
            return audited(Answers.json(e.code(), e.status()));
        }
    }

    private Response audited(Response response) {
        return response.with("Audit-Id", state.ids().audit()).with("Cache-Control", "no-cache, private");
    }

    private Response dispatch(Request request) {
        User user = Impersonation.of(
                request, authenticator.authenticate(request).orElseThrow(Failures::unauthorized), authorizer);
        String path = request.uri().getPath();
        // Between two slashes stands the empty namespace, which is all of them; elsewhere nothing is found.
        String inAll = path.replace("/namespaces//", "/");
        List<String> segments =
                Arrays.stream(inAll.split("/")).filter(part -> !part.isEmpty()).toList();
        if (inAll.contains("//")) {
            authorizePath(user, request, path);
            return Answers.text(404, "404 page not found\n");
        }
        boolean api = !segments.isEmpty()
                && (segments.get(0).equals("api") || segments.get(0).equals("apis"));
        Call call = api ? Call.of(request, user, segments) : null;
        if (call != null) {
            return object(call);
        }
        authorizePath(user, request, path);
        String accept = request.header("Accept").orElse("");
        if (api) {
            if (!request.method().equals("GET")) {
                throw Failures.methodNotAllowed();
            }
            boolean unknown = segments.size() > 1
                    && segments.get(0).equals("apis")
                    && !discovery.knows(segments.get(1), segments.size() > 2 ? segments.get(2) : "");
            if (unknown) {
                return Answers.text(404, "404 page not found\n");
            }
            Accepted.of(accept).requirePlain(segments.size() == 1);
            return discovery.answer(segments, accept);
        }
        return other(request, path, segments);
    }

    private Response object(Call call) {
        authorize(call.attributes());
        if (call.group().isEmpty()
                && call.version().equals("v1")
                && call.plural().equals("bindings")) {
            return objects.bind(call, state.types().require("v1", "Pod"));
        }
        if (call.group().isEmpty()
                && call.version().equals("v1")
                && call.plural().equals("componentstatuses")) {
            return ComponentStatuses.answer(call);
        }
        Optional<ReviewType> review = ReviewType.in(call.group(), call.version()).stream()
                .filter(type -> type.plural().equals(call.plural()))
                .findFirst();
        if (review.isPresent()) {
            return objects.review(call, review.get());
        }
        Optional<ResourceType> type = state.types().find(call.group(), call.version(), call.plural());
        if (type.isEmpty() && (isCustom(call.group()) || !state.types().groups().containsKey(call.group()))) {
            return Answers.text(404, "404 page not found\n");
        }
        return objects.answer(call, type.orElseThrow(Failures::noSuchPath));
    }

    /** What a custom type's group does not serve is answered without a status. */
    private boolean isCustom(String group) {
        return state.types().all().stream()
                .anyMatch(type -> type.group().equals(group) && type.custom().isPresent());
    }

    private void authorize(Attributes attributes) {
        Authorizer.Decision decision = authorizer.decide(attributes);
        if (decision.verdict() != Authorizer.Verdict.ALLOW) {
            String reason = decision.reason().isEmpty() ? "" : ": " + decision.reason();
            String name = attributes.name().isEmpty() ? "" : " \"" + attributes.name() + "\"";
            String resource = attributes.group().isEmpty()
                    ? attributes.resource()
                    : attributes.resource() + "." + attributes.group();
            var details = KubeJson.object();
            if (!attributes.name().isEmpty()) {
                details.put("name", attributes.name());
            }
            if (!attributes.group().isEmpty()) {
                details.put("group", attributes.group());
            }
            details.put("kind", attributes.resource());
            throw Failures.forbidden(resource + name + " is forbidden: " + attributes.refusal() + reason, details);
        }
    }

    private void authorizePath(User user, Request request, String path) {
        if (OPEN.contains(path)) {
            return;
        }
        String verb = request.method().toLowerCase(Locale.ROOT);
        Attributes attributes = new Attributes(user, verb, "", "", "", "", "", path);
        Authorizer.Decision decision = authorizer.decide(attributes);
        if (decision.verdict() != Authorizer.Verdict.ALLOW) {
            throw Failures.forbidden("forbidden: " + attributes.refusal(), KubeJson.object());
        }
    }

    private Response other(Request request, String path, List<String> segments) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw Failures.methodNotAllowed();
        }
        String first = segments.isEmpty() ? "" : segments.get(0);
        return switch (first) {
            case "" -> root();
            case "version" -> Answers.json(200, Version.of(version.get()));
            case "healthz", "livez", "readyz" ->
                segments.size() == 1 || CHECKS.contains(segments.get(1))
                        ? Answers.text(200, "ok")
                        : Answers.text(404, "404 page not found\n");
            case "openapi" -> openApi.answer(request, segments);
            case ".well-known" ->
                path.equals("/.well-known/openid-configuration")
                        ? Answers.json(200, issuers.configuration(request))
                        : Answers.text(404, "404 page not found\n");
            case "openid" -> {
                if (!path.equals("/openid/v1/jwks")) {
                    throw Failures.noSuchPath();
                }
                yield issuers.keys(request);
            }
            default -> Answers.text(404, "404 page not found\n");
        };
    }

    private Response root() {
        var paths = KubeJson.object();
        var list = paths.putArray("paths");
        list.add("/api").add("/api/v1").add("/apis");
        state.types().groups().forEach((group, versions) -> {
            if (!group.isEmpty()) {
                list.add("/apis/" + group);
                versions.forEach(one -> list.add("/apis/" + group + "/" + one));
            }
        });
        list.add("/healthz")
                .add("/livez")
                .add("/openapi/v2")
                .add("/openapi/v3")
                .add("/readyz")
                .add("/version");
        return Answers.json(200, paths);
    }
}
