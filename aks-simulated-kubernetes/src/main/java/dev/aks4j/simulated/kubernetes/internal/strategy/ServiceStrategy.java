package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules for services; addresses and node ports are given out elsewhere. Stateless. */
final class ServiceStrategy implements Strategy {

    private static final String HINTS = "service.kubernetes.io/topology-aware-hints";
    private static final String MODE = "service.kubernetes.io/topology-mode";
    private static final String RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges";

    @Override
    public void defaults(ObjectNode service, Release release) {
        ObjectNode spec = KubeJson.make(service, "spec");
        KubeJson.putDefault(spec, "sessionAffinity", "None");
        KubeJson.putDefault(spec, "type", "ClusterIP");
        switch (KubeJson.text(spec, "sessionAffinity")) {
            case "None" -> spec.remove("sessionAffinityConfig");
            case "ClientIP" -> {
                if (!KubeJson.at(spec, "sessionAffinityConfig", "clientIP").hasNonNull("timeoutSeconds")) {
                    KubeJson.make(spec, "sessionAffinityConfig", "clientIP").put("timeoutSeconds", 10_800);
                }
            }
            default -> {}
        }
        for (ObjectNode port : KubeJson.objects(spec.path("ports"))) {
            KubeJson.putDefault(port, "protocol", "TCP");
            JsonNode target = port.path("targetPort");
            boolean none = target.isMissingNode()
                    || target.isNull()
                    || target.isTextual() && target.asText().isEmpty()
                    || target.isNumber() && target.asInt() == 0;
            if (none && port.hasNonNull("port")) {
                port.set("targetPort", port.get("port"));
            }
        }
        String type = KubeJson.text(spec, "type");
        if (isExternal(spec)) {
            KubeJson.putDefault(spec, "externalTrafficPolicy", "Cluster");
        }
        if (type.equals("LoadBalancer")) {
            KubeJson.putDefault(spec, "allocateLoadBalancerNodePorts", true);
        }
        if (Set.of("ClusterIP", "NodePort", "LoadBalancer").contains(type)) {
            KubeJson.putDefault(spec, "internalTrafficPolicy", "Cluster");
        }
        if (type.equals("LoadBalancer")) {
            for (ObjectNode ingress : KubeJson.objects(KubeJson.at(service, "status", "loadBalancer", "ingress"))) {
                if (!KubeJson.text(ingress, "ip").isEmpty()) {
                    KubeJson.putDefault(ingress, "ipMode", "VIP");
                }
            }
        }
    }

    /** Returns whether a service can be reached from outside the cluster. */
    private static boolean isExternal(JsonNode spec) {
        String type = KubeJson.text(spec, "type");
        return type.equals("NodePort")
                || type.equals("LoadBalancer")
                || type.equals("ClusterIP") && !spec.path("externalIPs").isEmpty();
    }

    @Override
    public void create(ObjectNode service) {
        service.putObject("status").putObject("loadBalancer");
    }

    private static boolean isHeadless(JsonNode spec) {
        JsonNode addresses = spec.path("clusterIPs");
        return addresses.size() == 1 && addresses.get(0).asText().equals("None");
    }

