package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.Set;

/** The rules for slices of endpoints. Stateless. */
final class EndpointSliceStrategy implements Strategy {

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
            errors.required(at + ".addresses", errors.release().atLeast(37) ? "" : "must contain at least 1 address");
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
