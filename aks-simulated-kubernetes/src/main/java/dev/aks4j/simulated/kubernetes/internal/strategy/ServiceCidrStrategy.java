package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for ranges of service addresses. Stateless. */
final class ServiceCidrStrategy implements Strategy {

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
