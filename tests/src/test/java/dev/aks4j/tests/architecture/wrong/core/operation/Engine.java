package dev.aks4j.tests.architecture.wrong.core.operation;

/** Reaches up one floor. */
public final class Engine {
    Class<?> above = dev.aks4j.tests.architecture.wrong.core.plan.Planning.class;
}
