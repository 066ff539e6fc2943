package dev.aks4j.simulated.kubernetes.client;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.StandardHttpClientBuilder;
import java.util.concurrent.atomic.AtomicBoolean;

/** Builds clients that call a service in the same process. Not thread-safe. */
final class InProcessHttpClientBuilder
        extends StandardHttpClientBuilder<InProcessHttpClient, InProcessHttpClientFactory, InProcessHttpClientBuilder> {

    InProcessHttpClientBuilder(InProcessHttpClientFactory factory) {
        super(factory);
    }

    @Override
    public HttpClient build() {
        AtomicBoolean closed = client == null ? new AtomicBoolean() : client.getClosed();
        return new InProcessHttpClient(this, clientFactory, ClientIdentity.of(keyManagers), closed);
    }

    @Override
    protected InProcessHttpClientBuilder newInstance(InProcessHttpClientFactory factory) {
        return new InProcessHttpClientBuilder(factory);
    }
}
