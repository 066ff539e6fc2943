package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for network policies. Stateless. */
final class NetworkPolicyStrategy implements Strategy {

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
