package dev.aks4j.core.kubernetes;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Scheduler;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The open connections to clusters, shared by all requests; those used least recently are closed when there are many.
 * Thread-safe.
 */
final class Connections {

    private static final int KEPT = 32;

    private final ClusterCredentials credentials;
    private final Clients clients;
    private final Scheduler scheduler;
    private final Map<ResourceId, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);
    private boolean closed;

    Connections(ClusterCredentials credentials, Clients clients, Scheduler scheduler) {
        this.credentials = credentials;
        this.clients = clients;
        this.scheduler = scheduler;
    }

    /** Uses the connection to a cluster, opening it if need be; it stays open while it is used. */
    <T> CompletionStage<T> with(ResourceId cluster, Function<Connection, CompletionStage<T>> use) {
        Slot slot;
        try {
            slot = enter(cluster);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        return slot.opened().thenCompose(use).whenComplete((done, failure) -> leave(cluster, slot));
    }

    /** Forgets a connection, so that the next use fetches credentials anew. */
    void forget(ResourceId cluster, Connection stale) {
        synchronized (slots) {
            Slot slot = slots.get(cluster);
            if (slot != null && slot.holds(stale)) {
                slots.remove(cluster);
                slot.dropped = true;
            }
        }
    }

    private Slot enter(ResourceId cluster) {
        synchronized (slots) {
            if (closed) {
                throw new AksException("The way into cluster " + cluster.name() + " was closed.");
            }
            Slot slot = slots.computeIfAbsent(cluster, id -> new Slot(open(id)));
            slot.users++;
            return slot;
        }
    }

    private CompletableFuture<Connection> open(ResourceId cluster) {
        return credentials
                .user(cluster)
                .thenApplyAsync(
                        kubeconfig -> new Connection(kubeconfig, clients.forAccess(kubeconfig)), scheduler.blocking())
                .toCompletableFuture();
    }

    private void leave(ResourceId cluster, Slot slot) {
        List<Slot> idle = new ArrayList<>();
        synchronized (slots) {
            slot.users--;
            if (slot.connection.isCompletedExceptionally()) {
                slots.remove(cluster, slot);
            }
            if (slot.dropped && slot.users == 0) {
                idle.add(slot);
            }
            Iterator<Slot> eldest = slots.values().iterator();
            while (slots.size() > KEPT && eldest.hasNext()) {
                Slot candidate = eldest.next();
                if (candidate.users == 0) {
                    eldest.remove();
                    idle.add(candidate);
                }
            }
        }
        idle.forEach(Slot::close);
    }

    void close() {
        List<Slot> all;
        synchronized (slots) {
            closed = true;
            all = new ArrayList<>(slots.values());
            slots.clear();
        }
        all.forEach(Slot::close);
    }

    /** One cluster's place, guarded by the map. */
    private static final class Slot {
        private final CompletableFuture<Connection> connection;
        private final Deque<CompletableFuture<Connection>> waiting = new ArrayDeque<>();
        private boolean serving = true;
        private int users;
        private boolean dropped;

        private Slot(CompletableFuture<Connection> connection) {
            this.connection = connection;
            connection.whenComplete((opened, failure) -> {
                // A stage serves those who wait for it in reverse.
                for (CompletableFuture<Connection> next = next(); next != null; next = next()) {
                    if (failure == null) {
                        next.complete(opened);
                    } else {
                        next.completeExceptionally(failure);
                    }
                }
            });
        }

        private synchronized CompletableFuture<Connection> next() {
            serving = waiting.peek() != null;
            return waiting.poll();
        }

        /** Completes when the connection is open, for those who wait in the order in which they came. */
        private synchronized CompletableFuture<Connection> opened() {
            if (connection.isDone() && waiting.isEmpty() && !serving) {
                return connection;
            }
            CompletableFuture<Connection> mine = new CompletableFuture<>();
            waiting.add(mine);
            return mine;
        }

        private boolean holds(Connection other) {
            return connection.isDone() && !connection.isCompletedExceptionally() && connection.join() == other;
        }

        private void close() {
            connection.thenAccept(Connection::close);
        }
    }

    /** One open connection. */
    static final class Connection {
        private final Kubeconfig kubeconfig;
        private final KubernetesClient client;
        private final ApiTypes types = new ApiTypes();

        private Connection(Kubeconfig kubeconfig, KubernetesClient client) {
            this.kubeconfig = kubeconfig;
            this.client = client;
        }

        Kubeconfig kubeconfig() {
            return kubeconfig;
        }

        KubernetesClient client() {
            return client;
        }

        ApiTypes types() {
            return types;
        }

        private void close() {
            client.close();
        }
    }
}
