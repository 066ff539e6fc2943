package dev.aks4j.simulated.kubernetes.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The objects of one cluster, with one resource version counter and a bounded history of writes. It knows nothing of
 * rules. Not thread-safe; used under the simulator's lock.
 */
public final class Store {

    /** How many writes the history keeps. */
    public static final int HISTORY = 20_000;

    private static final int RECENT = 512;

    private final Map<String, TreeMap<String, Stored>> objects = new HashMap<>();
    private final Labels labels = new Labels();
    private final Owners owners = new Owners();
    private final Deque<StoreChange> recent = new ArrayDeque<>();
    private final Deque<StoreChange> history = new ArrayDeque<>();
    private final List<Consumer<StoreChange>> listeners = new ArrayList<>();
    private long version;
    private long forgotten;

    /** Returns the resource version of the latest write. */
    public long version() {
        return version;
    }

    /** Returns the newest resource version whose later writes are not all remembered. */
    public long forgotten() {
        return forgotten;
    }

    /** Calls a listener after every later write. */
    public void onChange(Consumer<StoreChange> listener) {
        listeners.add(listener);
    }

    /** Stops calling a listener. */
    public void remove(Consumer<StoreChange> listener) {
        listeners.remove(listener);
    }

    /** Returns an object. */
    public Optional<Stored> get(Key key) {
        TreeMap<String, Stored> ofType = objects.get(key.storage());
        return ofType == null ? Optional.empty() : Optional.ofNullable(ofType.get(key.path()));
    }

    /** Returns the objects of a type, in order of namespace and name. */
    public Collection<Stored> list(String storage) {
        TreeMap<String, Stored> ofType = objects.get(storage);
        return ofType == null ? List.of() : new ArrayList<>(ofType.values());
    }

    /** Returns the objects of a type in one namespace, in order of name. */
    public Collection<Stored> list(String storage, String namespace) {
        TreeMap<String, Stored> ofType = objects.get(storage);
        return ofType == null
                ? List.of()
                : new ArrayList<>(
                        ofType.subMap(namespace + "/", namespace + "0").values());
    }

    /**
     * Returns the objects of a type that have a label, in order of namespace and name.
     *
     * @param namespace one namespace, or empty for all
     */
    public Collection<Stored> labelled(String storage, String namespace, String label, String value) {
        TreeMap<String, Stored> ofType = objects.get(storage);
        List<Stored> found = new ArrayList<>();
        if (ofType != null) {
            for (String path : labels.paths(storage, label, value)) {
                if (namespace.isEmpty() || path.startsWith(namespace + "/")) {
                    found.add(ofType.get(path));
                }
            }
        }
        return found;
    }

    /** Returns how many objects of a type have a label. */
    public int countLabelled(String storage, String label, String value) {
        return labels.paths(storage, label, value).size();
    }

    /** Returns who owns what. */
    public Owners owners() {
        return owners;
    }

    /** Returns the storage names that have objects. */
    public List<String> storages() {
        return objects.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Stores an object, giving it the next resource version. The store keeps the node; do not change it afterwards. */
    public Stored put(Key key, ObjectNode object) {
        version++;
        KubeJson.make(object, "metadata").put("resourceVersion", Long.toString(version));
        Stored after = new Stored(object);
        Stored before = objects.computeIfAbsent(key.storage(), storage -> new TreeMap<>())
                .put(key.path(), after);
        StoreChange.Kind kind = before == null ? StoreChange.Kind.ADDED : StoreChange.Kind.MODIFIED;
        record(new StoreChange(version, key, Optional.ofNullable(before), after, kind));
        return after;
    }

    /** Removes an object that exists; the deletion gets the next resource version. */
    public Stored delete(Key key) {
        Stored before = objects.get(key.storage()).remove(key.path());
        version++;
        ObjectNode last = before.copy();
        KubeJson.make(last, "metadata").put("resourceVersion", Long.toString(version));
        Stored after = new Stored(last);
        record(new StoreChange(version, key, Optional.of(before), after, StoreChange.Kind.DELETED));
        return after;
    }

    /** Returns the writes after a resource version, oldest first. */
    public List<StoreChange> since(long after) {
        List<StoreChange> changes = new ArrayList<>();
        for (var newest = history.descendingIterator(); newest.hasNext(); ) {
            StoreChange change = newest.next();
            if (change.version() <= after) {
                break;
            }
            changes.add(change);
        }
        java.util.Collections.reverse(changes);
        return changes;
    }

    /** Forgets the whole history, as etcd's compaction does. */
    public void compact() {
        history.clear();
        forgotten = version;
    }

    private void record(StoreChange change) {
        labels.changed(change);
        owners.changed(change);
        recent.addLast(change);
        if (recent.size() > RECENT) {
            cool(recent.removeFirst());
        }
        history.addLast(change);
        if (history.size() > HISTORY) {
            forgotten = history.removeFirst().version();
        }
        for (Consumer<StoreChange> listener : List.copyOf(listeners)) {
            listener.accept(change);
        }
    }

    /** Keeps what is no longer of interest, and is only read again by those who watch the past, as text. */
    private static void cool(StoreChange change) {
        change.before().ifPresent(Stored::cool);
        if (change.kind() == StoreChange.Kind.DELETED || change.key().storage().equals("events")) {
            change.after().cool();
        }
    }
}
