package dev.aks4j.simulated.kubernetes.internal.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

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
        List<Shown> columns = columns(type);
        ArrayNode definitions = table.putArray("columnDefinitions");
        for (Shown column : columns) {
            ColumnDefinition definition = column.definition();
            definitions
                    .addObject()
                    .put("name", definition.name())
                    .put("type", definition.type())
                    .put("format", definition.format())
                    .put("description", "")
                    .put("priority", definition.priority());
        }
        ArrayNode rows = table.putArray("rows");
        for (ObjectNode object : objects) {
            rows.add(row(object, columns, now, whole));
        }
        return table;
    }

    private static ObjectNode row(ObjectNode object, List<Shown> columns, Instant now, boolean whole) {
        ObjectNode row = KubeJson.object();
        ArrayNode cells = row.putArray("cells");
        for (Shown column : columns) {
            Object value = column.cell().apply(object, now);
            if (value instanceof Integer number) {
                cells.add(number);
            } else if (value instanceof Boolean flag) {
                cells.add(flag);
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

    /** A column with what objects show in it. */
    private record Shown(ColumnDefinition definition, BiFunction<ObjectNode, Instant, Object> cell) {}

    private static List<Shown> columns(ResourceType type) {
        if (type.custom().isPresent()) {
            List<Shown> columns = new ArrayList<>();
            columns.add(new Shown(ColumnDefinition.NAME, Tables::name));
            JsonNode given = type.custom().get().printerColumns();
            List<Column> own = CustomColumns.of(given);
            for (int i = 0; i < own.size(); i++) {
                JsonNode one = given.path(i);
                ColumnDefinition definition = new ColumnDefinition(
                        own.get(i).name(),
                        KubeJson.text(one, "type"),
                        KubeJson.text(one, "format"),
                        one.path("priority").asInt());
                columns.add(new Shown(definition, own.get(i).cell()));
            }
            if (own.isEmpty()) {
                columns.add(new Shown(new ColumnDefinition("Age", "date", "", 0), Cells::age));
            }
            return columns;
        }
        List<Shown> columns = new ArrayList<>();
        for (ColumnDefinition definition : ColumnDefinition.of(type.storage())) {
            cell(type.storage(), definition.name()).ifPresent(cell -> columns.add(new Shown(definition, cell)));
        }
        if (columns.isEmpty()) {
            columns.add(new Shown(ColumnDefinition.NAME, Tables::name));
            columns.add(new Shown(new ColumnDefinition("Created At", "date", "", 0), Tables::created));
        }
        return columns;
    }

    private static Optional<BiFunction<ObjectNode, Instant, Object>> cell(String storage, String name) {
        Optional<Column> own = BuiltInColumns.of(storage).stream()
                .filter(column -> column.name().equals(name))
                .findFirst();
        if (own.isPresent()) {
            return Optional.of(own.get().cell());
        }
        return switch (name) {
            case "Name" -> Optional.of(Tables::name);
            case "Age" -> Optional.of(Cells::age);
            case "Created At" -> Optional.of(Tables::created);
            default -> Optional.empty();
        };
    }

    private static Object name(ObjectNode object, Instant now) {
        return KubeJson.text(object, "metadata", "name");
    }

    private static Object created(ObjectNode object, Instant now) {
        return KubeJson.text(object, "metadata", "creationTimestamp");
    }
}
