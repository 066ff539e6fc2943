package dev.aks4j.core.internal.plan.kind;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Ownership;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What others wrote into a Kubernetes object and no spec declares. The object's {@code managedFields} say who wrote what:
 * what nobody wrote is a default, or was given by the server, and what a controller of the cluster wrote is its work. An
 * object without them is somebody else's as a whole.
 */
public final class OthersFields {

    /** Controllers that come with a cluster; what they write into objects says how these stand. */
    private static final Set<String> CONTROLLERS = Set.of(
            "kube-controller-manager",
            "cloud-controller-manager",
            "kube-scheduler",
            "kube-apiserver",
            "kubelet",
            "cloud-node-manager",
            "csi-provisioner",
            "csi-attacher",
            "csi-resizer",
            "csi-snapshotter",
            "snapshot-controller");

    /** What the server keeps of an object; labels and annotations are all that others give it in its metadata. */
    private static final Set<String> OF_THE_SERVER = Set.of("apiVersion", "kind", "status");

    private static final Set<String> GIVEN = Set.of("labels", "annotations");

    /** What the server and kubectl write into maps that are otherwise their users'. */
    private static final Set<String> BOOKKEEPING =
            Set.of(Ownership.LABEL, "kubernetes.io/metadata.name", "kubectl.kubernetes.io/last-applied-configuration");

    private final Map<String, Json> found = new LinkedHashMap<>();

    private OthersFields() {}

    /** Returns the values by their paths, those of lists with names by these; whole lists where they are one value. */
    public static Map<String, Json> undeclared(Json said, Json live) {
        OthersFields others = new OthersFields();
        for (Json fields : written(live)) {
            fields.properties().forEach(member -> {
                String name = name(member.getKey());
                if (name.equals("metadata")) {
                    member.getValue().properties().stream()
                            .filter(inner -> GIVEN.contains(name(inner.getKey())))
                            .forEach(inner -> others.member("/metadata", inner, said.path(name), live.path(name)));
                } else if (!OF_THE_SERVER.contains(name)) {
                    others.member("", member, said, live);
                }
            });
        }
        return others.found;
    }

    private static List<Json> written(Json live) {
        Json all = live.at("/metadata/managedFields");
        if (all.isEmpty()) {
            return List.of(everything(live));
        }
        List<Json> others = new ArrayList<>();
        for (Json entry : all) {
            boolean ours = entry.path("manager").asText().equals(Ownership.VALUE)
                    && entry.path("operation").asText().equals("Apply");
            boolean controller = CONTROLLERS.contains(entry.path("manager").asText());
            if (!ours && !controller && entry.path("subresource").asText("").isEmpty()) {
                others.add(entry.path("fieldsV1"));
            }
        }
        return others;
    }

    /** Returns a document as a set of fields. */
    private static Json everything(Json live) {
        Json.ObjectBuilder fields = Json.object();
        if (live.isObject()) {
            live.properties().forEach(each -> fields.put("f:" + each.getKey(), everything(each.getValue())));
        } else if (live.stream().allMatch(each -> each.path("name").isText())) {
            live.forEach(each -> fields.put(
                    "k:" + Json.object().put("name", each.path("name")).build(), everything(each)));
        }
        return fields.build();
    }

    private static String name(String field) {
        return field.startsWith("f:") ? field.substring(2) : "";
    }

    private void member(String path, Map.Entry<String, Json> field, Json said, Json live) {
        String key = field.getKey();
        if (key.startsWith("f:")) {
            String name = key.substring(2);
            if (!BOOKKEEPING.contains(name)) {
                look(path + "/" + Documents.escape(name), field.getValue(), said.path(name), live.path(name));
            }
        } else if (key.startsWith("k:")) {
            Json keys = Json.read(key.substring(2)).orElse(Json.missing());
            Json there = element(live, keys).orElse(Json.missing());
            String name = there.path("name").asText(key.substring(2));
            Json declared = element(said, keys).orElse(Json.missing());
            if (declared.isMissing() && !there.isMissing()) {
                found.put(path + "/" + Documents.escape(name), there);
            } else {
                look(path + "/" + Documents.escape(name), field.getValue(), declared, there);
            }
        }
    }

    private void look(String path, Json fields, Json said, Json live) {
        boolean nothing = live.isMissing() || live.isNull() || live.isContainer() && live.isEmpty();
        if (nothing) {
            return;
        }
        boolean inside = live.isContainer()
                && fields.properties().stream()
                        .anyMatch(each ->
                                each.getKey().startsWith("f:") || each.getKey().startsWith("k:"));
        if (inside) {
            fields.properties().forEach(each -> member(path, each, said, live));
        } else if (said.isMissing() || said.isNull()) {
            found.put(path, live);
        }
    }

    /** Returns the element with these keys; one may leave keys to their defaults. */
    static Optional<Json> element(Json array, Json keys) {
        for (Json element : array) {
            boolean same = keys.properties().stream()
                    .allMatch(key -> element.path(key.getKey()).isMissing()
                            || element.path(key.getKey()).equals(key.getValue()));
            if (same) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the JSON Patch (RFC 6902) that takes values out of an object as it was read. It names the object's version,
     * so that the server refuses it once somebody else has written.
     */
    public static Json patch(Json live, Set<String> paths) {
        List<String> pointers = new ArrayList<>();
        for (String path : paths) {
            pointer(live, path).ifPresent(pointers::add);
        }
        if (pointers.isEmpty()) {
            return Json.array().build();
        }
        // of one list the last elements first, so that the places of the others stay
        pointers.sort((one, other) -> compare(other, one));
        Json.ArrayBuilder patch = Json.array();
        patch.add(Json.object()
                .put("op", "replace")
                .put("path", "/metadata/resourceVersion")
                .put("value", live.at("/metadata/resourceVersion")));
        pointers.forEach(each -> patch.add(Json.object().put("op", "remove").put("path", each)));
        return patch.build();
    }

    private static int compare(String one, String other) {
        String[] first = one.split("/", -1);
        String[] second = other.split("/", -1);
        for (int i = 0; i < Math.min(first.length, second.length); i++) {
            boolean numbers = first[i].matches("\\d+") && second[i].matches("\\d+");
            int by = numbers
                    ? Integer.compare(Integer.parseInt(first[i]), Integer.parseInt(second[i]))
                    : first[i].compareTo(second[i]);
            if (by != 0) {
                return by;
            }
        }
        return Integer.compare(first.length, second.length);
    }

    /** Returns a path as a JSON pointer, which counts the elements of lists; nothing if there is nothing at it. */
    private static Optional<String> pointer(Json live, String path) {
        StringBuilder pointer = new StringBuilder();
        Json node = live;
        for (String segment : path.substring(1).split("/", -1)) {
            String name = Documents.unescape(segment);
            if (node.isArray()) {
                int at = position(node, name);
                if (at < 0) {
                    return Optional.empty();
                }
                pointer.append('/').append(at);
                node = node.get(at);
            } else {
                pointer.append('/').append(segment);
                node = node.path(name);
            }
        }
        return node.isMissing() ? Optional.empty() : Optional.of(pointer.toString());
    }

    private static int position(Json array, String name) {
        for (int i = 0; i < array.size(); i++) {
            Json keys = Json.read(name).filter(Json::isObject).orElse(Json.missing());
            boolean same = keys.isMissing()
                    ? array.get(i).path("name").asText().equals(name)
                    : element(Json.array().add(array.get(i)).build(), keys).isPresent();
            if (same) {
                return i;
            }
        }
        return -1;
    }
}
