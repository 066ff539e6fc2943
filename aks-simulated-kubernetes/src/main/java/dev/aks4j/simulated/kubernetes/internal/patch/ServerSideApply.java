package dev.aks4j.simulated.kubernetes.internal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.patch.ManagedFields.Owned;
import dev.aks4j.simulated.kubernetes.internal.schema.Shape;
import dev.aks4j.simulated.kubernetes.internal.status.ApiException;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Server-side apply: merges what an applier wants into the live object, refuses to take fields that others own unless
 * forced, removes what the applier no longer wants and nobody else owns, and keeps the owners. Stateless.
 */
public final class ServerSideApply {

    private ServerSideApply() {}

    /**
     * Returns the object that results.
     *
     * @param live the object as stored
     * @param config what the applier wants
     * @param force whether fields owned by others are taken
     * @throws ApiException 409 with one cause per field, if others own fields that would change
     */
    public static ObjectNode apply(
            ObjectNode live, ObjectNode config, Shape shape, Manager manager, boolean force, String time) {
        Map<Manager, Owned> owners = ManagedFields.owners(live, Optional.empty());
        if (owners.isEmpty()) {
            owners = ManagedFields.beforeFirstApply(live, shape, manager.apiVersion(), time);
        }
        FieldSet wanted = FieldSets.of(config, shape);
        ObjectNode merged = (ObjectNode) FieldMerge.merge(live, config, shape);
        FieldSet changed = FieldSets.difference(live, merged, shape).changed();
        Map<Manager, Owned> next = new LinkedHashMap<>();
        Map<String, List<String>> conflicts = new TreeMap<>();
        FieldSet others = new FieldSet();
        for (Map.Entry<Manager, Owned> entry : owners.entrySet()) {
            if (entry.getKey().equals(manager)) {
                continue;
            }
            FieldSet taken = entry.getValue().fields().intersect(changed);
            List<String> paths = taken.paths();
            if (!paths.isEmpty()) {
                conflicts.put(entry.getKey().shown(), paths);
            }
            Owned rest = new Owned(
                    entry.getValue().fields().minus(taken), entry.getValue().time());
            next.put(entry.getKey(), rest);
            others = others.union(rest.fields());
        }
        if (!conflicts.isEmpty() && !force) {
            throw conflict(conflicts);
        }
        Owned before = owners.get(manager);
        if (before != null) {
            FieldMerge.prune(merged, before.fields(), wanted, others, shape);
        }
        boolean same = sameObject(live, merged);
        next.put(manager, new Owned(wanted, !same ? time : before == null ? "" : before.time()));
        ManagedFields.write(merged, next);
        return merged;
    }

    /** Returns a new object as an applier wants it, with its owner written in. */
    public static ObjectNode create(ObjectNode config, Shape shape, Manager manager, String time) {
        ObjectNode created = config.deepCopy();
        ManagedFields.write(created, Map.of(manager, new Owned(FieldSets.of(config, shape), time)));
        return created;
    }

    private static boolean sameObject(ObjectNode live, ObjectNode merged) {
        ObjectNode one = live.deepCopy();
        ObjectNode other = merged.deepCopy();
        KubeJson.make(one, "metadata").remove("managedFields");
        KubeJson.make(other, "metadata").remove("managedFields");
        return one.equals(other);
    }

    private static ApiException conflict(Map<String, List<String>> conflicts) {
        ObjectNode details = KubeJson.object();
        ArrayNode causes = details.putArray("causes");
        List<String> lines = new ArrayList<>();
        int count = 0;
        for (Map.Entry<String, List<String>> conflict : conflicts.entrySet()) {
            lines.add("conflicts with " + conflict.getKey() + ":");
            for (String path : conflict.getValue()) {
                count++;
                lines.add("- " + path);
                causes.addObject()
                        .put("reason", "FieldManagerConflict")
                        .put("message", "conflict with " + conflict.getKey())
                        .put("field", path);
            }
        }
        JsonNode only = causes.get(0);
        String message = count == 1
                ? "Apply failed with 1 conflict: " + KubeJson.text(only, "message") + ": "
                        + KubeJson.text(only, "field")
                : "Apply failed with " + count + " conflicts: " + String.join("\n", lines);
        return Failures.of(409, "Conflict", message, details);
    }
}
