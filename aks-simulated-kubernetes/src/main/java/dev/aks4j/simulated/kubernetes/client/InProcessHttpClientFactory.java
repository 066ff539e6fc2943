package dev.aks4j.simulated.kubernetes.client;

import dev.aks4j.simulated.wire.Service;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.util.concurrent.Executor;

/**
 * Connects fabric8 clients to a simulated service without sockets or TLS. URLs stay what they are on the wire; the
 * service routes by host. A client certificate in fabric8's configuration reaches the service as if TLS had proved it.
 * Immutable; thread-safe if the service is.
 *
 * <pre>{@code
 * KubernetesClient client = new KubernetesClientBuilder()
 *     .withConfig(config)
 *     .withHttpClientFactory(new InProcessHttpClientFactory(service))
 *     .build();
 * }</pre>
 */
public final class InProcessHttpClientFactory implements HttpClient.Factory {

    private final Service service;
    private final Executor executor;

    /**
     * Connects to a service, with threads of its own for what the service streams.
     *
     * @param service who answers; it must take the simulator's lock itself, because clients call from any thread
     */
    public InProcessHttpClientFactory(Service service) {
        this(service, StreamThreads.shared());
    }

    /**
     * Connects to a service.
     *
     * @param service who answers; it must take the simulator's lock itself, because clients call from any thread
     * @param executor where listeners are told what the service streams; never the thread that streams
     */
    public InProcessHttpClientFactory(Service service, Executor executor) {
        this.service = service;
        this.executor = executor;
    }

    Service service() {
        return service;
    }

    Executor executor() {
        return executor;
    }

    @Override
    public HttpClient.Builder newBuilder() {
        return new InProcessHttpClientBuilder(this);
    }
}
