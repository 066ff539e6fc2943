package dev.aks4j.network.ingress;

import dev.aks4j.core.model.Json;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** Makes an object of ingress of the calls that a recorded case names: each a list of a method and its arguments. */
final class IngressFromCalls {

    private IngressFromCalls() {}

    static IngressObject of(Json it) {
        String name = it.path("name").asText();
        String namespace = it.path("namespace").asText();
        IngressObject.Builder<?, ?> builder =
                switch (it.path("type").asText()) {
                    case "gateway" -> gateway(name, namespace, it.path("calls"));
                    case "route" -> route(name, namespace, it.path("calls"));
                    case "grant" -> grant(name, namespace, it.path("calls"));
                    case "ingress" -> ingress(name, namespace, it);
                    case "nginx" -> nginx(name, it);
                    default -> throw new IllegalArgumentException(it.toString());
                };
        return builder.unchecked();
    }

    private static GatewaySpec.Builder gateway(String name, String namespace, Json calls) {
        GatewaySpec.Builder builder = GatewaySpec.builder(name, namespace, GatewayClass.APP_ROUTING);
        for (Json call : calls) {
            switch (method(call)) {
                case "http" -> builder.http(text(call, 1), number(call, 2), listener(call.get(3)));
                case "https" -> builder.https(text(call, 1), number(call, 2), listener(call.get(3)));
                case "infrastructure" -> builder.infrastructureAnnotation(text(call, 1), text(call, 2));
                case "internal" -> builder.internal(balancer -> {});
                default -> throw new IllegalArgumentException(call.toString());
            }
        }
        return builder;
    }

    private static Consumer<Listener.Builder> listener(Json calls) {
        return builder -> {
            for (Json call : calls) {
                switch (method(call)) {
                    case "hostname" -> builder.hostname(text(call, 1));
                    case "everyNamespace" -> builder.routesOfEveryNamespace();
                    case "namespacesWith" -> builder.routesOfNamespacesWith(text(call, 1), text(call, 2));
                    case "certificate" -> builder.certificate(text(call, 1));
                    case "certificateOf" -> builder.certificate(text(call, 1), text(call, 2));
                    case "vault" -> builder.vaultCertificate(text(call, 1), text(call, 2));
                    default -> throw new IllegalArgumentException(call.toString());
                }
            }
        };
    }

    private static HttpRouteSpec.Builder route(String name, String namespace, Json calls) {
        HttpRouteSpec.Builder builder = HttpRouteSpec.builder(name, namespace);
        for (Json call : calls) {
            switch (method(call)) {
                case "gateway" -> builder.gateway(text(call, 1), text(call, 2));
                case "listener" -> builder.gateway(text(call, 1), text(call, 2), text(call, 3));
                case "hostname" -> builder.hostnames(text(call, 1));
                case "rule" -> builder.rule(rule(call.get(1)));
                default -> throw new IllegalArgumentException(call.toString());
            }
        }
        return builder;
    }

    private static Consumer<HttpRule.Builder> rule(Json calls) {
        return builder -> {
            for (Json call : calls) {
                switch (method(call)) {
                    case "match" -> builder.match(match(call));
                    case "backend" -> builder.backend(text(call, 1), number(call, 2));
                    case "weighted" -> builder.backend(text(call, 1), number(call, 2), number(call, 3));
                    case "backendOf" ->
                        builder.backendOf(text(call, 1), text(call, 2), number(call, 3), number(call, 4));
                    case "setHeader" -> builder.setHeader(text(call, 1), text(call, 2));
                    case "addHeader" -> builder.addHeader(text(call, 1), text(call, 2));
                    case "removeHeader" -> builder.removeHeader(text(call, 1));
                    case "setAnswerHeader" -> builder.setAnswerHeader(text(call, 1), text(call, 2));
                    case "redirectToHttps" -> builder.redirectToHttps();
                    case "redirect" -> builder.redirect(redirect(call.get(1)));
                    case "rewritePrefix" -> builder.rewritePrefix(text(call, 1));
                    case "rewriteHost" -> builder.rewriteHost(text(call, 1));
                    case "timeout" ->
                        builder.timeout(Duration.ofMillis(call.get(1).asLong()));
                    case "backendTimeout" ->
                        builder.backendTimeout(Duration.ofMillis(call.get(1).asLong()));
                    default -> throw new IllegalArgumentException(call.toString());
                }
            }
        };
    }