    @Override
    public void validate(ObjectNode service, Errors errors) {
        Checks checks = new Checks(errors);
        JsonNode spec = service.path("spec");
        JsonNode annotations = KubeJson.at(service, "metadata", "annotations");
        if (annotations.has(HINTS)
                && annotations.has(MODE)
                && !annotations.path(HINTS).equals(annotations.path(MODE))) {
            errors.invalid(
                    "metadata.annotations[" + MODE + "]",
                    KubeJson.text(annotations, MODE),
                    "must match annotations[" + HINTS + "] when both are specified");
        }
        String type = KubeJson.text(spec, "type");
        boolean headless = isHeadless(spec);
        if (spec.path("ports").isEmpty() && !headless && !type.equals("ExternalName")) {
            errors.required("spec.ports");
        }
        if (headless && (type.equals("LoadBalancer") || type.equals("NodePort"))) {
            errors.invalid("spec.clusterIPs[0]", "None", "may not be set to 'None' for " + type + " services");
        }
        if (type.equals("ExternalName")) {
            externalName(spec, checks);
        }
        ports(spec.path("ports"), checks);
        checks.labels("spec.selector", spec.path("selector"));
        affinity(spec, errors);
        addresses(spec, type, checks);
        Checks.each("spec.externalIPs", spec.path("externalIPs"), (at, address) -> {
            int before = errors.all().size();
            checks.address(at, address.asText());
            if (errors.all().size() == before) {
                checks.endpointAddress(at, address.asText());
            }
        });
        errors.requiredOneOf("spec.type", type, "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        portNumbers(spec.path("ports"), type, errors);
        ranges(service, type, checks);
        boolean balanced = type.equals("LoadBalancer");
        if (spec.hasNonNull("allocateLoadBalancerNodePorts") && !balanced) {
            errors.forbidden("spec.allocateLoadBalancerNodePorts", "may only be used when `type` is 'LoadBalancer'");
        }
        if (spec.hasNonNull("loadBalancerClass")) {
            if (balanced) {
                checks.qualified("spec.loadBalancerClass", KubeJson.text(spec, "loadBalancerClass"));
            } else {
                errors.forbidden("spec.loadBalancerClass", "may only be used when `type` is 'LoadBalancer'");
            }
        }
        traffic(spec, type, errors);
    }

    private static void externalName(JsonNode spec, Checks checks) {
        Errors errors = checks.errors;
        String why = "may not be set for ExternalName services";
        for (String field : List.of("clusterIPs", "ipFamilies")) {
            if (!spec.path(field).isEmpty()) {
                errors.forbidden("spec." + field, why);
            }
        }
        if (spec.hasNonNull("ipFamilyPolicy")) {
            errors.forbidden("spec.ipFamilyPolicy", why);
        }
        String name = KubeJson.text(spec, "externalName");
        String trimmed = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (trimmed.isEmpty()) {
            errors.required("spec.externalName");
        } else {
            checks.subdomain("spec.externalName", trimmed);
        }
    }

    private static void ports(JsonNode ports, Checks checks) {
        Errors errors = checks.errors;
        Set<String> names = new HashSet<>();
        Checks.each("spec.ports", ports, (at, port) -> {
            String name = KubeJson.text(port, "name");
            if (name.isEmpty() && ports.size() > 1) {
                errors.required(at + ".name");
            } else if (!name.isEmpty()) {
                checks.label(at + ".name", name);
                if (!names.add(name)) {
                    errors.duplicate(at + ".name", name);
                }
            }
            errors.port(at + ".port", port.path("port").asLong());
            errors.requiredOneOf(at + ".protocol", KubeJson.text(port, "protocol"), Checks.PROTOCOLS);
            checks.portNumberOrName(at + ".targetPort", port.path("targetPort"));
            if (port.hasNonNull("appProtocol")) {
                checks.qualified(at + ".appProtocol", KubeJson.text(port, "appProtocol"));
            }
        });
    }

    private static void affinity(JsonNode spec, Errors errors) {
        String kind = KubeJson.text(spec, "sessionAffinity");
        errors.requiredOneOf("spec.sessionAffinity", kind, "ClientIP", "None");
        JsonNode timeout = KubeJson.at(spec, "sessionAffinityConfig", "clientIP", "timeoutSeconds");
        if (kind.equals("ClientIP") && (timeout.asLong() <= 0 || timeout.asLong() > 86_400)) {
            errors.invalid(
                    "spec.sessionAffinityConfig.clientIP.timeoutSeconds",
                    timeout,
                    "must be greater than 0 and less than 86400");
        } else if (kind.equals("None") && spec.path("sessionAffinityConfig").isObject()) {
            errors.forbidden("spec.sessionAffinityConfig", "must not be set when session affinity is None");
        }
    }

    private static void addresses(JsonNode spec, String type, Checks checks) {
        if (type.equals("ExternalName")) {
            return;
        }
        Errors errors = checks.errors;
        JsonNode list = spec.path("clusterIPs");
        String first = KubeJson.text(spec, "clusterIP");
        if (!first.isEmpty()) {
            if (list.isEmpty()) {
                errors.required("spec.clusterIPs");
            } else if (!list.get(0).asText().equals(first)) {
                errors.invalid("spec.clusterIPs", list, "first value must match `clusterIP`");
            }
        } else if (!list.isEmpty()) {
            errors.invalid("spec.clusterIPs", list, "must be empty when `clusterIP` is not specified");
        }
        families(spec, errors);
        boolean wrong = false;
        for (int i = 0; i < list.size(); i++) {
            String address = list.get(i).asText();
            if (i == 0 && address.equals("None")) {
                if (list.size() > 1) {
                    wrong = true;
                    errors.invalid("spec.clusterIPs", list, "'None' must be the first and only value");
                }
                continue;
            }
            int before = errors.all().size();
            checks.address("spec.clusterIPs[" + i + "]", address);
            wrong |= errors.all().size() > before;
        }
        if (list.size() > 2) {
            errors.invalid("spec.clusterIPs", list, "may only hold up to 2 values");
        }
        if (wrong) {
            return;
        }
        boolean v6 = list.size() > 1 && Ip.isV6(list.get(0).asText());
        if (list.size() > 1 && v6 == Ip.isV6(list.get(1).asText())) {
            errors.invalid("spec.clusterIPs", list, "may specify no more than one IP for each IP family");
        }
        for (int i = 0;
                !isHeadless(spec)
                        && i < Math.min(list.size(), spec.path("ipFamilies").size());
                i++) {
            String family = spec.path("ipFamilies").get(i).asText();
            String own = Ip.isV6(list.get(i).asText()) ? "IPv6" : "IPv4";
            if (Set.of("IPv4", "IPv6").contains(family) && !family.equals(own)) {
                errors.invalid(
                        "spec.clusterIPs[" + i + "]",
                        list.get(i).asText(),
                        "expected an " + family + " value as indicated by `ipFamilies[" + i + "]`");
            }
        }
    }

    private static void families(JsonNode spec, Errors errors) {
        Set<String> seen = new HashSet<>();
        Checks.each("spec.ipFamilies", spec.path("ipFamilies"), (at, family) -> {
            errors.oneOf(at, family.asText(), "IPv4", "IPv6");
            if (!seen.add(family.asText())) {
                errors.duplicate(at, family.asText());
            }
        });
        if (spec.hasNonNull("ipFamilyPolicy")) {
            errors.oneOf(
                    "spec.ipFamilyPolicy",
                    KubeJson.text(spec, "ipFamilyPolicy"),
                    "PreferDualStack",
                    "RequireDualStack",
                    "SingleStack");
        }
    }

    private static void portNumbers(JsonNode ports, String type, Errors errors) {
        Set<String> nodePorts = new HashSet<>();
        Set<String> numbers = new HashSet<>();
        if (type.equals("ClusterIP")) {
            Checks.each("spec.ports", ports, (at, port) -> {
                if (port.path("nodePort").asLong() != 0) {
                    errors.forbidden(at + ".nodePort", "may not be used when `type` is 'ClusterIP'");
                }
            });
        }
        Checks.each("spec.ports", ports, (at, port) -> {
            long node = port.path("nodePort").asLong();
            if (node != 0 && !nodePorts.add(KubeJson.text(port, "protocol") + node)) {
                errors.duplicate(at + ".nodePort", node);
            }
        });
        Checks.each("spec.ports", ports, (at, port) -> {
            String protocol = KubeJson.text(port, "protocol");
            long number = port.path("port").asLong();
            if (!numbers.add(protocol + number)) {
                String go = "{\"Name\":\"\",\"Protocol\":\"" + protocol + "\",\"AppProtocol\":null,\"Port\":" + number
                        + ",\"TargetPort\":0,\"NodePort\":0}";
                errors.duplicate(at, new Shown(go));
            }
        });
    }

    private record Shown(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    private static void ranges(ObjectNode service, String type, Checks checks) {
        JsonNode ranges = KubeJson.at(service, "spec", "loadBalancerSourceRanges");
        String why = "may only be used when `type` is 'LoadBalancer'";
        boolean balanced = type.equals("LoadBalancer");
        if (!ranges.isEmpty()) {
            if (!balanced) {
                checks.errors.forbidden("spec.LoadBalancerSourceRanges", why);
            }
            Checks.each(
                    "spec.LoadBalancerSourceRanges",
                    ranges,
                    (at, range) -> checks.range(at, range.asText().strip()));
            return;
        }
        JsonNode annotation = KubeJson.at(service, "metadata", "annotations", RANGES);
        if (annotation.isTextual()) {
            String at = "metadata.annotations[" + RANGES + "]";
            if (!balanced) {
                checks.errors.forbidden(at, why);
            }
            if (!annotation.asText().isBlank()) {
                for (String range : annotation.asText().strip().split(",", -1)) {
                    checks.range(at, range.strip());
                }
            }
        }
    }

    private static void traffic(JsonNode spec, String type, Errors errors) {
        String external = KubeJson.text(spec, "externalTrafficPolicy");
        if (!isExternal(spec)) {
            if (!external.isEmpty()) {
                errors.invalid(
                        "spec.externalTrafficPolicy", external, "may only be set for externally-accessible services");
            }
        } else {
            errors.requiredOneOf("spec.externalTrafficPolicy", external, "Cluster", "Local");
        }
        long health = spec.path("healthCheckNodePort").asLong();
        boolean needs = type.equals("LoadBalancer") && external.equals("Local");
        if (!needs && health != 0) {
            errors.invalid(
                    "spec.healthCheckNodePort",
                    health,
                    "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
        } else if (needs && health != 0) {
            errors.port("spec.healthCheckNodePort", health);
        }
        if (spec.hasNonNull("internalTrafficPolicy")) {
            errors.oneOf(
                    "spec.internalTrafficPolicy", KubeJson.text(spec, "internalTrafficPolicy"), "Cluster", "Local");
        }
        if (spec.hasNonNull("trafficDistribution")) {
            errors.oneOf(
                    "spec.trafficDistribution",
                    KubeJson.text(spec, "trafficDistribution"),
                    "PreferClose",
                    "PreferSameZone",
                    "PreferSameNode");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        JsonNode spec = now.path("spec");
        JsonNode old = before.path("spec");
        boolean named = KubeJson.text(spec, "type").equals("ExternalName")
                || KubeJson.text(old, "type").equals("ExternalName");
        if (!named && !(isHeadless(spec) && isHeadless(old))) {
            sameAddresses(spec, old, errors);
        }
        boolean balanced = KubeJson.text(spec, "type").equals("LoadBalancer")
                && KubeJson.text(old, "type").equals("LoadBalancer");
        if (balanced && !spec.path("loadBalancerClass").equals(old.path("loadBalancerClass"))) {
            errors.invalid("spec.loadBalancerClass", spec.path("loadBalancerClass"), "may not change once set");
        }
        boolean local = balanced
                && KubeJson.text(spec, "externalTrafficPolicy").equals("Local")
                && KubeJson.text(old, "externalTrafficPolicy").equals("Local");
        if (local && !spec.path("healthCheckNodePort").equals(old.path("healthCheckNodePort"))) {
            errors.forbidden("spec.healthCheckNodePort", Errors.IMMUTABLE);
        }
    }

    private static void sameAddresses(JsonNode spec, JsonNode old, Errors errors) {
        JsonNode now = spec.path("clusterIPs");
        JsonNode had = old.path("clusterIPs");
        if (now.isEmpty() && !had.isEmpty()) {
            errors.invalid("spec.clusterIPs[0]", now.isArray() ? now : null, "primary clusterIP can not be unset");
        }
        for (int i = 0; i < Math.min(now.size(), had.size()); i++) {
            if (!now.get(i).equals(had.get(i))) {
                errors.invalid("spec.clusterIPs[" + i + "]", now, "may not change once set");
            }
        }
        JsonNode families = spec.path("ipFamilies");
        JsonNode before = old.path("ipFamilies");
        for (int i = 0; !isHeadless(spec) && !isHeadless(old) && i < Math.min(families.size(), before.size()); i++) {
            if (!families.get(i).equals(before.get(i))) {
                errors.invalid("spec.ipFamilies[0]", families, "may not change once set");
            }
        }
    }

    @Override
    public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
        JsonNode ingress = KubeJson.at(now, "status", "loadBalancer", "ingress");
        if (!KubeJson.text(now, "spec", "type").equals("LoadBalancer")) {
            if (!ingress.isEmpty()) {
                errors.forbidden("status.loadBalancer.ingress", "may only be used when `spec.type` is 'LoadBalancer'");
            }
            return;
        }
        Checks checks = new Checks(errors);
        Checks.each("status.loadBalancer.ingress", ingress, (at, one) -> {
            String ip = KubeJson.text(one, "ip");
            if (!ip.isEmpty()) {
                checks.address(at + ".ip", ip);
            }
            if (one.hasNonNull("ipMode")) {
                if (ip.isEmpty()) {
                    errors.forbidden(at + ".ipMode", "may not be specified when `ip` is not set");
                } else {
                    errors.oneOf(at + ".ipMode", KubeJson.text(one, "ipMode"), "Proxy", "VIP");
                }
            }
            String name = KubeJson.text(one, "hostname");
            if (!name.isEmpty()) {
                checks.subdomain(at + ".hostname", name);
                if (Ip.parse(name).length > 0) {
                    errors.invalid(at + ".hostname", name, "must be a DNS name, not an IP address");
                }
            }
        });
    }

    @Override
    public void warn(ObjectNode service, Errors errors) {
        JsonNode spec = service.path("spec");
        Checks checks = new Checks(errors);
        if (KubeJson.at(service, "metadata", "annotations").has(HINTS)) {
            errors.warn("annotation " + HINTS + " is deprecated, please use " + MODE + " instead");
        }
        boolean headless = isHeadless(spec) || KubeJson.text(spec, "clusterIP").equals("None");
        if (headless) {
            if (!KubeJson.text(spec, "loadBalancerIP").isEmpty()) {
                errors.warn("spec.loadBalancerIP is ignored for headless services");
            }
            if (!spec.path("externalIPs").isEmpty()) {
                errors.warn("spec.externalIPs is ignored for headless services");
            }
            if (!KubeJson.text(spec, "sessionAffinity").equals("None")) {
                errors.warn("spec.SessionAffinity is ignored for headless services");
            }
        } else {
            Checks.each(
                    "spec.clusterIPs", spec.path("clusterIPs"), (at, one) -> checks.warnOfAddress(at, one.asText()));
        }
        Checks.each("spec.externalIPs", spec.path("externalIPs"), (at, one) -> checks.warnOfAddress(at, one.asText()));
        if (!spec.path("externalIPs").isEmpty() && errors.release().atLeast(36)) {
            errors.warn("spec.externalIPs is deprecated and may no longer be implemented in some clusters");
        }
        checks.warnOfAddress("spec.loadBalancerIP", KubeJson.text(spec, "loadBalancerIP"));
        Checks.each(
                "spec.loadBalancerSourceRanges",
                spec.path("loadBalancerSourceRanges"),
                (at, one) -> checks.warnOfRange(at, one.asText()));
        boolean named = KubeJson.text(spec, "type").equals("ExternalName");
        if (named && !spec.path("externalIPs").isEmpty()) {
            errors.warn("spec.externalIPs is ignored when spec.type is \"ExternalName\"");
        }
        if (!named && !KubeJson.text(spec, "externalName").isEmpty()) {
            errors.warn("spec.externalName is ignored when spec.type is not \"ExternalName\"");
        }
        if (KubeJson.text(spec, "trafficDistribution").equals("PreferClose")
                && errors.release().atLeast(35)) {
            errors.warn("spec.trafficDistribution: \"PreferClose\" is deprecated; use \"PreferSameZone\"");
        }
    }
}
