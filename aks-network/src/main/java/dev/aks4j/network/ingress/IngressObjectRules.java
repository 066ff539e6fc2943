package dev.aks4j.network.ingress;

import static dev.aks4j.core.model.AzureError.answered;
import static dev.aks4j.core.model.AzureError.happens;

import dev.aks4j.core.model.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The rules of an Ingress alone. */
final class IngressObjectRules {

    /** A part of an address as Kubernetes reads one: 01 is one too, 300 is a label of a name. */
    private static final String OCTET = "0*(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    static final Rule<IngressSpec> EMPTY = Rule.<IngressSpec>error(
                    "AKS-ING-040", "An ingress has paths or a default backend.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.KUBERNETES)
            .check((ingress, findings) -> {
                if (ingress.paths().isEmpty() && ingress.defaultBackend().isEmpty()) {
                    findings.report("paths", "none", "leaves nothing to do", "Add prefix(...) or defaultBackend(...).");
                }
            });

    static final Rule<IngressSpec> HOSTS = Rule.<IngressSpec>error(
                    "AKS-ING-041",
                    "A host is a name in lower case, or one with *. before it and two labels or more; never an address.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.KUBERNETES)
            .check((ingress, findings) -> {
                Set<String> seen = new HashSet<>();
                ingress.paths().stream()
                        .flatMap(path -> path.host().stream())
                        .filter(seen::add)
                        .filter(host -> !isHost(host))
                        .forEach(host -> findings.report(
                                "paths",
                                host,
                                "is not the name of a host",
                                "Write it in lower case, for example shop.contoso.com, and leave the port out."));
                ingress.tls()
                        .forEach((secret, hosts) -> hosts.stream()
                                .filter(host -> !IngressNames.isHost(host))
                                .forEach(host -> findings.report(
                                        "tls." + secret,
                                        host,
                                        "is not the name of a host",
                                        "Use a name of paths, in lower case.")));
            });

    private static boolean isHost(String host) {
        return IngressNames.isHost(host) && !host.matches(OCTET + "(\\." + OCTET + "){3}");
    }

    static final Rule<IngressSpec> PATHS = Rule.<IngressSpec>error(
                    "AKS-ING-042",
                    "A path begins with a slash, and one that is exact or a prefix has no //, /./, /../ or %2f.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.KUBERNETES)
            .check((ingress, findings) -> ingress.paths().stream()
                    .filter(path -> !isPath(path))
                    .forEach(path -> findings.report(
                            "paths",
                            path.path(),
                            "is not a path",
                            "Begin with '/' and leave out empty parts and dots.")));

    private static boolean isPath(IngressSpec.Path path) {
        String text = path.path();
        if (path.type().equals("ImplementationSpecific")) {
            return text.isEmpty() || text.startsWith("/");
        }
        return text.startsWith("/")
                && !text.contains("//")
                && !text.contains("/./")
                && !text.contains("/../")
                && !text.toLowerCase(Locale.ROOT).contains("%2f")
                && !text.endsWith("/..")
                && !text.endsWith("/.");
    }

    static final Rule<IngressSpec> BACKENDS = Rule.<IngressSpec>error(
                    "AKS-ING-043", "A backend is a service of the ingress's namespace, and its port is 1-65535.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.KUBERNETES)
            .check((ingress, findings) -> {
                Set<IngressSpec.Backend> all = new HashSet<>();
                ingress.paths().forEach(path -> all.add(path.backend()));
                ingress.defaultBackend().ifPresent(all::add);
                for (IngressSpec.Backend backend : all) {
                    if (!backend.service().matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
                        findings.report(
                                "paths.service",
                                backend.service(),
                                "is not the name of a service",
                                "Use 1-63 lower-case letters, digits and hyphens, with a letter or digit at both ends.");
                    }
                    if (!backend.port().matches("\\d{1,5}") || !IngressNames.isPort(Integer.parseInt(backend.port()))) {
                        findings.report("paths.port", backend.port(), "is not a port", "Use 1 to 65535.");
                    }
                }
            });

    static final Rule<IngressSpec> SECRETS = Rule.<IngressSpec>error(
                    "AKS-ING-044",
                    "A certificate is in a secret of the ingress's namespace, or fetched from a key vault.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.KUBERNETES + "; AKS docs, app-routing-dns-ssl, 2026")
            .check((ingress, findings) -> {
                ingress.tls().keySet().stream()
                        .filter(secret -> !secret.isEmpty() && !IngressNames.isSubdomain(secret))
                        .forEach(secret -> findings.report(
                                "tls", secret, "is not the name of a secret", "Use one of type kubernetes.io/tls."));
                ingress.vaultCertificate()
                        .filter(uri -> !IngressNames.isVaultObject(uri))
                        .ifPresent(uri -> findings.report(
                                "tls",
                                uri,
                                "is not the address of a certificate in a key vault",
                                "Write it as https://<vault>.vault.azure.net/certificates/<name>."));
            });

    static final Rule<IngressSpec> UNNAMED = Rule.<IngressSpec>error(
                    "AKS-ING-048", "What an ingress says of TLS names the secret of a certificate.")
            .prevents(happens("The controller shows a certificate of its own, which clients do not trust"))
            .source(IngressNames.KUBERNETES)
            .check((ingress, findings) -> {
                if (ingress.tls().containsKey("")) {
                    findings.report("tls", "", "is the name of no secret", "Use one of type kubernetes.io/tls.");
                }
            });

    static final Rule<IngressSpec> CLASS = Rule.<IngressSpec>error(
                    "AKS-ING-045", "An ingress names the class of its controller.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.KUBERNETES)
            .check((ingress, findings) -> {
                if (!IngressNames.isSubdomain(ingress.ingressClass())) {
                    findings.report(
                            "ingressClass",
                            ingress.ingressClass(),
                            "is not the name of a class",
                            "Use IngressSpec.APP_ROUTING, or the class of a controller in the cluster.");
                }
            });

    static final Rule<IngressSpec> TWICE = Rule.<IngressSpec>error(
                    "AKS-ING-046", "A path of a host leads to one service.")
            .prevents(happens("NGINX's webhook refuses the ingress, and other controllers take one of the two"))
            .source("ingress-nginx, its admission webhook, 2026")
            .check((ingress, findings) -> {
                Set<List<Object>> seen = new HashSet<>();
                ingress.paths().stream()
                        .filter(path -> !seen.add(List.of(path.host(), path.path(), path.type())))
                        .forEach(path -> findings.report(
                                "paths",
                                path.host().orElse("any host") + " " + path.path(),
                                "is there twice",
                                "Remove one; weights are for routes of the Gateway API."));
            });

    static final Rule<IngressSpec> FRONTEND = Rule.<IngressSpec>error(
                    "AKS-ING-047",
                    "An ingress of Application Gateway for Containers names one; an ingress of another class names none.")
            .prevents(happens("The ingress gets no address, or what it names is ignored without a word"))
            .source("Application Gateway for Containers docs, Ingress API, 2026")
            .check((ingress, findings) -> {
                int named = (ingress.balancer().isPresent() ? 1 : 0)
                        + (ingress.controller().isPresent() ? 1 : 0);
                boolean alb = ingress.ingressClass().equals(IngressSpec.APPLICATION_GATEWAY);
                if (alb && named != 1 || !alb && named > 0) {
                    findings.report(
                            "loadBalancer",
                            named,
                            "is not a number of Application Gateways for Containers for this class",
                            alb
                                    ? "Name one, with applicationLoadBalancer(...) or trafficController(...)."
                                    : "Use IngressSpec.APPLICATION_GATEWAY, or remove it.");
                }
            });

    static final List<Rule<IngressSpec>> ALL =
            List.of(EMPTY, HOSTS, PATHS, BACKENDS, SECRETS, UNNAMED, CLASS, TWICE, FRONTEND);

    private IngressObjectRules() {}
}
