package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.ClusterState;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.status.ApiException;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import dev.aks4j.simulated.wire.Response;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * One watch: what it starts with, and every change from then on as one line of JSON. Changes are seen under the
 * simulator's lock; the channel may be opened and closed by any thread.
 */
final class WatchStream {

    private static final Duration BOOKMARK_EVERY = Duration.ofMinutes(1);
    private static final int SHORTEST = 1800;

    private final ClusterState state;
    private final Call call;
    private final Selection selection;
    private final View view;
    private final boolean bookmarks;
    private final Consumer<StoreChange> listener = this::changed;
    private final ByteArrayOutputStream early = new ByteArrayOutputStream();
    private Response.Channel channel;
    private boolean ended;
    private Instant lastBookmark;

    WatchStream(ClusterState state, Call call, Selection selection, View view) {
        this.state = state;
        this.call = call;
        this.selection = selection;
        this.view = view;
        bookmarks = call.query().flag("allowWatchBookmarks");
    }

    Response open() {
        long from = Options.version(call, true);
        long current = state.store().version();
        boolean initial = call.query().flag("sendInitialEvents");
        if (initial && !call.query().text("resourceVersionMatch").equals("NotOlderThan")) {
            throw Failures.of(
                    422,
                    "Invalid",
                    "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires"
                            + " setting resourceVersionMatch to NotOlderThan",
                    KubeJson.object());
        }
        lastBookmark = state.timeline().now();
        if (from > current) {
            throw Failures.tooLargeResourceVersion(from, current);
        }
        if (from > 0 && from < state.store().forgotten() && !initial) {
            fail(Failures.expired(
                    "too old resource version: " + from + " (" + state.store().forgotten() + ")"));
            end();
        } else {
            begin(from, initial);
        }
        return Response.streaming(200, "application/json", this::attach);
    }

    private void begin(long from, boolean initial) {
        if (from == 0 || initial) {
            Collection<Stored> all = state.list(selection.type().storage(), selection.namespace());
            for (Stored stored : all) {
                if (selection.matches(stored.json())) {
                    send("ADDED", stored);
                }
            }
            if (initial) {
                bookmark(true);
            }
        } else {
            state.store().since(from).forEach(this::changed);
        }
        state.store().onChange(listener);
        long seconds = call.query().number("timeoutSeconds");
        long lasts = seconds > 0 ? seconds : SHORTEST + state.ids().patience(SHORTEST);
        state.timeline().afterForCallers(Duration.ofSeconds(lasts), this::timeOut);
    }

    private synchronized void attach(Response.Channel opened) {
        channel = opened;
        if (early.size() > 0) {
            channel.write(early.toByteArray());
            early.reset();
        }
        if (ended) {
            channel.close();
        } else {
            channel.onClose(this::end);
        }
    }

    private void changed(StoreChange change) {
        if (isEnded()) {
            state.store().remove(listener);
            return;
        }
        if (!selection.covers(change.key())) {
            bookmarkNowAndThen();
            return;
        }
        boolean now = change.kind() != StoreChange.Kind.DELETED
                && selection.matches(change.after().json());
        boolean before =
                change.before().map(stored -> selection.matches(stored.json())).orElse(false);
        if (now) {
            send(before ? "MODIFIED" : "ADDED", change.after());
        } else if (before) {
            send("DELETED", change.after());
        }
    }

    private void timeOut() {
        if (!isEnded()) {
            if (bookmarks) {
                bookmark(false);
            }
            state.store().remove(listener);
            end();
        }
    }

    private void bookmarkNowAndThen() {
        Instant now = state.timeline().now();
        if (bookmarks && Duration.between(lastBookmark, now).compareTo(BOOKMARK_EVERY) >= 0) {
            bookmark(false);
        }
    }

    private void bookmark(boolean initialEnd) {
        lastBookmark = state.timeline().now();
        ResourceType type = selection.type();
        ObjectNode object = KubeJson.object();
        object.put("kind", type.kind()).put("apiVersion", type.apiVersion());
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("resourceVersion", Long.toString(state.store().version()));
        metadata.putNull("creationTimestamp");
        if (initialEnd) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        write("BOOKMARK", KubeJson.bytes(object));
    }

    private void fail(ApiException failure) {
        write("ERROR", KubeJson.bytes(failure.status()));
    }

    private void send(String type, Stored stored) {
        write(type, view.stored(state, selection.type(), stored));
    }

    private synchronized void write(String type, byte[] object) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(object.length + 40);
        line.writeBytes(("{\"type\":\"" + type + "\",\"object\":").getBytes(StandardCharsets.UTF_8));
        line.writeBytes(object);
        line.writeBytes("}\n".getBytes(StandardCharsets.UTF_8));
        if (channel == null) {
            early.writeBytes(line.toByteArray());
        } else if (!ended) {
            channel.write(line.toByteArray());
        }
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    private synchronized void end() {
        if (!ended) {
            ended = true;
            if (channel != null) {
                channel.close();
            }
        }
    }
}
