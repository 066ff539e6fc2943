package dev.aks4j.tests.architecture.wrong.testkit;

/** Shares a model class with the SDK. */
public final class Double {
    Class<?> shared = dev.aks4j.tests.architecture.wrong.core.model.Low.class;
}
