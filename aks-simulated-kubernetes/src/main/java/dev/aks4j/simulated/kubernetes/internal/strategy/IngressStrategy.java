package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.List;

/** The rules for ingresses. Stateless. */
final class IngressStrategy implements Strategy {

    private static final String CLASS = "kubernetes.io/ingress.class";

    @Override
    public void create(ObjectNode object) {
        object.putObject("status").putObject("loadBalancer");
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        Checks checks = new Checks(errors);
        JsonNode spec = object.path("spec");
        JsonNode rules = spec.path("rules");
        boolean backend = spec.path("defaultBackend").isObject();
        if (rules.isEmpty() && !backend) {
            errors.invalid(
                    "spec", rules.isArray() ? rules : null, "either `defaultBackend` or `rules` must be specified");
        }
        if (backend) {
            backend("spec.defaultBackend", spec.path("defaultBackend"), checks);
        }
        Checks.each("spec.rules", rules, (at, rule) -> rule(at, rule, checks));
        Checks.each("spec.tls", spec.path("tls"), (at, tls) -> {
            Checks.each(at + ".hosts", tls.path("hosts"), (here, host) -> host(here, host.asText(), checks));
            String secret = KubeJson.text(tls, "secretName");
            if (!secret.isEmpty()) {
                checks.subdomain(at + ".secretName", secret);
            }
        });
        if (spec.hasNonNull("ingressClassName")) {
            checks.subdomain("spec.ingressClassName", KubeJson.text(spec, "ingressClassName"));
        }
    }

    @Override
    public void validateNew(ObjectNode object, Errors errors) {
        JsonNode annotation = KubeJson.at(object, "metadata", "annotations", CLASS);
        JsonNode name = KubeJson.at(object, "spec", "ingressClassName");
        if (annotation.isTextual() && name.isTextual() && !annotation.equals(name)) {
            errors.invalid(
                    "annotations." + CLASS,
                    annotation.asText(),
                    "must match `ingressClassName` when both are specified");
        }
    }

    private static void host(String at, String host, Checks checks) {
        if (host.contains("*")) {
            checks.errors.each(at, host, Names.wildcard(host));
        } else {
            checks.subdomain(at, host);
        }
    }

    private static void rule(String at, JsonNode rule, Checks checks) {
        String host = KubeJson.text(rule, "host");
        if (!host.isEmpty()) {
            if (Ip.parse(host).length > 0) {
                checks.errors.invalid(at + ".host", host, "must be a DNS name, not an IP address");
            }
            host(at + ".host", host, checks);
        }
        JsonNode http = rule.path("http");
        if (!http.isObject()) {
            return;
        }
        if (http.path("paths").isEmpty()) {
            checks.errors.required(at + ".http.paths");
        }
        Checks.each(at + ".http.paths", http.path("paths"), (here, path) -> path(here, path, checks));
    }

    private static void path(String at, JsonNode path, Checks checks) {
        Errors errors = checks.errors;
        if (!path.hasNonNull("pathType")) {
            errors.required(at + ".pathType", "pathType must be specified");
            return;
        }
        String text = KubeJson.text(path, "path");
        switch (KubeJson.text(path, "pathType")) {
            case "Exact", "Prefix" -> {
                if (!text.startsWith("/")) {
                    errors.invalid(at + ".path", text, "must be an absolute path");
                }
                for (String part : List.of("//", "/./", "/../", "%2f", "%2F")) {
                    if (text.contains(part)) {
                        errors.invalid(at + ".path", text, "must not contain '" + part + "'");
                    }
                }
                for (String end : List.of("/..", "/.")) {
                    if (text.endsWith(end)) {
                        errors.invalid(at + ".path", text, "cannot end with '" + end + "'");
                    }
                }
            }
            case "ImplementationSpecific" -> {
                if (!text.isEmpty() && !text.startsWith("/")) {
                    errors.invalid(at + ".path", text, "must be an absolute path");
                }
            }
            default ->
                errors.notSupported(
                        at + ".pathType", KubeJson.text(path, "pathType"), "Exact", "ImplementationSpecific", "Prefix");
        }
        backend(at + ".backend", path.path("backend"), checks);
    }

    private static void backend(String at, JsonNode backend, Checks checks) {
        Errors errors = checks.errors;
        boolean resource = backend.path("resource").isObject();
        JsonNode service = backend.path("service");
        if (resource && service.isObject()) {
            errors.invalid(at, "", "cannot set both resource and service backends");
        } else if (resource) {
            checks.typedReference(at + ".resource", backend.path("resource"));
        } else if (!service.isObject()) {
            errors.invalid(at, "", "resource or service backend is required");
        } else {
            String name = KubeJson.text(service, "name");
            if (name.isEmpty()) {
                errors.required(at + ".service.name");
            } else if (errors.release().atLeast(36)) {
                checks.label(at + ".service.name", name);
            } else {
                errors.each(at + ".service.name", name, Names.label1035(name));
            }
            String port = KubeJson.text(service, "port", "name");
            long number = KubeJson.at(service, "port", "number").asLong();
            if (!port.isEmpty() && number != 0) {
                errors.invalid(at, "", "cannot set both port name & port number");
            } else if (!port.isEmpty()) {
                errors.each(at + ".service.port.name", port, Names.portName(port));
            } else if (number != 0) {
                errors.port(at + ".service.port.number", number);
            } else {
                errors.required(at, "port name or number is required");
            }
        }
    }

    @Override
    public void warn(ObjectNode object, Errors errors) {
        if (KubeJson.at(object, "metadata", "annotations").has(CLASS)) {
            errors.warn("annotation \"" + CLASS + "\" is deprecated, please use 'spec.ingressClassName' instead");
        }
    }
}
