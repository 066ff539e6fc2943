package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which objects name which uid as an owner. Used under the simulator's lock. */
final class Owners {

    private final Map<String, Set<Key>> byUid = new HashMap<>();

    List<Key> of(String uid) {
        return List.copyOf(byUid.getOrDefault(uid, Set.of()));
    }

    void changed(StoreChange change) {
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

    static List<String> uids(ObjectNode object) {
        return KubeJson.objects(KubeJson.at(object, "metadata", "ownerReferences")).stream()
                .map(owner -> KubeJson.text(owner, "uid"))
                .toList();
    }
}
