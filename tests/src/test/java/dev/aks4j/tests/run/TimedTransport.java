package dev.aks4j.tests.run;

import com.azure.core.http.HttpClient;
import com.microsoft.aad.msal4j.IHttpClient;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.model.Scheduler;

/**
 * A transport with another time.
 *
 * @param real the ways out
 * @param scheduler the time
 */
public record TimedTransport(Transport real, Scheduler scheduler) implements Transport {

    @Override
    public HttpClient azure() {
        return real.azure();
    }

    @Override
    public IHttpClient entra() {
        return real.entra();
    }

    @Override
    public io.fabric8.kubernetes.client.http.HttpClient.Factory kubernetes() {
        return real.kubernetes();
    }
}
