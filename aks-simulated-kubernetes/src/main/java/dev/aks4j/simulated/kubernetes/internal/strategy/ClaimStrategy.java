package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.Quantity;
import java.util.List;

/** The rules for persistent volume claims. Stateless. */
final class ClaimStrategy implements Strategy {

    private static final String[] MODES = {"ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"};

    @Override
    public void defaults(ObjectNode claim) {
        KubeJson.putDefault(KubeJson.make(claim, "spec"), "volumeMode", "Filesystem");
    }

    @Override
    public void create(ObjectNode claim) {
        claim.putObject("status").put("phase", "Pending");
    }

    @Override
    public void validate(ObjectNode claim, Errors errors) {
        JsonNode spec = claim.path("spec");
        accessModes(spec.path("accessModes"), errors);
        String storage = KubeJson.text(spec, "resources", "requests", "storage");
        if (storage.isEmpty()) {
            errors.required("spec.resources[storage]", "");
        } else if (Quantity.value(storage).signum() <= 0) {
            errors.invalid("spec.resources[storage]", storage, "must be greater than zero");
        }
        errors.oneOf("spec.volumeMode", KubeJson.text(spec, "volumeMode"), "Block", "Filesystem");
    }

    static void accessModes(JsonNode modes, Errors errors) {
        if (modes.isEmpty()) {
            errors.required("spec.accessModes", "at least 1 access mode is required");
        }
        for (JsonNode mode : modes) {
            errors.oneOf("spec.accessModes", mode.asText(), MODES);
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        boolean bound = !KubeJson.text(before, "spec", "volumeName").isEmpty();
        if (!fixed(now, bound).equals(fixed(before, bound))) {
            errors.forbidden(
                    "spec",
                    "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound"
                            + " claims");
        }
        String requested = KubeJson.text(now, "spec", "resources", "requests", "storage");
        String capacity = KubeJson.text(before, "status", "capacity", "storage");
        String floor =
                capacity.isEmpty() ? KubeJson.text(before, "spec", "resources", "requests", "storage") : capacity;
        if (Quantity.value(requested).compareTo(Quantity.value(floor)) < 0) {
            errors.forbidden("spec.resources.requests.storage", "field can not be less than status.capacity");
        }
    }

    private static ObjectNode fixed(ObjectNode claim, boolean bound) {
        ObjectNode spec = claim.path("spec").deepCopy() instanceof ObjectNode copy ? copy : KubeJson.object();
        if (bound) {
            spec.remove(List.of("resources", "volumeAttributesClassName"));
        } else {
            spec.remove(List.of("volumeName", "storageClassName", "volumeAttributesClassName"));
        }
        return spec;
    }
}
