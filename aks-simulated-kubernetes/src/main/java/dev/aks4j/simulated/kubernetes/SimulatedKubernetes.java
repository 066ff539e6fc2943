package dev.aks4j.simulated.kubernetes;

import dev.aks4j.simulated.kubernetes.client.InProcessHttpClientFactory;
import dev.aks4j.simulated.kubernetes.internal.KubernetesApi;
import dev.aks4j.simulated.kubernetes.internal.auth.Authenticator;
import dev.aks4j.simulated.kubernetes.internal.auth.User;
import dev.aks4j.simulated.kubernetes.internal.controller.NodeSpec;
import dev.aks4j.simulated.time.SimulatedTime;
import dev.aks4j.simulated.time.VirtualTime;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One Kubernetes cluster, simulated in this process: an API server with the types, rules, watches and access control of
 * the real one, and the controllers at work behind it. It needs neither a socket nor a container.
 *
 * <p>What the real controllers do at once is done before a request is answered. What takes time, such as the start of a
 * pod, takes simulated time, which stands still until a test lets it pass.
 *
 * <pre>{@code
 * try (SimulatedKubernetes cluster = SimulatedKubernetes.create(); KubernetesClient client = cluster.client()) {
 *     cluster.addNode("node-1");
 *     client.resource(deployment).create();
 *     cluster.time().advance(Duration.ofMinutes(1));
 *     assertThat(client.apps().deployments().withName("web").isReady()).isTrue();
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class SimulatedKubernetes implements AutoCloseable {

    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final Duration BOOT = Duration.ofMinutes(1);
    private static final String URL = "https://kubernetes.simulated:443";

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, User> users = new HashMap<>();
    private final SimulatedTime time;
    private final KubernetesApi api;
    private final InProcessHttpClientFactory clients = new InProcessHttpClientFactory(this::answer);

    private SimulatedKubernetes(Builder builder) {
        time = builder.time.orElseGet(() -> VirtualTime.startingAt(START));
        api = KubernetesApi.builder(time.timeline(lock), this::user)
                .version(builder.version)
                .seed(builder.seed)
                .build();
    }

    /** Returns a cluster without nodes, in virtual time. */
    public static SimulatedKubernetes create() {
        return builder().build();
    }

    /** Begins a cluster of another kind. */
    public static Builder builder() {
        return new Builder();
    }

    private Optional<User> user(Request request) {
        return Authenticator.bearerToken(request).map(users::get);
    }

    /** Returns a client that may do anything. The caller closes it. */
    public KubernetesClient client() {
        return client("admin", User.MASTERS);
    }

    /**
     * Returns a client of a user, who may do what the roles in the cluster allow. The caller closes it.
     *
     * @param user the user's name
     * @param groups the groups that the user is in
     */
    public KubernetesClient client(String user, String... groups) {
        String token = UUID.randomUUID().toString();
        lock.lock();
        try {
            users.put(token, User.of(user, groups));
        } finally {
            lock.unlock();
        }
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(URL)
                .withOauthToken(token)
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(clients)
                .build();
    }

    /** Returns what makes fabric8 clients that reach this cluster, for a client with a configuration of its own. */
    public InProcessHttpClientFactory clients() {
        return clients;
    }

    /** Adds a node with four processors and 16 GiB, which is ready within a minute of simulated time. */
    public SimulatedKubernetes addNode(String name) {
        return addNode(name, Map.of());
    }

    /** Adds a node with labels, which is ready within a minute of simulated time. */
    public SimulatedKubernetes addNode(String name, Map<String, String> labels) {
        lock.lock();
        try {
            NodeSpec.Builder node = NodeSpec.builder(name, "nodes", "Standard_D4ds_v5");
            labels.forEach(node::label);
            api.nodes().add(node.build());
        } finally {
            lock.unlock();
        }
        time.after(BOOT, () -> ready(name));
        return this;
    }

    private void ready(String name) {
        lock.lock();
        try {
            if (api.nodes().names().contains(name)) {
                api.nodes().setReady(name, true);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes a node away, as the loss of its machine does. */
    public SimulatedKubernetes removeNode(String name) {
        lock.lock();
        try {
            api.nodes().remove(name);
        } finally {
            lock.unlock();
        }
        return this;
    }

    /** Returns the cluster's time. */
    public SimulatedTime time() {
        return time;
    }

    /** Answers a request, whatever the host in its URL. */
    public Response answer(Request request) {
        lock.lock();
        try {
            return api.answer(request);
        } finally {
            lock.unlock();
        }
    }

    /** Lets nothing more happen. */
    @Override
    public void close() {
        time.close();
    }

    @Override
    public String toString() {
        return "simulated Kubernetes, " + time.now();
    }

    /** Describes a cluster before it is made. Not thread-safe. */
    public static final class Builder {

        private String version = "1.35.2";
        private long seed = 1;
        private Optional<SimulatedTime> time = Optional.empty();

        private Builder() {}

        /** Sets the version of the control plane; 1.35.2 by default. */
        public Builder version(String value) {
            version = value;
            return this;
        }

        /** Sets the seed of identifiers and random names; 1 by default. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /** Sets another time than virtual time. */
        public Builder time(SimulatedTime other) {
            time = Optional.of(other);
            return this;
        }

        /** Makes the cluster, with its system namespaces, roles and workloads, and no nodes. */
        public SimulatedKubernetes build() {
            return new SimulatedKubernetes(this);
        }
    }
}
