package dev.aks4j.simulated.kubernetes.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which objects name which uid as an owner. Used under the simulator's lock. */
public final class Owners {

    private final Map<String, Set<Key>> byUid = new HashMap<>();

    /** Returns what names a uid as an owner. */
    public List<Key> of(String uid) {
        return List.copyOf(byUid.getOrDefault(uid, Set.of()));
    }

    /** Returns whether anything names a uid as an owner. */
    public boolean any(String uid) {
        return byUid.containsKey(uid);
    }

    void changed(StoreChange change) {
        if (change.before().isPresent() && change.kind() == StoreChange.Kind.MODIFIED) {
            JsonNode now = KubeJson.at(change.after().json(), "metadata", "ownerReferences");
            if (now.equals(KubeJson.at(change.before().get().json(), "metadata", "ownerReferences"))) {
                return;
            }
        }
        change.before()
                .ifPresent(before -> uids(before.json()).forEach(uid -> {
                    Set<Key> keys = byUid.get(uid);
                    if (keys != null) {
                        keys.remove(change.key());
                        if (keys.isEmpty()) {
                            byUid.remove(uid);
                        }
                    }
                }));
        if (change.kind() != StoreChange.Kind.DELETED) {
            uids(change.after().json())
                    .forEach(uid -> byUid.computeIfAbsent(uid, key -> new LinkedHashSet<>())
                            .add(change.key()));
        }
    }

    /** Returns the owners that an object names. */
    public static List<String> uids(ObjectNode object) {
        return KubeJson.objects(KubeJson.at(object, "metadata", "ownerReferences")).stream()
                .map(owner -> KubeJson.text(owner, "uid"))
                .toList();
    }
}