    private static HttpMatch match(Json call) {
        HttpMatch match =
                switch (text(call, 1)) {
                    case "prefix" -> HttpMatch.prefix(text(call, 2));
                    case "exactly" -> HttpMatch.exactly(text(call, 2));
                    default -> HttpMatch.pattern(text(call, 2));
                };
        for (Json more : call.get(3)) {
            match = switch (method(more)) {
                case "header" -> match.header(text(more, 1), text(more, 2));
                case "headerPattern" -> match.headerPattern(text(more, 1), text(more, 2));
                case "parameter" -> match.parameter(text(more, 1), text(more, 2));
                case "method" -> match.method(text(more, 1));
                default -> throw new IllegalArgumentException(more.toString());
            };
        }
        return match;
    }

    private static Consumer<HttpRule.Redirect> redirect(Json calls) {
        return builder -> {
            for (Json call : calls) {
                switch (method(call)) {
                    case "scheme" -> builder.scheme(text(call, 1));
                    case "hostname" -> builder.hostname(text(call, 1));
                    case "port" -> builder.port(number(call, 1));
                    case "path" -> builder.path(text(call, 1));
                    case "prefix" -> builder.prefix(text(call, 1));
                    case "status" -> builder.status(number(call, 1));
                    default -> throw new IllegalArgumentException(call.toString());
                }
            }
        };
    }

    private static ReferenceGrantSpec.Builder grant(String name, String namespace, Json calls) {
        ReferenceGrantSpec.Builder builder = ReferenceGrantSpec.builder(name, namespace);
        for (Json call : calls) {
            switch (method(call)) {
                case "routesOf" -> builder.routesOf(text(call, 1));
                case "gatewaysOf" -> builder.gatewaysOf(text(call, 1));
                case "toServices" -> builder.toServices();
                case "toSecrets" -> builder.toSecrets();
                default -> throw new IllegalArgumentException(call.toString());
            }
        }
        return builder;
    }

    private static IngressSpec.Builder ingress(String name, String namespace, Json it) {
        IngressSpec.Builder builder =
                IngressSpec.builder(name, namespace, it.path("class").asText());
        for (Json call : it.path("calls")) {
            switch (method(call)) {
                case "prefix" -> builder.prefix(text(call, 1), text(call, 2), text(call, 3), number(call, 4));
                case "exactly" -> builder.exactly(text(call, 1), text(call, 2), text(call, 3), number(call, 4));
                case "asImplemented" ->
                    builder.asImplemented(text(call, 1), text(call, 2), text(call, 3), number(call, 4));
                case "prefixOfAnyHost" -> builder.prefixOfAnyHost(text(call, 1), text(call, 2), number(call, 3));
                case "defaultBackend" -> builder.defaultBackend(text(call, 1), number(call, 2));
                case "tls" -> builder.tls(text(call, 1), texts(call.get(2)));
                case "vault" -> builder.vaultCertificate(text(call, 1), texts(call.get(2)));
                default -> throw new IllegalArgumentException(call.toString());
            }
        }
        return builder;
    }

    private static NginxIngressControllerSpec.Builder nginx(String name, Json it) {
        NginxIngressControllerSpec.Builder builder =
                NginxIngressControllerSpec.builder(name, it.path("class").asText());
        for (Json call : it.path("calls")) {
            switch (method(call)) {
                case "namePrefix" -> builder.namePrefix(text(call, 1));
                case "replicas" -> builder.replicas(number(call, 1), number(call, 2));
                case "vault" -> builder.vaultCertificate(text(call, 1));
                case "certificate" -> builder.certificate(text(call, 1), text(call, 2));
                case "redirectToHttps" -> builder.redirectToHttps();
                case "withoutHttp" -> builder.withoutHttp();
                case "internal" -> builder.internal(balancer -> {});
                default -> throw new IllegalArgumentException(call.toString());
            }
        }
        return builder;
    }

    private static String method(Json call) {
        return text(call, 0);
    }

    private static String text(Json call, int at) {
        return call.get(at).asText();
    }

    private static int number(Json call, int at) {
        return call.get(at).asInt();
    }

    private static String[] texts(Json list) {
        List<String> all = StreamSupport.stream(list.spliterator(), false)
                .map(Json::asText)
                .toList();
        return all.toArray(String[]::new);
    }
}
