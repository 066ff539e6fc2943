package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules for CSI drivers. Stateless. */
final class CsiDriverStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        ObjectNode spec = KubeJson.make(object, "spec");
        KubeJson.putDefault(spec, "attachRequired", true);
        KubeJson.putDefault(spec, "podInfoOnMount", false);
        KubeJson.putDefault(spec, "storageCapacity", false);
        KubeJson.putDefault(spec, "fsGroupPolicy", "ReadWriteOnceWithFSType");
        KubeJson.putDefault(spec, "requiresRepublish", false);
        KubeJson.putDefault(spec, "seLinuxMount", false);
        if (release.atLeast(37)) {
            KubeJson.putDefault(spec, "preventPodSchedulingIfMissing", false);
        }
        if (spec.path("volumeLifecycleModes").isEmpty()) {
            spec.set("volumeLifecycleModes", KubeJson.array(List.of("Persistent")));
        }
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        errors.oneOf(
                "spec.fsGroupPolicy", KubeJson.text(spec, "fsGroupPolicy"), "File", "None", "ReadWriteOnceWithFSType");
        Set<String> audiences = new HashSet<>();
        PodVolumeRules volumes = new PodVolumeRules(new Checks(errors));
        Checks.each("spec.tokenRequests", spec.path("tokenRequests"), (at, request) -> {
            String audience = KubeJson.text(request, "audience");
            if (!audiences.add(audience)) {
                errors.duplicate(at + ".audience", audience);
            } else if (request.hasNonNull("expirationSeconds")) {
                volumes.expiration(at + ".expirationSeconds", request.path("expirationSeconds"));
            }
        });
        for (JsonNode mode : spec.path("volumeLifecycleModes")) {
            errors.oneOf("spec.volumeLifecycleModes", mode.asText(), "Persistent", "Ephemeral");
        }
        JsonNode period = spec.path("nodeAllocatableUpdatePeriodSeconds");
        if (period.isNumber() && period.asLong() < 10) {
            errors.invalid(
                    "spec.nodeAllocatableUpdatePeriodSeconds", period, "must be greater than or equal to 10 seconds");
        }
        if (spec.hasNonNull("serviceAccountTokenInSecrets")
                && spec.path("tokenRequests").isEmpty()) {
            errors.invalid(
                    "spec.serviceAccountTokenInSecrets",
                    spec.path("serviceAccountTokenInSecrets"),
                    "serviceAccountTokenInSecrets is set but no tokenRequests are specified");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        errors.unchanged(
                "spec.attachedRequired",
                now.path("spec").path("attachRequired"),
                before.path("spec").path("attachRequired"));
        errors.unchangedSilently(
                "spec.volumeLifecycleModes",
                now.path("spec").path("volumeLifecycleModes"),
                before.path("spec").path("volumeLifecycleModes"));
    }
}
