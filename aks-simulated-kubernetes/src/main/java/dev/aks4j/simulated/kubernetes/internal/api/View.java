package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Autoscalers;
import dev.aks4j.simulated.kubernetes.internal.registry.ClusterState;
import dev.aks4j.simulated.kubernetes.internal.registry.Events;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import dev.aks4j.simulated.kubernetes.internal.table.Tables;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How a client wants to see objects: whole, as a table, or their metadata only. Immutable. */
record View(Form form, boolean wholeRows) {

    /** The forms. */
    enum Form {
        OBJECT,
        TABLE,
        METADATA
    }

    static View of(Call call) {
        String as = Accepted.of(call).shown().parameter("as");
        if (as.equals("Table")) {
            Accepted.requireRows(call);
            return new View(Form.TABLE, call.query().text("includeObject").equals("Object"));
        }
        return new View(as.isEmpty() ? Form.OBJECT : Form.METADATA, false);
    }

    byte[] one(ClusterState state, ResourceType type, ObjectNode object) {
        return switch (form) {
            case OBJECT -> KubeJson.bytes(object);
            case METADATA -> KubeJson.bytes(metadata(object));
            case TABLE ->
                KubeJson.bytes(Tables.of(
                        type,
                        List.of(object),
                        object.path("metadata"),
                        state.timeline().now(),
                        wholeRows));
        };
    }

    byte[] stored(ClusterState state, ResourceType type, Stored stored) {
        boolean plain = form == Form.OBJECT && !Events.isNew(type) && isOwnVersion(type, stored);
        return plain ? stored.bytes() : one(state, type, shown(type, stored));
    }

    byte[] list(ClusterState state, ResourceType type, List<Stored> objects, ObjectNode metadata) {
        if (form == Form.TABLE) {
            List<ObjectNode> shown =
                    objects.stream().map(stored -> shown(type, stored)).toList();
            return KubeJson.bytes(
                    Tables.of(type, shown, metadata, state.timeline().now(), wholeRows));
        }
        boolean whole = form == Form.OBJECT;
        ByteArrayOutputStream out = new ByteArrayOutputStream(256 + objects.size() * 1024);
        String kind = whole ? type.kind() + "List" : "PartialObjectMetadataList";
        String version = whole ? type.apiVersion() : "meta.k8s.io/v1";
        out.writeBytes(("{\"kind\":\"" + kind + "\",\"apiVersion\":\"" + version + "\",\"metadata\":")
                .getBytes(StandardCharsets.UTF_8));
        out.writeBytes(KubeJson.bytes(metadata));
        out.writeBytes(",\"items\":[".getBytes(StandardCharsets.UTF_8));
        boolean first = true;
        for (Stored stored : objects) {
            if (!first) {
                out.write(',');
            }
            first = false;
            byte[] item = stored(state, type, stored);
            out.writeBytes(whole && type.custom().isEmpty() ? untyped(item) : item);
        }
        out.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    /** Returns an object as an element of a list of a built-in type has it: what type it is says the list. */
    private static byte[] untyped(byte[] item) {
        int from = 1;
        for (int i = 0; i < 2; i++) {
            String start = new String(item, from, Math.min(16, item.length - from), StandardCharsets.ISO_8859_1);
            if (!start.startsWith("\"kind\":") && !start.startsWith("\"apiVersion\":")) {
                ObjectNode object = (ObjectNode) KubeJson.parse(item);
                object.remove(List.of("kind", "apiVersion"));
                return KubeJson.bytes(object);
            }
            while (item[from] != ',' && item[from] != '}') {
                from++;
            }
            from++;
        }
        if (item[from - 1] == '}') {
            return "{}".getBytes(StandardCharsets.UTF_8);
        }
        byte[] rest = new byte[item.length - from + 1];
        rest[0] = '{';
        System.arraycopy(item, from, rest, 1, item.length - from);
        return rest;
    }

    static ObjectNode shown(ResourceType type, Stored stored) {
        if (!isOwnVersion(type, stored) && type.custom().isPresent()) {
            return stored.copy().put("apiVersion", type.apiVersion());
        }
        return Autoscalers.isOld(type) ? Autoscalers.shown(type, stored.json()) : Events.shown(type, stored.json());
    }

    private static boolean isOwnVersion(ResourceType type, Stored stored) {
        return KubeJson.text(stored.json(), "apiVersion").equals(type.apiVersion());
    }

    private static ObjectNode metadata(ObjectNode object) {
        ObjectNode partial = KubeJson.object();
        partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        partial.set("metadata", object.path("metadata"));
        return partial;
    }
}
