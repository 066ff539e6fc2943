package dev.aks4j.simulated.kubernetes.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which objects have which label. Used under the simulator's lock. */
final class Labels {

    private final Map<String, Map<String, Set<String>>> byType = new HashMap<>();

    /** Returns the paths of the objects of a type that have a label, in order. */
    Collection<String> paths(String storage, String label, String value) {
        return byType.getOrDefault(storage, Map.of()).getOrDefault(label + "=" + value, Set.of());
    }

    void changed(StoreChange change) {
        JsonNode now = change.kind() == StoreChange.Kind.DELETED ? KubeJson.object() : of(change.after());
        JsonNode was = change.before().map(Labels::of).orElse(KubeJson.object());
        if (now.equals(was)) {
            return;
        }
        Map<String, Set<String>> labels = byType.computeIfAbsent(change.key().storage(), key -> new HashMap<>());
        String path = change.key().path();
        for (Map.Entry<String, JsonNode> label : was.properties()) {
            String text = label.getKey() + "=" + label.getValue().asText();
            Set<String> paths = labels.get(text);
            if (paths != null && paths.remove(path) && paths.isEmpty()) {
                labels.remove(text);
            }
        }
        for (Map.Entry<String, JsonNode> label : now.properties()) {
            labels.computeIfAbsent(label.getKey() + "=" + label.getValue().asText(), key -> new TreeSet<>())
                    .add(path);
        }
    }

    private static JsonNode of(Stored stored) {
        return KubeJson.at(stored.json(), "metadata", "labels");
    }
}
