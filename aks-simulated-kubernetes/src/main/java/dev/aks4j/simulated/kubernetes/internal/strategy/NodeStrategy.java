package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import java.util.HashSet;
import java.util.Set;

/** The rules for nodes. Stateless. */
final class NodeStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode node, Release release) {
        ObjectNode spec = KubeJson.make(node, "spec");
        String range = KubeJson.text(spec, "podCIDR");
        if (range.isEmpty()) {
            range = spec.path("podCIDRs").path(0).asText();
        }
        if (!range.isEmpty() && !range.equals(spec.path("podCIDRs").path(0).asText())) {
            spec.putArray("podCIDRs").add(range);
        }
        if (!range.isEmpty()) {
            spec.put("podCIDR", range);
        }
        JsonNode capacity = KubeJson.at(node, "status", "capacity");
        if (!capacity.isEmpty() && KubeJson.at(node, "status", "allocatable").isMissingNode()) {
            KubeJson.make(node, "status").set("allocatable", capacity.deepCopy());
        }
    }

    @Override
    public void validate(ObjectNode node, Errors errors) {
        Checks checks = new Checks(errors);
        taints(node.path("spec").path("taints"), checks);
        Checks.each("spec.podCIDRs", node.path("spec").path("podCIDRs"), (at, cidr) -> checks.range(at, cidr.asText()));
        JsonNode ranges = node.path("spec").path("podCIDRs");
        long sixth =
                KubeJson.texts(ranges).stream().filter(one -> one.contains(":")).count();
        if (sixth > 1 || ranges.size() - sixth > 1) {
            errors.invalid("spec.podCIDRs", ranges, "may specify no more than one CIDR for each IP family");
        }
        for (String part : new String[] {"capacity", "allocatable"}) {
            for (var entry : ComputeResourceRules.fields(KubeJson.at(node, "status", part))) {
                checks.quantity("status." + part + "." + entry.getKey(), entry.getKey(), entry.getValue());
            }
        }
    }

    private static void taints(JsonNode taints, Checks checks) {
        Set<String> seen = new HashSet<>();
        Checks.each("metadata.taints", taints, (at, taint) -> {
            String key = KubeJson.text(taint, "key");
            String effect = KubeJson.text(taint, "effect");
            String value = KubeJson.text(taint, "value");
            checks.qualified(at + ".key", key);
            if (!Names.labelValue(value).isEmpty()) {
                checks.errors.invalid(at + ".value", value, String.join(";", Names.labelValue(value)));
            }
            if (effect.isEmpty()) {
                checks.errors.required(at + ".effect");
            } else {
                checks.taintEffect(at + ".effect", effect);
            }
            if (!seen.add(effect + "/" + key)) {
                ObjectNode go =
                        KubeJson.object().put("Key", key).put("Value", value).put("Effect", effect);
                go.set("TimeAdded", taint.get("timeAdded"));
                FieldError duplicate = FieldError.duplicate(at, unsorted(go));
                checks.errors.add(new FieldError(
                        at,
                        duplicate.reason(),
                        duplicate.message() + ": taints must be unique by key and effect pair"));
            }
        });
    }

    private static Object unsorted(ObjectNode go) {
        return new Object() {
            @Override
            public String toString() {
                return go.toString();
            }
        };
    }

    @Override
    public void create(ObjectNode node) {
        ObjectNode spec = KubeJson.make(node, "spec");
        boolean marked = KubeJson.objects(spec.path("taints")).stream()
                .anyMatch(taint -> KubeJson.text(taint, "key").equals("node.kubernetes.io/not-ready")
                        && KubeJson.text(taint, "effect").equals("NoSchedule"));
        if (!marked) {
            KubeJson.makeArray(spec, "taints")
                    .addObject()
                    .put("key", "node.kubernetes.io/not-ready")
                    .put("effect", "NoSchedule");
        }
    }

    @Override
    public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
        validate(now, errors);
        Set<JsonNode> seen = new HashSet<>();
        Checks.each("status.addresses", KubeJson.at(now, "status", "addresses"), (at, address) -> {
            if (!seen.add(address)) {
                ObjectNode go = KubeJson.object()
                        .put("Type", KubeJson.text(address, "type"))
                        .put("Address", KubeJson.text(address, "address"));
                errors.duplicate(at, unsorted(go));
            }
        });
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        JsonNode had = KubeJson.at(before, "spec", "podCIDRs");
        JsonNode has = KubeJson.at(now, "spec", "podCIDRs");
        if (!had.isEmpty() && !had.equals(has)) {
            errors.forbidden("spec.podCIDRs", "node updates may not change podCIDR except from \"\" to valid");
        }
        String provider = KubeJson.text(before, "spec", "providerID");
        String wanted = KubeJson.text(now, "spec", "providerID");
        if (provider.isEmpty() || provider.equals(wanted)) {
            return;
        }
        if (errors.release().atLeast(37)) {
            errors.invalid(
                    "spec.providerID",
                    (Object) null,
                    wanted.isEmpty() ? "field cannot be cleared once set" : "field cannot be modified once set");
        } else {
            errors.forbidden("spec.providerID", "node updates may not change providerID except from \"\" to valid");
        }
    }
}
