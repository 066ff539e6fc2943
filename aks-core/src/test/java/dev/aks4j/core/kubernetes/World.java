package dev.aks4j.core.kubernetes;

import com.azure.core.credential.AccessToken;
import com.azure.core.http.HttpClient;
import com.microsoft.aad.msal4j.IHttpClient;
import com.sun.net.httpserver.HttpServer;
import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.Tokens;
import dev.aks4j.core.internal.arm.KubernetesHttp;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Scheduler;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * One cluster as the code under test sees it: Azure that answers from a script, tokens that are numbered, an API server
 * on a loopback port, and a clock on which pauses take no time but limits are never reached.
 */
final class World implements AutoCloseable {
    static final String SUBSCRIPTION = "6f2c1b8e-0000-4000-8000-000000000001";
    static final ResourceId CLUSTER =
            ResourceId.group("rg-shop").child("Microsoft.ContainerService/managedClusters", "shop");

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);
    /** No answer comes. */
    static final int SILENT = 0;

    /** The connection is closed instead of an answer. */
    static final int CUT = -1;

    record Seen(String method, String path, String authorization, String contentType, String body) {}

    record Reply(int status, String body, Map<String, String> headers) {
        static Reply of(int status, String body) {
            return new Reply(status, body.replace('\'', '"'), Map.of());
        }

        static Reply error(int status, String reason, String message) {
            return of(status, "{'kind':'Status','reason':'%s','message':'%s'}".formatted(reason, message));
        }
    }

    final List<ArmRequest> azure = new CopyOnWriteArrayList<>();
    final List<String> scopes = new CopyOnWriteArrayList<>();
    final List<Seen> seen = new CopyOnWriteArrayList<>();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final Deque<Reply> next = new ArrayDeque<>();
    Function<String, String> kubeconfig = Kubeconfigs::entra;
    Optional<ArmError> refusal = Optional.empty();
    Optional<Runnable> beforeAnswer = Optional.empty();
    final List<AccessToken> refused = new CopyOnWriteArrayList<>();

    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final Optional<Scheduler> real;
    private Optional<JdkHttpClientFactory> http;
    private final HttpServer server;
    private final ClusterConnector connector;
    private volatile Instant now = Instant.parse("2026-11-01T00:00:00Z");

    World() {
        this(Optional.empty(), REQUEST_LIMIT);
    }

    /** One on the real clock and the transport that everybody uses, whose calls may take this long. */
    static World real(Duration requestTimeout) {
        return new World(Optional.of(Scheduler.standard()), requestTimeout);
    }

    private World(Optional<Scheduler> real, Duration requestTimeout) {
        this.real = real;
        this.http = real.map(time -> KubernetesHttp.on(time));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().toString();
            Seen request = new Seen(
                    exchange.getRequestMethod(),
                    path,
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    new String(body, StandardCharsets.UTF_8));
            seen.add(request);
            Reply reply = discovery(path).orElseGet(this::scripted);
            if (reply.status() == SILENT) {
                return;
            }
            if (reply.status() == CUT) {
                exchange.close();
                return;
            }
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        connector = ClusterConnector.builder(arm(), transport(), tokens())
                .requestTimeout(requestTimeout)
                .build();
    }

    /** Takes a way to API servers that others take too. */
    World over(JdkHttpClientFactory shared) {
        http = Optional.of(shared);
        return this;
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    ClusterConnector connector() {
        return connector;
    }

    /** Adds the answer to the next request that is not discovery. */
    World answers(int status, String body) {
        synchronized (next) {
            next.add(Reply.of(status, body));
        }
        return this;
    }

    World answers(Reply reply) {
        synchronized (next) {
            next.add(reply);
        }
        return this;
    }

    /** Returns the requests that are not discovery. */
    List<Seen> requests() {
        return seen.stream()
                .filter(request -> discovery(request.path()).isEmpty())
                .toList();
    }

    void stopServer() {
        server.stop(0);
    }

    <T> T get(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get(10, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception known ? known : e;
        }
    }

    private Reply scripted() {
        synchronized (next) {
            return next.isEmpty() ? Reply.error(404, "NotFound", "not in the script") : next.remove();
        }
    }

    private static Optional<Reply> discovery(String path) {
        return switch (path) {
            case "/api/v1" ->
                Optional.of(Reply.of(
                        200,
                        "{'resources':[{'name':'configmaps','namespaced':true,'kind':'ConfigMap'},"
                                + "{'name':'pods/log','namespaced':true,'kind':'Pod'},"
                                + "{'name':'namespaces','namespaced':false,'kind':'Namespace'}]}"));
            case "/apis/storage.k8s.io/v1" ->
                Optional.of(Reply.of(
                        200, "{'resources':[{'name':'storageclasses','namespaced':false,'kind':'StorageClass'}]}"));
            case "/apis/example.com/v1" -> Optional.of(Reply.error(404, "NotFound", "no such group"));
            default -> Optional.empty();
        };
    }

    private ArmClient arm() {
        return new ArmClient() {
            @Override
            public CompletionStage<ArmResponse> send(ArmRequest request) {
                azure.add(request);
                if (refusal.isPresent()) {
                    return CompletableFuture.failedFuture(new ArmException(request.toString(), refusal.get()));
                }
                String text = kubeconfig.apply(address());
                String value = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
                var body = Json.object();
                body.putArray("kubeconfigs")
                        .addObject()
                        .put("name", "clusterUser")
                        .put("value", value);
                return CompletableFuture.completedFuture(new ArmResponse(200, Map.of(), body.build()));
            }

            @Override
            public String subscriptionId() {
                return SUBSCRIPTION;
            }
        };
    }

    private Tokens tokens() {
        return new Tokens() {
            @Override
            public CompletionStage<AccessToken> token(String scope, Optional<String> claims) {
                scopes.add(scope);
                return CompletableFuture.completedFuture(
                        new AccessToken("token-" + scopes.size(), OffsetDateTime.parse("2026-11-01T01:00:00Z")));
            }

            @Override
            public void refused(String scope, AccessToken token) {
                refused.add(token);
            }
        };
    }

    private Transport transport() {
        return new Transport() {
            @Override
            public HttpClient azure() {
                throw new UnsupportedOperationException();
            }

            @Override
            public IHttpClient entra() {
                throw new UnsupportedOperationException();
            }

            @Override
            public io.fabric8.kubernetes.client.http.HttpClient.Factory kubernetes() {
                return http.orElseGet(JdkHttpClientFactory::new);
            }

            @Override
            public Scheduler scheduler() {
                return real.orElse(clock);
            }
        };
    }

    private final Scheduler clock = new Scheduler() {
        @Override
        public Instant now() {
            return now;
        }

        @Override
        public Duration elapsed() {
            return Duration.between(Instant.EPOCH, now);
        }

        @Override
        public Executor executor() {
            return workers;
        }

        @Override
        public Cancellable after(Duration delay, Runnable task) {
            if (delay.equals(REQUEST_LIMIT)) {
                return () -> {};
            }
            pauses.add(delay);
            now = now.plus(delay);
            workers.execute(task);
            return () -> {};
        }

        @Override
        public <T> T await(CompletionStage<T> stage, Duration atMost)
                throws TimeoutException, ExecutionException, InterruptedException {
            return stage.toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        }
    };

    @Override
    public void close() {
        connector.close();
        server.stop(0);
        workers.shutdownNow();
    }
}
