package dev.aks4j.testkit.internal;

import com.azure.core.http.HttpClient;
import com.microsoft.aad.msal4j.IHttpClient;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.simulated.wire.Service;

/** The ways out of the library that lead into a simulator in the same process: no socket, real URLs. Thread-safe. */
public final class InProcessTransport implements Transport {

    private final HttpClient azure;
    private final IHttpClient entra;
    private final io.fabric8.kubernetes.client.http.HttpClient.Factory kubernetes;
    private final Scheduler scheduler;

    /**
     * Leads everything to one service.
     *
     * @param service what answers; it does its own locking
     * @param kubernetes the way to API servers
     * @param scheduler the simulated time
     */
    public InProcessTransport(
            Service service, io.fabric8.kubernetes.client.http.HttpClient.Factory kubernetes, Scheduler scheduler) {
        this.azure = new InProcessAzureClient(service, scheduler);
        this.entra = new InProcessEntraClient(service, scheduler);
        this.kubernetes = kubernetes;
        this.scheduler = scheduler;
    }

    @Override
    public HttpClient azure() {
        return azure;
    }

    @Override
    public IHttpClient entra() {
        return entra;
    }

    @Override
    public io.fabric8.kubernetes.client.http.HttpClient.Factory kubernetes() {
        return kubernetes;
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }
}
