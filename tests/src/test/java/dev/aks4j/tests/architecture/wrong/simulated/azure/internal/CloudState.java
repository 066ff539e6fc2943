package dev.aks4j.tests.architecture.wrong.simulated.azure.internal;

/** A simulator that uses a class of the SDK. */
public final class CloudState {
    Class<?> shared = dev.aks4j.tests.architecture.wrong.core.model.Low.class;
}
