package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The rules for the versions of a custom type. What all versions have alike is one to the server, and faults of it are
 * said of the type: {@code spec.validation} instead of {@code spec.versions[0].schema}. Stateless.
 */
final class CustomVersions {

    private static final List<String> COLUMN_TYPES = List.of("boolean", "date", "integer", "number", "string");
    private static final List<String> COLUMN_FORMATS =
            List.of("byte", "date", "date-time", "double", "float", "int32", "int64", "password");
    private static final int MOST_FIELDS = 8;

    private CustomVersions() {}

    /** Returns versions as the server shows them in refusals: in the words of its own structures. */
    static JsonNode shown(JsonNode versions) {
        ArrayNode shown = KubeJson.array();
        for (JsonNode version : versions) {
            ObjectNode one = shown.addObject().put("Name", KubeJson.text(version, "name"));
            one.put("Served", version.path("served").asBoolean());
            one.put("Storage", version.path("storage").asBoolean());
            one.put("Deprecated", version.path("deprecated").asBoolean());
            one.set("DeprecationWarning", version.get("deprecationWarning"));
            for (String field : List.of("Schema", "Subresources", "AdditionalPrinterColumns", "SelectableFields")) {
                String name = field.substring(0, 1).toLowerCase(Locale.ROOT) + field.substring(1);
                one.set(field, isShared(versions, name) ? null : version.get(name));
            }
        }
        return shown;
    }

    private static boolean isShared(JsonNode versions, String field) {
        JsonNode first = versions.path(0).path(field);
        for (JsonNode version : versions) {
            if (!version.path(field).equals(first)) {
                return false;
            }
        }
        return true;
    }

    /** Collects what is wrong with each version by itself. */
    static void check(JsonNode versions, Errors errors) {
        for (int i = 0; i < versions.size(); i++) {
            if (!KubeJson.at(versions.get(i), "schema", "openAPIV3Schema").isObject()) {
                errors.required("spec.versions[" + i + "].schema.openAPIV3Schema", "");
            }
        }
        for (int i = 0; i < versions.size(); i++) {
            JsonNode version = versions.get(i);
            String at = "spec.versions[" + i + "]";
            CustomTypeStrategy.each(at + ".name", KubeJson.text(version, "name"), errors);
            deprecation(at + ".deprecationWarning", version, errors);
            if (!isShared(versions, "schema")) {
                schema(at + ".schema", version, version.path("subresources").has("status"), errors);
            }
            if (!isShared(versions, "subresources")) {
                subresources(at + ".subresources", version.path("subresources"), errors);
            }
            if (!isShared(versions, "additionalPrinterColumns")) {
                columns(at + ".additionalPrinterColumns", version.path("additionalPrinterColumns"), errors);
            }
            if (!isShared(versions, "selectableFields")) {
                selectable(at + ".selectableFields", version, errors);
            }
        }
    }

    /** Collects what is wrong with what all versions have alike. */
    static void checkShared(JsonNode versions, Errors errors) {
        JsonNode first = versions.path(0);
        if (isShared(versions, "schema")) {
            boolean status = false;
            for (JsonNode version : versions) {
                status |= version.path("subresources").has("status");
            }
            schema("spec.validation", first, status, errors);
        }
        if (isShared(versions, "subresources")) {
            subresources("spec.subresources", first.path("subresources"), errors);
        }
        if (isShared(versions, "additionalPrinterColumns")) {
            columns("spec.additionalPrinterColumns", first.path("additionalPrinterColumns"), errors);
        }
        if (isShared(versions, "selectableFields")) {
            selectable("spec.selectableFields", first, errors);
        }
    }

    private static void deprecation(String at, JsonNode version, Errors errors) {
        if (!version.hasNonNull("deprecationWarning")) {
            return;
        }
        String warning = KubeJson.text(version, "deprecationWarning");
        if (!version.path("deprecated").asBoolean()) {
            errors.invalid(at, warning, "can only be set for deprecated versions");
            return;
        }
        if (warning.length() > 256) {
            errors.invalid(at, warning, "must be <= 256 characters long");
        }
        if (warning.isEmpty()) {
            errors.invalid(at, warning, "must not be an empty string");
        }
    }

