package dev.aks4j.tests.architecture.wrong.core.model;

/** Reaches up two floors. */
public final class Low {
    Object above = new dev.aks4j.tests.architecture.wrong.core.operation.Engine();
}
