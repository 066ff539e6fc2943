package dev.aks4j.simulated.kubernetes.internal.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The columns that a CustomResourceDefinition names. Understands simple paths and equality filters. Stateless. */
final class CustomColumns {

    private static final Pattern STEP = Pattern.compile(
            "\\.([A-Za-z0-9_\\\\./-]+?)(?=\\.|\\[|$)|\\[(\\d+)]|\\[\\?\\(@\\.(\\w+)==[\"']([^\"']*)[\"']\\)]");

    private CustomColumns() {}

    static List<Column> of(JsonNode definitions) {
        List<Column> columns = new ArrayList<>();
        for (JsonNode definition : definitions) {
            String path = KubeJson.text(definition, "jsonPath");
            boolean date = KubeJson.text(definition, "type").equals("date");
            columns.add(new Column(
                    KubeJson.text(definition, "name"),
                    definition.path("priority").asInt() > 0,
                    (object, now) -> cell(object, path, date, now)));
        }
        return columns;
    }

    private static Object cell(ObjectNode object, String path, boolean date, Instant now) {
        JsonNode value = find(object, path);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (date) {
            return Cells.since(value.asText(), now);
        }
        return value.isInt()
                ? (Object) value.asInt()
                : value.isBoolean()
                        ? (Object) value.asBoolean()
                        : value.isValueNode() ? value.asText() : value.toString();
    }

    private static JsonNode find(JsonNode object, String path) {
        JsonNode here = object;
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            if (step.group(1) != null) {
                here = here.path(step.group(1));
            } else if (step.group(2) != null) {
                here = here.path(Integer.parseInt(step.group(2)));
            } else {
                here = first(here, step.group(3), step.group(4));
            }
        }
        return here;
    }

    private static JsonNode first(JsonNode array, String field, String value) {
        for (JsonNode element : array) {
            if (KubeJson.text(element, field).equals(value)) {
                return element;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
}
