package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The rules for CustomResourceDefinitions. Stateless. */
final class CustomTypeStrategy implements Strategy {

    private static final String APPROVAL = "api-approved.kubernetes.io";

    @Override
    public void defaults(ObjectNode object, Release release) {
        if (KubeJson.at(object, "spec", "names") instanceof ObjectNode names) {
            String kind = KubeJson.text(names, "kind");
            KubeJson.putDefault(names, "singular", kind.toLowerCase(Locale.ROOT));
            KubeJson.putDefault(names, "listKind", kind.isEmpty() ? "" : kind + "List");
        }
        if (!KubeJson.at(object, "spec", "conversion").isObject()) {
            KubeJson.make(object, "spec", "conversion").put("strategy", "None");
        }
        for (JsonNode version : KubeJson.at(object, "spec", "versions")) {
            if (KubeJson.at(version, "subresources", "scale") instanceof ObjectNode scale) {
                KubeJson.putDefault(scale, "specReplicasPath", "");
                KubeJson.putDefault(scale, "statusReplicasPath", "");
            }
        }
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
    public void update(ObjectNode now, ObjectNode before) {
        ArrayNode stored = KubeJson.makeArray(KubeJson.make(now, "status"), "storedVersions");
        for (JsonNode version : KubeJson.at(now, "spec", "versions")) {
            String name = KubeJson.text(version, "name");
            if (version.path("storage").asBoolean() && !KubeJson.texts(stored).contains(name)) {
                stored.add(name);
            }
        }
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        name(object, spec, errors);
        group(KubeJson.text(spec, "group"), errors);
        errors.requiredOneOf("spec.scope", KubeJson.text(spec, "scope"), "Cluster", "Namespaced");
        JsonNode versions = spec.path("versions");
        CustomVersions.check(versions, errors);
        versions(versions, errors);
        for (String field : List.of("plural", "singular", "kind", "listKind")) {
            if (KubeJson.text(spec, "names", field).isEmpty()) {
                errors.required("spec.names." + field, "");
            }
        }
        String first = KubeJson.text(versions.path(0), "name");
        if (!first.isEmpty()) {
            each("spec.version", first, errors);
        }
        names("spec.names", spec.path("names"), errors);
        CustomVersions.checkShared(versions, errors);
        CustomConversion.check("spec.conversion", spec.path("conversion"), errors);
        names("status.acceptedNames", object.path("status").path("acceptedNames"), errors);
        stored(object, errors);
        approval(object, errors);
        if (spec.path("preserveUnknownFields").asBoolean()) {
            errors.invalid(
                    "spec.preserveUnknownFields",
                    true,
                    "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema"
                            + " instead");
        }
    }

    private static void name(ObjectNode object, JsonNode spec, Errors errors) {
        String name = KubeJson.text(object, "metadata", "name");
        if (!name.isEmpty()
                && !name.equals(KubeJson.text(spec, "names", "plural") + "." + KubeJson.text(spec, "group"))) {
            errors.invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group");
        }
    }

    private static void group(String group, Errors errors) {
        List<String> wrong = Names.subdomain(group);
        if (group.isEmpty()) {
            errors.required("spec.group", "");
        } else if (!wrong.isEmpty()) {
            errors.invalid("spec.group", group, String.join(",", wrong));
        } else if (!group.contains(".")) {
            errors.invalid("spec.group", group, "should be a domain with at least one dot");
        }
    }

    private static void versions(JsonNode versions, Errors errors) {
        int stored = 0;
        Set<String> seen = new HashSet<>();
        boolean unique = true;
        for (JsonNode version : versions) {
            stored += version.path("storage").asBoolean() ? 1 : 0;
            unique &= seen.add(KubeJson.text(version, "name"));
        }
        JsonNode shown = CustomVersions.shown(versions);
        if (!unique) {
            errors.invalid("spec.versions", shown, "must contain unique version names");
        }
        if (stored != 1) {
            errors.invalid("spec.versions", shown, "must have exactly one version marked as storage version");
        }
    }

    private static void names(String at, JsonNode names, Errors errors) {
        label(at + ".plural", KubeJson.text(names, "plural"), errors);
        label(at + ".singular", KubeJson.text(names, "singular"), errors);
        mixed(at + ".kind", KubeJson.text(names, "kind"), errors);
        mixed(at + ".listKind", KubeJson.text(names, "listKind"), errors);
        for (int i = 0; i < names.path("shortNames").size(); i++) {
            each(at + ".shortNames[" + i + "]", names.path("shortNames").get(i).asText(), errors);
        }
        String kind = KubeJson.text(names, "kind");
        if (!kind.isEmpty() && kind.equals(KubeJson.text(names, "listKind"))) {
            errors.invalid(at + ".listKind", kind, "kind and listKind may not be the same");
        }
        for (int i = 0; i < names.path("categories").size(); i++) {
            each(at + ".categories[" + i + "]", names.path("categories").get(i).asText(), errors);
        }
    }

    private static void label(String at, String name, Errors errors) {
        if (!name.isEmpty()) {
            each(at, name, errors);
        }
    }

    static void each(String at, String name, Errors errors) {
        List<String> wrong = Names.label1035(name);
        if (!wrong.isEmpty()) {
            errors.invalid(at, name, String.join(",", wrong));
        }
    }

    private static void mixed(String at, String name, Errors errors) {
        List<String> wrong = Names.label1035(name.toLowerCase(Locale.ROOT));
        if (!name.isEmpty() && !wrong.isEmpty()) {
            errors.invalid(at, name, "may have mixed case, but should otherwise match: " + String.join(",", wrong));
        }
    }

    private static void stored(ObjectNode object, Errors errors) {
        JsonNode stored = object.path("status").path("storedVersions");
        if (stored.isEmpty()) {
            errors.invalid(
                    "status.storedVersions",
                    (Object) (stored.isArray() ? stored : null),
                    "must have at least one stored version");
            return;
        }
        List<String> names = KubeJson.texts(stored);
        Set<String> served = new HashSet<>();
        for (JsonNode version : object.path("spec").path("versions")) {
            String name = KubeJson.text(version, "name");
            served.add(name);
            if (version.path("storage").asBoolean() && !names.contains(name)) {
                errors.invalid("status.storedVersions", stored, "must have the storage version " + name);
            }
        }
        for (int i = 0; i < names.size(); i++) {
            if (!served.contains(names.get(i))) {
                String name = names.get(i);
                errors.invalid(
                        "status.storedVersions[" + i + "]",
                        name,
                        "missing from spec.versions; " + name
                                + " was previously a storage version, and must remain in spec.versions until a storage"
                                + " migration ensures no data remains persisted in " + name + " and removes " + name
                                + " from status.storedVersions");
            }
        }
    }

    private static void approval(ObjectNode object, Errors errors) {
        String group = KubeJson.text(object, "spec", "group");
        boolean guarded = group.equals("k8s.io")
                || group.endsWith(".k8s.io")
                || group.equals("kubernetes.io")
                || group.endsWith(".kubernetes.io");
        if (!guarded) {
            return;
        }
        String at = "metadata.annotations[" + APPROVAL + "]";
        String value = KubeJson.text(object.path("metadata").path("annotations"), APPROVAL);
        if (value.isEmpty()) {
            errors.required(
                    at,
                    "protected groups must have approval annotation \"" + APPROVAL
                            + "\", see https://github.com/kubernetes/enhancements/pull/1111");
        } else if (!value.startsWith("unapproved") && !value.matches("[a-z]+://[^/ ]+.*")) {
            errors.invalid(
                    at,
                    value,
                    "protected groups must have approval annotation \"" + APPROVAL
                            + "\" with either a URL or a reason starting with \"unapproved\", see"
                            + " https://github.com/kubernetes/enhancements/pull/1111");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        boolean established = false;
        for (JsonNode condition : before.path("status").path("conditions")) {
            established |= KubeJson.text(condition, "type").equals("Established")
                    && KubeJson.text(condition, "status").equals("True");
        }
        if (established) {
            same("spec.scope", now, before, errors, "spec", "scope");
            same("spec.names.kind", now, before, errors, "spec", "names", "kind");
        }
        same("spec.group", now, before, errors, "spec", "group");
        same("spec.names.plural", now, before, errors, "spec", "names", "plural");
    }

    private static void same(String at, ObjectNode now, ObjectNode before, Errors errors, String... path) {
        errors.unchanged(at, KubeJson.at(now, path), KubeJson.at(before, path));
    }

    @Override
    public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
        names("status.acceptedNames", now.path("status").path("acceptedNames"), errors);
    }
}
