package dev.aks4j.simulated.kubernetes.internal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/**
 * Who owns fields, as an entry of {@code managedFields} names it.
 *
 * @param name the field manager
 * @param operation {@code Apply} or {@code Update}
 * @param apiVersion the version in which the fields were written
 * @param subresource the subresource that was written, empty for the object itself
 */
public record Manager(String name, String operation, String apiVersion, String subresource) {

    static Manager of(JsonNode entry) {
        return new Manager(
                KubeJson.text(entry, "manager"),
                KubeJson.text(entry, "operation"),
                KubeJson.text(entry, "apiVersion"),
                KubeJson.text(entry, "subresource"));
    }

    boolean applies() {
        return operation.equals("Apply");
    }

    ObjectNode entry(String time, FieldSet fields) {
        ObjectNode entry = KubeJson.object();
        entry.put("manager", name).put("operation", operation).put("apiVersion", apiVersion);
        if (!time.isEmpty()) {
            entry.put("time", time);
        }
        entry.put("fieldsType", "FieldsV1");
        entry.set("fieldsV1", fields.toJson());
        if (!subresource.isEmpty()) {
            entry.put("subresource", subresource);
        }
        return entry;
    }

    String shown() {
        String shown = "\"" + name + "\"" + (subresource.isEmpty() ? "" : " with subresource \"" + subresource + "\"");
        return applies() ? shown : shown + " using " + apiVersion;
    }
}
