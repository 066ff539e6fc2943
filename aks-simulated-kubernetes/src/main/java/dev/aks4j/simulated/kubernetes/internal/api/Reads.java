package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.ClusterState;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import dev.aks4j.simulated.wire.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers get, list and watch. Used under the simulator's lock. */
final class Reads {

    private static final int SNAPSHOTS = 64;

    private final ClusterState state;
    private final Map<String, List<Stored>> snapshots = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Stored>> eldest) {
            return size() > SNAPSHOTS;
        }
    };

    Reads(ClusterState state) {
        this.state = state;
    }

    Response get(Call call, ResourceType type) {
        requireVersion(call);
        Stored stored = state.get(type, call.namespace(), call.name());
        return Answers.bytes(200, View.of(call).stored(state, type, stored));
    }

    Response list(Call call, ResourceType type) {
        Options.checkList(call, false);
        requireVersion(call);
        Selection selection = Selection.of(call, type);
        String token = call.query().text("continue");
        long limit = call.query().number("limit");
        ObjectNode metadata = KubeJson.object();
        metadata.put(
                "resourceVersion",
                exact(call)
                        ? call.query().text("resourceVersion")
                        : Long.toString(state.store().version()));
        List<Stored> matching;
        int from = 0;
        if (token.isEmpty()) {
            matching = exact(call) ? past(selection, Options.version(call, false)) : select(selection);
        } else {
            String version = call.query().text("resourceVersion");
            if (!version.isEmpty() && !version.equals("0")) {
                throw Failures.badRequest("specifying resource version is not allowed when using continue");
            }
            JsonNode position = position(token);
            matching = snapshots.get(KubeJson.text(position, "id"));
            long then = position.path("rv").asLong();
            boolean known =
                    matching == null && then > 0 && then >= state.store().forgotten();
            if (known && !position.has("id")) {
                matching = past(selection, then);
            }
            if (matching == null) {
                throw Failures.expired(
                        "The provided continue parameter is too old to display a consistent list result. You can start"
                                + " a new list without the continue parameter.");
            }
            from = position.path("start").asInt();
            metadata.set("resourceVersion", position.path("rv"));
        }
        if (type.custom().isPresent()) {
            metadata.put("continue", "");
        }
        int to = limit <= 0 ? matching.size() : (int) Math.min(matching.size(), from + limit);
        if (to < matching.size()) {
            metadata.put("continue", next(metadata, selection, matching, to));
            if (selection.labels().requirements().isEmpty()
                    && selection.fields().requirements().isEmpty()) {
                metadata.put("remainingItemCount", matching.size() - to);
            }
        }
        return Answers.bytes(200, View.of(call).list(state, type, matching.subList(from, to), metadata));
    }

    private java.util.Collection<Stored> candidates(Selection selection) {
        String storage = selection.type().storage();
        LabelSelector.Requirement fewest = null;
        int count = Integer.MAX_VALUE;
        for (LabelSelector.Requirement one : selection.labels().requirements()) {
            if (one.operator() == LabelSelector.Operator.IN && one.values().size() == 1) {
                int matching = state.store()
                        .countLabelled(storage, one.key(), one.values().get(0));
                if (matching < count) {
                    count = matching;
                    fewest = one;
                }
            }
        }
        return fewest == null
                ? state.list(storage, selection.namespace())
                : state.store()
                        .labelled(
                                storage,
                                selection.namespace(),
                                fewest.key(),
                                fewest.values().get(0));
    }

    List<Stored> select(Selection selection) {
        return candidates(selection).stream()
                .filter(stored -> selection.matches(stored.json()))
                .toList();
    }

    Response watch(Call call, ResourceType type) {
        Options.checkList(call, true);
        return new WatchStream(state, call, Selection.of(call, type), View.of(call)).open();
    }

    private void requireVersion(Call call) {
        String text = call.query().text("resourceVersion");
        if (text.isEmpty()) {
            return;
        }
        long asked = Options.version(call, !call.name().isEmpty());
        long current = state.store().version();
        if (asked > current) {
            throw Failures.tooLargeResourceVersion(asked, current);
        }
        if (exact(call) && asked < state.store().forgotten()) {
            throw Failures.expired("The resourceVersion for the provided list is too old.");
        }
    }

    private static boolean exact(Call call) {
        return call.query().text("resourceVersionMatch").equals("Exact");
    }

    /** Returns what was selected at a version that is not forgotten. */
    private List<Stored> past(Selection selection, long version) {
        Map<String, Stored> then = new TreeMap<>();
        for (Stored stored : state.store().list(selection.type().storage())) {
            then.put(path(stored), stored);
        }
        List<StoreChange> later = new ArrayList<>(state.store().since(version));
        Collections.reverse(later);
        for (StoreChange change : later) {
            if (change.key().storage().equals(selection.type().storage())) {
                change.before()
                        .ifPresentOrElse(
                                before -> then.put(path(before), before), () -> then.remove(path(change.after())));
            }
        }
        return then.values().stream()
                .filter(stored -> selection.namespace().isEmpty()
                        || selection.namespace().equals(KubeJson.text(stored.json(), "metadata", "namespace")))
                .filter(stored -> selection.matches(stored.json()))
                .toList();
    }

    private static String path(Stored stored) {
        return KubeJson.text(stored.json(), "metadata", "namespace") + "/"
                + KubeJson.text(stored.json(), "metadata", "name");
    }

    private String next(ObjectNode metadata, Selection selection, List<Stored> matching, int start) {
        String version = KubeJson.text(metadata, "resourceVersion");
        String id = version + "/" + selection;
        snapshots.put(id, matching);
        ObjectNode position =
                KubeJson.object().put("v", "meta.k8s.io/v1").put("id", id).put("start", start);
        position.put("rv", version);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(KubeJson.bytes(position));
    }

    /** Returns where a list goes on. */
    static JsonNode position(String token) {
        try {
            return KubeJson.parse(Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw Failures.badRequest("continue key is not valid: " + e.getMessage());
        }
    }
}
