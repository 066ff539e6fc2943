package dev.aks4j.tests.architecture.wrong.core.plan;

/** Reaches up one floor. */
public final class Planning {
    Class<?> above = dev.aks4j.tests.architecture.wrong.core.cluster.Specification.class;
}
