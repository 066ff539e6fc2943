package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The rules for CustomResourceDefinitions. Stateless. */
final class CustomTypeStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        if (KubeJson.at(object, "spec", "names") instanceof ObjectNode names) {
            String kind = KubeJson.text(names, "kind");
            KubeJson.putDefault(names, "singular", kind.toLowerCase(Locale.ROOT));
            KubeJson.putDefault(names, "listKind", kind + "List");
        }
        KubeJson.putDefault(KubeJson.make(object, "spec", "conversion"), "strategy", "None");
    }

    @Override
    public void create(ObjectNode object) {
        ObjectNode status = object.putObject("status").putNull("conditions");
        status.putObject("acceptedNames").put("plural", "").put("kind", "");
        for (JsonNode version : KubeJson.at(object, "spec", "versions")) {
            if (version.path("storage").asBoolean()) {
                KubeJson.makeArray(status, "storedVersions").add(KubeJson.text(version, "name"));
            }
        }
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        String name = KubeJson.text(object, "metadata", "name");
        String wanted = KubeJson.text(spec, "names", "plural") + "." + KubeJson.text(spec, "group");
        if (!name.equals(wanted)) {
            errors.invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group");
        }
        errors.oneOf("spec.scope", KubeJson.text(spec, "scope"), "Cluster", "Namespaced");
        for (String field : new String[] {"plural", "kind"}) {
            if (KubeJson.text(spec, "names", field).isEmpty()) {
                errors.required("spec.names." + field, "");
            }
        }
        int stored = 0;
        for (int i = 0; i < spec.path("versions").size(); i++) {
            JsonNode version = spec.path("versions").get(i);
            stored += version.path("storage").asBoolean() ? 1 : 0;
            if (!version.path("schema").isObject()) {
                errors.required("spec.versions[" + i + "].schema.openAPIV3Schema", "schemas are required");
            }
        }
        Set<String> names = new HashSet<>();
        for (JsonNode version : spec.path("versions")) {
            if (!names.add(KubeJson.text(version, "name"))) {
                errors.invalid("spec.versions", spec.path("versions"), "must contain unique version names");
                break;
            }
        }
        CustomSchemaRules.check(spec.path("versions"), errors);
        if (stored != 1) {
            errors.invalid(
                    "spec.versions", spec.path("versions"), "must have exactly one version marked as storage version");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        errors.unchanged(
                "spec.names.kind",
                KubeJson.at(now, "spec", "names", "kind"),
                KubeJson.at(before, "spec", "names", "kind"));
        errors.unchanged(
                "spec.scope",
                now.path("spec").path("scope"),
                before.path("spec").path("scope"));
        errors.unchanged(
                "spec.group",
                now.path("spec").path("group"),
                before.path("spec").path("group"));
        errors.unchanged(
                "spec.names.plural",
                KubeJson.at(now, "spec", "names", "plural"),
                KubeJson.at(before, "spec", "names", "plural"));
    }
}
