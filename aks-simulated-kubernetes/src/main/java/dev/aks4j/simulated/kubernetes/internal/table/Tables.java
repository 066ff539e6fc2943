package dev.aks4j.simulated.kubernetes.internal.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Renders objects as the tables that {@code kubectl get} prints. Stateless. */
public final class Tables {

    private Tables() {}

    /**
     * Returns a table of objects.
     *
     * @param metadata the list's metadata, or that of the only object
     * @param now the time against which ages are shown
     * @param whole whether rows carry whole objects, rather than their metadata
     */
    public static ObjectNode of(
            ResourceType type, List<ObjectNode> objects, JsonNode metadata, Instant now, boolean whole) {
        ObjectNode table = KubeJson.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        ObjectNode meta = table.putObject("metadata");
        for (String field : new String[] {"resourceVersion", "continue", "remainingItemCount"}) {
            if (metadata.has(field)) {
                meta.set(field, metadata.get(field));
            }
        }
        List<Column> columns = columns(type);
        ArrayNode definitions = table.putArray("columnDefinitions");
        for (Column column : columns) {
            definitions
                    .addObject()
                    .put("name", column.name())
                    .put("type", "string")
                    .put("format", column.name().equals("Name") ? "name" : "")
                    .put("description", "")
                    .put("priority", column.wide() ? 1 : 0);
        }
        ArrayNode rows = table.putArray("rows");
        for (ObjectNode object : objects) {
            rows.add(row(object, columns, now, whole));
        }
        return table;
    }

    private static ObjectNode row(ObjectNode object, List<Column> columns, Instant now, boolean whole) {
        ObjectNode row = KubeJson.object();
        ArrayNode cells = row.putArray("cells");
        for (Column column : columns) {
            Object value = column.cell().apply(object, now);
            if (value instanceof Integer number) {
                cells.add(number);
            } else {
                cells.add(String.valueOf(value));
            }
        }
        ObjectNode carried = row.putObject("object");
        if (whole) {
            carried.setAll(object);
        } else {
            carried.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
            carried.set("metadata", object.path("metadata"));
        }
        return row;
    }

    private static List<Column> columns(ResourceType type) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of("Name", (object, now) -> KubeJson.text(object, "metadata", "name")));
        if (type.custom().isPresent()) {
            columns.addAll(CustomColumns.of(type.custom().get().printerColumns()));
        } else {
            columns.addAll(BuiltInColumns.of(type.storage()));
        }
        if (columns.stream()
                .noneMatch(
                        column -> column.name().equals("Age") || column.name().equals("Last Seen"))) {
            int at = 1;
            while (at < columns.size() && !columns.get(at).wide()) {
                at++;
            }
            columns.add(at, Column.of("Age", (object, now) -> Cells.age(object, now)));
        }
        return columns;
    }
}
