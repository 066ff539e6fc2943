package dev.aks4j.network.ingress;

import static dev.aks4j.core.model.AzureError.answered;
import static dev.aks4j.core.model.AzureError.happens;

import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules of a gateway alone. */
final class GatewayRules {

    private static final String AKS = "AKS docs, app-routing-gateway-api, 2026-07";
    private static final String ALB = "Application Gateway for Containers docs, components, 2025-12";

    static final Rule<GatewaySpec> LISTENERS = Rule.<GatewaySpec>error("AKS-ING-003", "A gateway has 1-64 listeners.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API)
            .check((gateway, findings) -> {
                int count = gateway.listeners().size();
                if (count < 1 || count > 64) {
                    findings.report(
                            "listeners",
                            count,
                            "is not a number of listeners",
                            "Say 1 to 64, for example http(\"http\", 80).");
                }
            });

    static final Rule<GatewaySpec> NAMES = Rule.<GatewaySpec>error(
                    "AKS-ING-004", "The listeners of a gateway have names of their own.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API)
            .check((gateway, findings) -> {
                Set<String> seen = new HashSet<>();
                for (Listener listener : gateway.listeners()) {
                    String path = "listeners." + listener.name() + ".name";
                    if (!IngressNames.isSubdomain(listener.name())) {
                        findings.report(
                                path,
                                listener.name(),
                                "is not a name",
                                "Use lower-case letters, digits, '-' or '.', beginning and ending with a letter or digit.");
                    } else if (!seen.add(listener.name())) {
                        findings.report(path, listener.name(), "is the name of two listeners", "Rename one.");
                    }
                }
            });

    static final Rule<GatewaySpec> PORTS = Rule.<GatewaySpec>error("AKS-ING-005", "A listener's port is 1-65535.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API)
            .check((gateway, findings) -> gateway.listeners().stream()
                    .filter(listener -> !IngressNames.isPort(listener.port()))
                    .forEach(listener -> findings.report(
                            "listeners." + listener.name() + ".port",
                            listener.port(),
                            "is not a port",
                            "Use 1 to 65535.")));

    static final Rule<GatewaySpec> TWICE = Rule.<GatewaySpec>error(
                    "AKS-ING-006", "No two listeners have the same port, protocol and host.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API)
            .check((gateway, findings) -> {
                Set<List<Object>> seen = new HashSet<>();
                for (Listener listener : gateway.listeners()) {
                    if (!seen.add(List.of(listener.port(), listener.protocol(), listener.hostname()))) {
                        findings.report(
                                "listeners." + listener.name(),
                                listener.port() + "/" + listener.protocol()
                                        + listener.hostname()
                                                .map(host -> " " + host)
                                                .orElse(""),
                                "is listened for by another listener",
                                "Give one of them another host or port, or remove it.");
                    }
                }
            });

    static final Rule<GatewaySpec> MIXED = Rule.<GatewaySpec>error(
                    "AKS-ING-014", "Listeners of one port have one protocol.")
            .prevents(happens("The gateway is accepted, and says ProtocolConflict of these listeners"))
            .source("Gateway API, Gateway, listeners that are distinct, v1.4.1")
            .check((gateway, findings) -> gateway.listeners().stream()
                    .filter(listener -> listener.isTls()
                            && gateway.listeners().stream()
                                    .anyMatch(other -> !other.isTls() && other.port() == listener.port()))
                    .forEach(listener -> findings.report(
                            "listeners." + listener.name() + ".port",
                            listener.port(),
                            "is a port of HTTP too",
                            "Use another port for one of them.")));

    static final Rule<GatewaySpec> HOSTS = Rule.<GatewaySpec>error(
                    "AKS-ING-007", "The host of a listener is a name in lower case, or one with *. before it.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API)
            .check(
                    (gateway, findings) -> gateway.listeners()
                            .forEach(
                                    listener -> listener.hostname()
                                            .filter(host -> !IngressNames.isHost(host))
                                            .ifPresent(
                                                    host -> findings.report(
                                                            "listeners." + listener.name() + ".hostname",
                                                            host,
                                                            "is not the name of a host",
                                                            "Write it in lower case, for example shop.contoso.com or *.contoso.com; without it any host is met."))));

    static final Rule<GatewaySpec> ADDRESSES = Rule.<GatewaySpec>error(
                    "AKS-ING-016", "The host of a listener is a name, not an address.")
            .prevents(happens("The gateway is accepted, and its class takes no address for a host"))
            .source("Gateway API, Gateway, the hostname of listeners, v1.4.1")
            .check((gateway, findings) -> gateway.listeners()
                    .forEach(listener -> listener.hostname()
                            .filter(host -> IngressNames.isHost(host) && IngressNames.isAddress(host))
                            .ifPresent(host -> findings.report(
                                    "listeners." + listener.name() + ".hostname",
                                    host,
                                    "is an address",
                                    "Use a name, or none for any host."))));

    static final Rule<GatewaySpec> CERTIFICATE = Rule.<GatewaySpec>error(
                    "AKS-ING-008",
                    "A listener of HTTPS has 1-64 certificates, or one that is fetched from a key vault.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API + "; AKS docs, app-routing-gateway-api-dns-tls, 2026-07")
            .check((gateway, findings) -> gateway.listeners().stream()
                    .filter(Listener::isTls)
                    .forEach(listener -> certificates(gateway, listener, findings)));

    private static void certificates(GatewaySpec gateway, Listener listener, Findings findings) {
        String path = "listeners." + listener.name() + ".certificate";
        int count = listener.certificates().size();
        if (count == 0 && listener.options().isEmpty() || count > 64) {
            findings.report(path, count, "is not a number of certificates", "Name the secret with certificate(...).");
        }
        listener.certificates().stream()
                .filter(one -> one.name().isEmpty()
                        || one.name().length() > 253
                        || one.namespace()
                                .filter(there -> !IngressNames.isLabel(there))
                                .isPresent())
                .forEach(one -> findings.report(
                        path,
                        one,
                        "is not the name of a secret",
                        "Use the name of a secret of type kubernetes.io/tls."));
        String uri = listener.options().get(Listener.VAULT_OPTION);
        if (uri != null && !IngressNames.isVaultObject(uri)) {
            findings.report(
                    path,
                    uri,
                    "is not the address of a certificate in a key vault",
                    "Write it as https://<vault>.vault.azure.net/certificates/<name>.");
        }
        String account = listener.options().get(Listener.ACCOUNT_OPTION);
        if (account != null && !IngressNames.isSubdomain(account)) {
            findings.report(
                    path, account, "is not the name of a service account", "Use one of the gateway's namespace.");
        }
        if (uri != null && !gateway.gatewayClass().equals(GatewayClass.APP_ROUTING)) {
            findings.report(
                    path,
                    uri,
                    "is fetched by application routing only, not for class " + gateway.gatewayClass(),
                    "Use certificate(...) with a secret.");
        }
    }

    static final Rule<GatewaySpec> SECRET = Rule.<GatewaySpec>error(
                    "AKS-ING-015", "The secret of a listener's certificate has a name that a secret can have.")
            .prevents(happens("The gateway is accepted, and says InvalidCertificateRef of the listener"))
            .source("Gateway API, Gateway, certificateRefs, v1.4.1; Kubernetes API reference, Secret, names")
            .check((gateway, findings) -> gateway.listeners().stream()
                    .filter(Listener::isTls)
                    .forEach(listener -> listener.certificates().stream()
                            .filter(one -> !one.name().isEmpty() && !IngressNames.isSubdomain(one.name()))
                            .forEach(one -> findings.report(
                                    "listeners." + listener.name() + ".certificate",
                                    one,
                                    "is not the name of a secret",
                                    "Use the name of a secret of type kubernetes.io/tls."))));

    static final Rule<GatewaySpec> LENGTH = Rule.<GatewaySpec>error(
                    "AKS-ING-009",
                    "A gateway's name and its class, joined by a hyphen, name a service: at most 63 characters, no dots.")
            .prevents(happens("Istio cannot make the gateway's service, and the gateway gets no address"))
            .source(AKS)
            .check((gateway, findings) -> {
                String service = gateway.name() + "-" + gateway.gatewayClass().name();
                boolean renamed = gateway.annotations().containsKey("gateway.istio.io/name-override");
                if (gateway.gatewayClass().hasService() && !renamed && !IngressNames.isLabel(service)) {
                    findings.report(
                            "name",
                            gateway.name(),
                            "would make a service called " + service,
                            "Use a shorter name without dots.");
                }
            });

    static final Rule<GatewaySpec> FRONTEND = Rule.<GatewaySpec>error(
                    "AKS-ING-010",
                    "A gateway has the load balancer that its class uses: a service's, or an Application Gateway for Containers.")
            .prevents(happens("The gateway gets no address, or settings are ignored without a word"))
            .source(AKS + "; " + ALB)
            .check((gateway, findings) -> {
                int named = (gateway.balancer().isPresent() ? 1 : 0)
                        + (gateway.controller().isPresent() ? 1 : 0);
                boolean alb = gateway.gatewayClass().equals(GatewayClass.APPLICATION_GATEWAY);
                if (alb && named != 1) {
                    findings.report(
                            "loadBalancer",
                            named,
                            "is not a number of Application Gateways for Containers",
                            "Name one, with applicationLoadBalancer(...) or trafficController(...).");
                }
                if (!alb && named > 0) {
                    findings.report(
                            "loadBalancer",
                            gateway.gatewayClass(),
                            "does not use an Application Gateway for Containers",
                            "Use GatewayClass.APPLICATION_GATEWAY, or remove it.");
                }
                if (alb && gateway.saysFrontend()) {
                    findings.report(
                            "loadBalancer",
                            gateway.isInternal() ? "internal" : "public",
                            "is said of a service, and this class makes none; its frontends are public",
                            "Remove it, or use another class.");
                }
            });

    static final Rule<GatewaySpec> UNSAID = Rule.<GatewaySpec>error(
                    "AKS-ING-011", "A gateway's load balancer is told only what annotations of a service say.")
            .prevents(happens("The setting is lost without a word"))
            .source("AKS docs, istio-gateway-api, annotation customizations, 2026-08")
            .check((gateway, findings) -> gateway.service()
                    .ifPresent(service -> service.beyondAnnotations()
                            .forEach(setting -> findings.report(
                                    "loadBalancer." + setting,
                                    "set",
                                    "is a field of the service, which the gateway's class writes itself",
                                    "Remove it; Istio takes it from a ConfigMap named in spec.infrastructure."))));

    static final Rule<GatewaySpec> ANNOTATIONS = Rule.<GatewaySpec>error(
                    "AKS-ING-012", "At most 8 annotations of a gateway's infrastructure have keys of Kubernetes' form.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API)
            .check((gateway, findings) -> {
                gateway.infrastructure().forEach((key, value) -> {
                    if (!key.matches("([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
                                    + "([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]")
                            || key.indexOf('/') > 253
                            || value.length() > 4096) {
                        findings.report(
                                "infrastructure.annotations." + key,
                                value.length() > 4096 ? value.length() + " characters" : value,
                                "is not an annotation",
                                "Use prefix/name with at most 253 and 63 characters, and at most 4,096 for the value.");
                    }
                });
                int all = gateway.infrastructure().size()
                        + gateway.service()
                                .map(service -> service.annotations(id -> id).size())
                                .orElse(0);
                if (all > 8) {
                    findings.report(
                            "infrastructure.annotations",
                            all,
                            "are more annotations than a gateway takes",
                            "Say less of the load balancer; 8 annotations are the most, and being internal is one.");
                }
            });

    static final List<Rule<GatewaySpec>> ALL = List.of(
            LISTENERS,
            NAMES,
            PORTS,
            TWICE,
            MIXED,
            HOSTS,
            ADDRESSES,
            CERTIFICATE,
            SECRET,
            LENGTH,
            FRONTEND,
            UNSAID,
            ANNOTATIONS);

    private GatewayRules() {}
}
