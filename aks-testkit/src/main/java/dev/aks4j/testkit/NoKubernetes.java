package dev.aks4j.testkit;

import io.fabric8.kubernetes.client.http.HttpClient;

/** Says that the simulated clusters have no API server yet. */
final class NoKubernetes implements HttpClient.Factory {

    @Override
    public HttpClient.Builder newBuilder() {
        throw new UnsupportedOperationException("The simulated clusters have no Kubernetes API yet.");
    }
}
