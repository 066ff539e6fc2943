package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.Set;

/** The rules for services; addresses and node ports are given out elsewhere. Stateless. */
final class ServiceStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode service) {
        ObjectNode spec = KubeJson.make(service, "spec");
        KubeJson.putDefault(spec, "sessionAffinity", "None");
        KubeJson.putDefault(spec, "type", "ClusterIP");
        if (KubeJson.text(spec, "sessionAffinity").equals("ClientIP")) {
            KubeJson.putDefault(KubeJson.make(spec, "sessionAffinityConfig", "clientIP"), "timeoutSeconds", 10_800);
        }
        for (ObjectNode port : KubeJson.objects(spec.path("ports"))) {
            KubeJson.putDefault(port, "protocol", "TCP");
            if (!port.hasNonNull("targetPort") && port.has("port")) {
                port.set("targetPort", port.get("port"));
            }
        }
        String type = KubeJson.text(spec, "type");
        if (type.equals("NodePort") || type.equals("LoadBalancer")) {
            KubeJson.putDefault(spec, "externalTrafficPolicy", "Cluster");
        }
        if (type.equals("LoadBalancer")) {
            KubeJson.putDefault(spec, "allocateLoadBalancerNodePorts", true);
        }
        if (!type.equals("ExternalName")) {
            KubeJson.putDefault(spec, "internalTrafficPolicy", "Cluster");
        }
    }

    @Override
    public void create(ObjectNode service) {
        service.putObject("status").putObject("loadBalancer");
    }

    @Override
    public void validate(ObjectNode service, Errors errors) {
        JsonNode spec = service.path("spec");
        String type = KubeJson.text(spec, "type");
        errors.oneOf("spec.type", type, "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        errors.oneOf("spec.sessionAffinity", KubeJson.text(spec, "sessionAffinity"), "ClientIP", "None");
        boolean headless = KubeJson.text(spec, "clusterIP").equals("None");
        if (spec.path("ports").isEmpty() && !headless && !type.equals("ExternalName")) {
            errors.required("spec.ports", "");
        }
        if (type.equals("ExternalName") && KubeJson.text(spec, "externalName").isEmpty()) {
            errors.required("spec.externalName", "");
        }
        if (headless && !type.equals("ClusterIP")) {
            errors.invalid("spec.clusterIPs[0]", "None", "may not be set to 'None' for LoadBalancer services");
        }
        MetadataRules.labels(spec.path("selector"), "spec.selector", errors);
        ports(spec.path("ports"), type, errors);
        JsonNode ranges = spec.path("loadBalancerSourceRanges");
        for (int i = 0; i < ranges.size(); i++) {
            String range = ranges.get(i).asText().strip();
            if (!range.matches("\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}") && !range.contains(":")) {
                errors.invalid(
                        "spec.loadBalancerSourceRanges[" + i + "]",
                        range,
                        "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
            }
        }
    }

    private static void ports(JsonNode ports, String type, Errors errors) {
        Set<String> names = new HashSet<>();
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            JsonNode port = ports.get(i);
            String path = "spec.ports[" + i + "]";
            String name = KubeJson.text(port, "name");
            if (name.isEmpty() && ports.size() > 1) {
                errors.required(path + ".name", "");
            } else if (!name.isEmpty()) {
                Names.label(name).ifPresent(wrong -> errors.invalid(path + ".name", name, wrong));
                if (!names.add(name)) {
                    errors.duplicate(path + ".name", name);
                }
            }
            errors.port(path + ".port", port.path("port").asLong());
            errors.oneOf(path + ".protocol", KubeJson.text(port, "protocol"), "SCTP", "TCP", "UDP");
            if (port.path("nodePort").asInt() != 0 && type.equals("ClusterIP")) {
                errors.forbidden(path + ".nodePort", "may not be used when `type` is 'ClusterIP'");
            }
            if (port.path("targetPort").isNumber()) {
                errors.port(path + ".targetPort", port.path("targetPort").asLong());
            }
            if (!numbers.add(KubeJson.text(port, "protocol") + port.path("port"))) {
                errors.duplicate(
                        path,
                        KubeJson.object()
                                .put("port", port.path("port").asInt())
                                .put("protocol", KubeJson.text(port, "protocol")));
            }
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        String address = KubeJson.text(before, "spec", "clusterIP");
        boolean external = KubeJson.text(now, "spec", "type").equals("ExternalName")
                || KubeJson.text(before, "spec", "type").equals("ExternalName");
        if (!external && !address.isEmpty() && !address.equals(KubeJson.text(now, "spec", "clusterIP"))) {
            errors.invalid(
                    "spec.clusterIPs[0]",
                    KubeJson.texts(KubeJson.at(now, "spec", "clusterIPs")),
                    "may not change once set");
        }
        String lbClass = KubeJson.text(before, "spec", "loadBalancerClass");
        if (!lbClass.isEmpty() && !lbClass.equals(KubeJson.text(now, "spec", "loadBalancerClass"))) {
            errors.invalid(
                    "spec.loadBalancerClass",
                    KubeJson.text(now, "spec", "loadBalancerClass"),
                    "may not change once set");
        }
    }
}
