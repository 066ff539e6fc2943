package dev.aks4j.tests.architecture.wrong.simulated.kubernetes;

/** Simulated Kubernetes that knows Azure. */
public final class Server {
    Class<?> cloud = dev.aks4j.tests.architecture.wrong.simulated.azure.internal.CloudState.class;
}
