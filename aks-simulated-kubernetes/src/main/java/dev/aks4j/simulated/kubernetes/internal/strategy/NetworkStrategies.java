package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules for the types of the groups networking.k8s.io and discovery.k8s.io. Stateless. */
final class NetworkStrategies {

    private NetworkStrategies() {}

    /** Network policies. */
    static final class Policies implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            ObjectNode spec = KubeJson.make(object, "spec");
            if (spec.path("policyTypes").isEmpty()) {
                var types = spec.putArray("policyTypes").add("Ingress");
                if (!spec.path("egress").isEmpty()) {
                    types.add("Egress");
                }
            }
            for (String direction : new String[] {"ingress", "egress"}) {
                for (ObjectNode rule : KubeJson.objects(spec.path(direction))) {
                    KubeJson.objects(rule.path("ports")).forEach(port -> KubeJson.putDefault(port, "protocol", "TCP"));
                }
            }
        }

        @Override
        public void validate(ObjectNode object, Errors errors) {
            Checks checks = new Checks(errors);
            JsonNode spec = object.path("spec");
            checks.labelSelector("spec.podSelector", spec.path("podSelector"));
            direction(spec, "ingress", "from", checks);
            direction(spec, "egress", "to", checks);
            JsonNode types = spec.path("policyTypes");
            if (types.size() > 2) {
                errors.invalid("spec.policyTypes", types, "may not specify more than two policyTypes");
                return;
            }
            Checks.each("spec.policyTypes", types, (at, type) -> errors.oneOf(at, type.asText(), "Ingress", "Egress"));
        }

        private static void direction(JsonNode spec, String direction, String peers, Checks checks) {
            Checks.each("spec." + direction, spec.path(direction), (at, rule) -> {
                Checks.each(at + ".ports", rule.path("ports"), (here, port) -> port(here, port, checks));
                Checks.each(at + "." + peers, rule.path(peers), (here, peer) -> peer(here, peer, checks));
            });
        }

        private static void port(String at, JsonNode port, Checks checks) {
            Errors errors = checks.errors;
            if (port.hasNonNull("protocol")) {
                errors.oneOf(at + ".protocol", KubeJson.text(port, "protocol"), "TCP", "UDP", "SCTP");
            }
            JsonNode number = port.path("port");
            JsonNode end = port.path("endPort");
            boolean ends = end.isNumber();
            if (number.isNumber()) {
                errors.port(at + ".port", number.asLong());
                if (ends) {
                    if (end.asLong() < number.asLong()) {
                        errors.invalid(at + ".endPort", end, "must be greater than or equal to `port`");
                    }
                    errors.port(at + ".endPort", end.asLong());
                }
            } else if (number.isTextual()) {
                if (ends) {
                    errors.invalid(at + ".endPort", end, "may not be specified when `port` is non-numeric");
                }
                errors.each(at + ".port", number.asText(), Names.portName(number.asText()));
            } else if (ends) {
                errors.invalid(at + ".endPort", end, "may not be specified when `port` is not specified");
            }
        }

        private static void peer(String at, JsonNode peer, Checks checks) {
            int count = 0;
            for (String selector : new String[] {"podSelector", "namespaceSelector"}) {
                if (peer.path(selector).isObject()) {
                    count++;
                    checks.labelSelector(at + "." + selector, peer.path(selector));
                }
            }
            JsonNode block = peer.path("ipBlock");
            if (block.isObject()) {
                count++;
                block(at + ".ipBlock", block, checks);
            }
            if (count == 0) {
                checks.errors.required(at, "must specify a peer");
            } else if (count > 1 && block.isObject()) {
                checks.errors.forbidden(at, "may not specify both ipBlock and another peer");
            }
        }

        private static void block(String at, JsonNode block, Checks checks) {
            String cidr = KubeJson.text(block, "cidr");
            if (cidr.isEmpty()) {
                checks.errors.required(at + ".cidr");
                return;
            }
            checks.range(at + ".cidr", cidr);
            Ip.Range range = Ip.range(cidr);
            if (range == null) {
                return;
            }
            Checks.each(at + ".except", block.path("except"), (here, except) -> {
                checks.range(here, except.asText());
                Ip.Range inner = Ip.range(except.asText());
                if (inner != null && (!range.contains(inner.network()) || range.bits() >= inner.bits())) {
                    checks.errors.invalid(here, except.asText(), "must be a strict subset of `cidr`");
                }
            });
        }

        @Override
        public void warn(ObjectNode object, Errors errors) {
            Checks checks = new Checks(errors);
            for (String[] direction : new String[][] {{"ingress", "from"}, {"egress", "to"}}) {
                Checks.each(
                        "spec." + direction[0],
                        KubeJson.at(object, "spec", direction[0]),
                        (at, rule) -> Checks.each(at + "." + direction[1], rule.path(direction[1]), (here, peer) -> {
                            JsonNode block = peer.path("ipBlock");
                            if (block.isObject()) {
                                checks.warnOfRange(here + ".ipBlock.cidr", KubeJson.text(block, "cidr"));
                                Checks.each(
                                        here + ".ipBlock.except",
                                        block.path("except"),
                                        (where, one) -> checks.warnOfRange(where, one.asText()));
                            }
                        }));
            }
        }
    }

    /** Ingresses. */
    static final class Ingresses implements Strategy {

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
                            at + ".pathType",
                            KubeJson.text(path, "pathType"),
                            "Exact",
                            "ImplementationSpecific",
                            "Prefix");
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
                reference(at + ".resource", backend.path("resource"), checks);
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

    private static void reference(String at, JsonNode reference, Checks checks) {
        if (reference.hasNonNull("apiGroup")) {
            checks.subdomain(at + ".apiGroup", KubeJson.text(reference, "apiGroup"));
        }
        for (String field : List.of("kind", "name")) {
            String value = KubeJson.text(reference, field);
            if (value.isEmpty()) {
                checks.errors.required(at + "." + field);
            } else {
                checks.errors.each(at + "." + field, value, Names.pathSegment(value));
            }
        }
    }

    /** Classes of ingresses. */
    static final class IngressClasses implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            if (KubeJson.at(object, "spec", "parameters") instanceof ObjectNode parameters) {
                KubeJson.putDefault(parameters, "scope", "Cluster");
            }
        }

        @Override
        public void validate(ObjectNode object, Errors errors) {
            Checks checks = new Checks(errors);
            String controller = KubeJson.text(object, "spec", "controller");
            if (controller.length() > 250) {
                errors.tooLong("spec.controller", 250);
            }
            checks.domainPath("spec.controller", controller);
            JsonNode parameters = KubeJson.at(object, "spec", "parameters");
            if (!parameters.isObject()) {
                return;
            }
            String at = "spec.parameters";
            reference(at, parameters, checks);
            String scope = KubeJson.text(parameters, "scope");
            errors.oneOf(at + ".scope", scope, "Cluster", "Namespace");
            if (scope.equals("Namespace")) {
                if (!parameters.hasNonNull("namespace")) {
                    errors.required(at + ".namespace", "`parameters.scope` is set to 'Namespace'");
                } else {
                    checks.label(at + ".namespace", KubeJson.text(parameters, "namespace"));
                }
            } else if (scope.equals("Cluster") && parameters.hasNonNull("namespace")) {
                errors.forbidden(at + ".namespace", "`parameters.scope` is set to 'Cluster'");
            }
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            errors.unchanged(
                    "spec.controller",
                    KubeJson.at(now, "spec", "controller"),
                    KubeJson.at(before, "spec", "controller"));
        }
    }

    /** Addresses that the cluster knows of. */
    static final class IpAddresses implements Strategy {

        @Override
        public void validate(ObjectNode object, Errors errors) {
            JsonNode parent = KubeJson.at(object, "spec", "parentRef");
            if (!parent.isObject()) {
                errors.required("spec.parentRef");
                return;
            }
            Checks checks = new Checks(errors);
            String at = "spec.parentRef";
            if (!KubeJson.text(parent, "group").isEmpty()) {
                checks.subdomain(at + ".group", KubeJson.text(parent, "group"));
            }
            for (String field : List.of("resource", "name")) {
                String value = KubeJson.text(parent, field);
                if (value.isEmpty()) {
                    errors.required(at + "." + field);
                } else {
                    errors.each(at + "." + field, value, Names.pathSegment(value));
                }
            }
            String namespace = KubeJson.text(parent, "namespace");
            errors.each(at + ".namespace", namespace, Names.pathSegment(namespace));
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            errors.unchangedSilently(
                    "spec.parentRef", KubeJson.at(now, "spec", "parentRef"), KubeJson.at(before, "spec", "parentRef"));
        }
    }

    /** Ranges of service addresses. */
    static final class ServiceRanges implements Strategy {

        @Override
        public void validate(ObjectNode object, Errors errors) {
            JsonNode cidrs = KubeJson.at(object, "spec", "cidrs");
            if (cidrs.isEmpty()) {
                errors.required("spec.cidrs", "at least one CIDR required");
                return;
            }
            if (cidrs.size() > 2) {
                ObjectNode go = KubeJson.object();
                go.set("CIDRs", cidrs);
                errors.invalid("spec.cidrs", go, "may only hold up to 2 values");
                return;
            }
            Checks checks = new Checks(errors);
            Checks.each("spec.cidrs", cidrs, (at, cidr) -> checks.canonicalRange(at, cidr.asText()));
            Ip.Range first = Ip.range(cidrs.get(0).asText());
            Ip.Range second = cidrs.size() == 2 ? Ip.range(cidrs.get(1).asText()) : null;
            if (first != null && second != null && first.address().length == second.address().length) {
                errors.invalid(
                        "spec.cidrs",
                        cidrs,
                        "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64");
            }
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            JsonNode wanted = KubeJson.at(now, "spec", "cidrs");
            JsonNode had = KubeJson.at(before, "spec", "cidrs");
            boolean grows = had.size() == 1 && wanted.size() == 2;
            if (!grows && had.size() != wanted.size()) {
                errors.invalid("spec.cidrs", wanted, Errors.IMMUTABLE);
                return;
            }
            for (int i = 0; i < had.size(); i++) {
                if (!had.get(i).equals(wanted.get(i))) {
                    errors.invalid("spec.cidrs[" + i + "]", wanted.get(i).asText(), Errors.IMMUTABLE);
                }
            }
        }
    }

    /** Slices of endpoints. */
    static final class EndpointSlices implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            for (ObjectNode port : KubeJson.objects(object.path("ports"))) {
                KubeJson.putDefault(port, "name", "");
                KubeJson.putDefault(port, "protocol", "TCP");
            }
        }

        @Override
        public void validate(ObjectNode object, Errors errors) {
            Checks checks = new Checks(errors);
            String type = KubeJson.text(object, "addressType");
            if (type.isEmpty()) {
                errors.required("addressType");
            } else {
                errors.oneOf("addressType", type, "FQDN", "IPv4", "IPv6");
            }
            ports(object.path("ports"), checks);
            JsonNode endpoints = object.path("endpoints");
            if (endpoints.size() > 1000) {
                errors.tooMany("endpoints", endpoints.size(), 1000);
                return;
            }
            Checks.each("endpoints", endpoints, (at, endpoint) -> endpoint(at, endpoint, type, checks));
        }

        private static void ports(JsonNode ports, Checks checks) {
            Set<String> names = new HashSet<>();
            Checks.each("ports", ports, (at, port) -> {
                String name = KubeJson.text(port, "name");
                if (!name.isEmpty()) {
                    checks.label(at + ".name", name);
                }
                if (!names.add(name)) {
                    checks.errors.duplicate(at + ".name", name);
                }
                checks.errors.oneOf(at + ".protocol", KubeJson.text(port, "protocol"), Checks.PROTOCOLS);
                if (port.hasNonNull("appProtocol")) {
                    checks.qualified(at + ".appProtocol", KubeJson.text(port, "appProtocol"));
                }
            });
        }

        private static void endpoint(String at, JsonNode endpoint, String type, Checks checks) {
            Errors errors = checks.errors;
            JsonNode addresses = endpoint.path("addresses");
            if (addresses.isEmpty()) {
                errors.required(
                        at + ".addresses", errors.release().atLeast(37) ? "" : "must contain at least 1 address");
            } else if (addresses.size() > 100) {
                errors.tooMany(at + ".addresses", addresses.size(), 100);
            }
            Checks.each(at + ".addresses", addresses, (here, one) -> {
                String address = one.asText();
                int before = errors.all().size();
                switch (type) {
                    case "IPv4" -> {
                        checks.address(here, address);
                        if (errors.all().size() == before) {
                            if (Ip.isV6(address)) {
                                errors.invalid(at + ".addresses", address, "must be an IPv4 address");
                            }
                            checks.endpointAddress(here, address);
                        }
                    }
                    case "IPv6" -> {
                        checks.canonicalAddress(here, address);
                        if (errors.all().size() == before) {
                            if (!Ip.isV6(address)) {
                                errors.invalid(at + ".addresses", address, "must be an IPv6 address");
                            }
                            checks.endpointAddress(here, address);
                        }
                    }
                    case "FQDN" -> fullName(here, address, errors);
                    default -> {}
                }
            });
            if (endpoint.hasNonNull("nodeName")) {
                checks.subdomain(at + ".nodeName", KubeJson.text(endpoint, "nodeName"));
            }
            Set<String> zones = new HashSet<>();
            Checks.each(at + ".hints.forZones", endpoint.path("hints").path("forZones"), (here, zone) -> {
                String name = KubeJson.text(zone, "name");
                errors.each(here + ".name", name, Names.labelValue(name));
                if (!zones.add(name)) {
                    errors.duplicate(here + ".name", name);
                }
            });
            if (endpoint.hasNonNull("hostname")) {
                checks.label(at + ".hostname", KubeJson.text(endpoint, "hostname"));
            }
        }

        private static void fullName(String at, String name, Errors errors) {
            if (name.isEmpty()) {
                errors.required(at);
                return;
            }
            String domain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
            if (!Names.subdomain(domain).isEmpty()) {
                errors.invalid(at, domain, String.join(",", Names.subdomain(domain)));
            } else if (!domain.contains(".")) {
                errors.invalid(at, domain, "should be a domain with at least two segments separated by dots");
            }
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            errors.unchangedSilently("addressType", now.path("addressType"), before.path("addressType"));
        }
    }
}
