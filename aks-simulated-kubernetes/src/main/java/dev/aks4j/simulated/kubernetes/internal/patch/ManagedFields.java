package dev.aks4j.simulated.kubernetes.internal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.Canonical;
import dev.aks4j.simulated.kubernetes.internal.schema.Shape;
import dev.aks4j.simulated.kubernetes.internal.schema.Struct;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps {@code metadata.managedFields} up to date: who set which field last. Stateless. */
public final class ManagedFields {

    /** What one manager owns, and since when. */
    record Owned(FieldSet fields, String time) {}

    private ManagedFields() {}

    /**
     * Writes the owners into an object after it was created or updated, not applied.
     *
     * @param before the object as it was, empty if it is new
     * @param after the object as it will be stored; its {@code managedFields} are replaced
     */
    public static void update(
            Optional<ObjectNode> before, ObjectNode after, Shape shape, Manager manager, String time) {
        Map<Manager, Owned> owners = owners(after, before);
        if (before.isPresent() && owners.isEmpty()) {
            KubeJson.make(after, "metadata").remove("managedFields");
            return;
        }
        FieldSets.Difference difference =
                FieldSets.difference(before.map(object -> (JsonNode) object).orElse(nothing(shape)), after, shape);
        FieldSet gone = difference.changed().union(difference.removed());
        Map<Manager, Owned> next = new LinkedHashMap<>();
        owners.forEach((owner, owned) -> {
            FieldSet rest = owned.fields().minus(owner.equals(manager) ? difference.removed() : gone);
            next.put(owner, new Owned(rest, owned.time()));
        });
        if (!difference.changed().isEmpty()) {
            Owned mine = next.get(manager);
            FieldSet fields =
                    mine == null ? difference.changed() : mine.fields().union(difference.changed());
            next.put(manager, new Owned(fields, time));
        }
        write(after, next);
    }

    /** Returns what a new object is compared with: an object of its type that nobody filled in. */
    private static ObjectNode nothing(Shape shape) {
        ObjectNode nothing = KubeJson.object();
        if (shape instanceof Struct struct) {
            Canonical.apply(nothing, struct);
        }
        return nothing;
    }

    /** Returns who owns the fields of an object that nobody kept owners of. */
    static Map<Manager, Owned> beforeFirstApply(ObjectNode live, Shape shape, String apiVersion, String time) {
        Map<Manager, Owned> owners = new LinkedHashMap<>();
        FieldSet fields = FieldSets.difference(nothing(shape), live, shape).changed();
        if (!fields.isEmpty()) {
            owners.put(new Manager("before-first-apply", "Update", apiVersion, ""), new Owned(fields, time));
        }
        return owners;
    }

    static Map<Manager, Owned> owners(ObjectNode object, Optional<ObjectNode> otherwise) {
        JsonNode entries = KubeJson.at(object, "metadata", "managedFields");
        if (!entries.isArray() && otherwise.isPresent()) {
            entries = KubeJson.at(otherwise.get(), "metadata", "managedFields");
        }
        Map<Manager, Owned> owners = new LinkedHashMap<>();
        for (JsonNode entry : entries) {
            if (!KubeJson.text(entry, "operation").isEmpty()) {
                owners.put(
                        Manager.of(entry),
                        new Owned(FieldSet.parse(entry.path("fieldsV1")), KubeJson.text(entry, "time")));
            }
        }
        return owners;
    }

    static void write(ObjectNode object, Map<Manager, Owned> owners) {
        List<Map.Entry<Manager, Owned>> entries = owners.entrySet().stream()
                .filter(entry -> !entry.getValue().fields().isEmpty())
                .sorted(Comparator.comparing((Map.Entry<Manager, Owned> entry) ->
                                entry.getKey().operation())
                        .thenComparing(entry -> entry.getValue().time())
                        .thenComparing(entry -> entry.getKey().name()))
                .toList();
        ObjectNode metadata = KubeJson.make(object, "metadata");
        metadata.remove("managedFields");
        if (!entries.isEmpty()) {
            ArrayNode array = metadata.putArray("managedFields");
            entries.forEach(entry -> array.add(entry.getKey()
                    .entry(entry.getValue().time(), entry.getValue().fields())));
        }
    }
}
