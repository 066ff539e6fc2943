package dev.aks4j.tests.architecture.wrong.testkit;

/** Shares a model class with the SDK, and uses what is internal to a simulator. */
public final class Double {
    Class<?> shared = dev.aks4j.tests.architecture.wrong.core.model.Low.class;
    Class<?> inside = dev.aks4j.tests.architecture.wrong.simulated.azure.internal.CloudState.class;
}