    private static void schema(String at, JsonNode version, boolean status, Errors errors) {
        JsonNode schema = KubeJson.at(version, "schema", "openAPIV3Schema");
        if (schema.isObject()) {
            CustomSchemaRules.check(at + ".openAPIV3Schema", schema, status, errors);
        }
    }

    private static void subresources(String at, JsonNode subresources, Errors errors) {
        JsonNode scale = subresources.path("scale");
        if (!scale.isObject()) {
            return;
        }
        for (String part : List.of("spec", "status")) {
            String field = at + ".scale." + part + "ReplicasPath";
            String path = KubeJson.text(scale, part + "ReplicasPath");
            if (path.isEmpty()) {
                errors.required(field, "");
            } else if (simple(field, path, errors) && !path.startsWith("." + part + ".")) {
                errors.invalid(field, path, "should be a json path under ." + part);
            }
        }
        String path = KubeJson.text(scale, "labelSelectorPath");
        String field = at + ".scale.labelSelectorPath";
        if (!path.isEmpty()
                && simple(field, path, errors)
                && !path.startsWith(".spec.")
                && !path.startsWith(".status.")) {
            errors.invalid(field, path, "should be a json path under either .spec or .status");
        }
    }

    private static boolean simple(String at, String path, Errors errors) {
        if (!path.startsWith(".")) {
            errors.invalid(at, path, "must be a simple json path starting with .");
            return false;
        }
        return true;
    }

    private static void columns(String list, JsonNode columns, Errors errors) {
        for (int i = 0; i < columns.size(); i++) {
            JsonNode column = columns.get(i);
            String at = list + "[" + i + "]";
            if (KubeJson.text(column, "name").isEmpty()) {
                errors.required(at + ".name", "");
            }
            String type = KubeJson.text(column, "type");
            String types = "must be one of " + String.join(",", COLUMN_TYPES);
            if (type.isEmpty()) {
                errors.required(at + ".type", types);
            } else if (!COLUMN_TYPES.contains(type)) {
                errors.invalid(at + ".type", type, types);
            }
            String format = KubeJson.text(column, "format");
            if (!format.isEmpty() && !COLUMN_FORMATS.contains(format)) {
                errors.invalid(at + ".format", format, "must be one of " + String.join(",", COLUMN_FORMATS));
            }
            String path = KubeJson.text(column, "jsonPath");
            if (path.isEmpty()) {
                errors.required(at + ".JSONPath", "");
            } else {
                simple(at + ".JSONPath", path, errors);
            }
        }
    }

    private static void selectable(String list, JsonNode version, Errors errors) {
        JsonNode fields = version.path("selectableFields");
        JsonNode schema = KubeJson.at(version, "schema", "openAPIV3Schema");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < fields.size(); i++) {
            String at = list + "[" + i + "].jsonPath";
            String path = KubeJson.text(fields.get(i), "jsonPath");
            if (path.isEmpty()) {
                errors.required(at, "");
                continue;
            }
            List<String> steps = new ArrayList<>();
            String problem = SchemaPaths.walk(path, schema, steps);
            if (!problem.isEmpty()) {
                errors.invalid(at, path, "is an invalid path: " + problem);
                continue;
            }
            if (steps.get(0).equals("metadata")) {
                errors.invalid(at, path, "must not point to fields in metadata");
            }
            String type = KubeJson.text(SchemaPaths.at(schema, steps), "type");
            if (!Set.of("string", "boolean", "integer").contains(type)) {
                errors.invalid(
                        at,
                        path,
                        "must point to a field of type string, boolean or integer. Enum string fields and strings with"
                                + " formats are allowed.");
            }
            if (!seen.add(String.join(".", steps))) {
                errors.duplicate(at, path);
            }
        }
        if (seen.size() > MOST_FIELDS) {
            errors.tooMany(list, seen.size(), MOST_FIELDS);
        }
    }
}
