package dev.aks4j.tests.architecture.wrong.core.metrics;

/** Reaches up one floor. */
public final class Meters {
    Class<?> above = dev.aks4j.tests.architecture.wrong.core.cluster.Specification.class;
}
