package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for attachments of volumes to nodes. Stateless. */
final class VolumeAttachmentStrategy implements Strategy {

    @Override
    public void validate(ObjectNode object, Errors errors) {
        Checks checks = new Checks(errors);
        JsonNode spec = object.path("spec");
        new VolumeSourceRules(checks).driver("spec.attacher", KubeJson.text(spec, "attacher"));
        boolean inline = KubeJson.at(spec, "source").hasNonNull("inlineVolumeSpec");
        boolean named = KubeJson.at(spec, "source").hasNonNull("persistentVolumeName");
        String name = KubeJson.text(spec, "source", "persistentVolumeName");
        if (!inline && !named) {
            errors.required("spec.source", "must specify exactly one of inlineVolumeSpec and persistentVolumeName");
        } else if (inline && named) {
            errors.forbidden("spec.source", "must specify exactly one of inlineVolumeSpec and persistentVolumeName");
        } else if (named && name.isEmpty()) {
            errors.required("spec.source.persistentVolumeName", "must specify non empty persistentVolumeName");
        }
        checks.subdomain("spec.nodeName", KubeJson.text(spec, "nodeName"));
        if (named) {
            checks.subdomain("spec.source.persistentVolumeName", name);
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        errors.unchangedSilently("spec", now.path("spec"), before.path("spec"));
    }
}
