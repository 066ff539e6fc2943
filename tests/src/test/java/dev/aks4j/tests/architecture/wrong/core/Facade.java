package dev.aks4j.tests.architecture.wrong.core;

/** The top floor, and one that knows a module that stands on it. */
public final class Facade {
    Object module = new dev.aks4j.tests.architecture.wrong.network.NetworkConcern();

    public dev.aks4j.tests.architecture.wrong.core.internal.model.Hidden shown() {
        return new dev.aks4j.tests.architecture.wrong.core.internal.model.Hidden();
    }
}
