package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for endpoints. Stateless. */
final class EndpointsStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        for (ObjectNode subset : KubeJson.objects(object.path("subsets"))) {
            KubeJson.objects(subset.path("ports")).forEach(port -> KubeJson.putDefault(port, "protocol", "TCP"));
        }
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        Checks checks = new Checks(errors);
        Checks.each("subsets", object.path("subsets"), (at, subset) -> {
            if (subset.path("addresses").isEmpty()
                    && subset.path("notReadyAddresses").isEmpty()) {
                errors.required(at, "must specify `addresses` or `notReadyAddresses`");
            }
            for (String list : new String[] {"addresses", "notReadyAddresses"}) {
                Checks.each(at + "." + list, subset.path(list), (here, address) -> address(here, address, checks));
            }
            JsonNode ports = subset.path("ports");
            Checks.each(at + ".ports", ports, (here, port) -> {
                String name = KubeJson.text(port, "name");
                if (name.isEmpty() && ports.size() > 1) {
                    errors.required(here + ".name");
                } else if (!name.isEmpty()) {
                    checks.label(here + ".name", name);
                }
                errors.port(here + ".port", port.path("port").asLong());
                errors.requiredOneOf(here + ".protocol", KubeJson.text(port, "protocol"), Checks.PROTOCOLS);
                if (port.hasNonNull("appProtocol")) {
                    checks.qualified(here + ".appProtocol", KubeJson.text(port, "appProtocol"));
                }
            });
        });
    }

    private static void address(String at, JsonNode address, Checks checks) {
        String ip = KubeJson.text(address, "ip");
        checks.address(at + ".ip", ip);
        if (!KubeJson.text(address, "hostname").isEmpty()) {
            checks.label(at + ".hostname", KubeJson.text(address, "hostname"));
        }
        if (address.hasNonNull("nodeName")) {
            checks.subdomain(at + ".nodeName", KubeJson.text(address, "nodeName"));
        }
        checks.endpointAddress(at + ".ip", ip);
    }
}
