package dev.aks4j.tests.architecture.wrong.core.plan;

/** Reaches up one floor. */
public final class Plan {
    Class<?> above = dev.aks4j.tests.architecture.wrong.core.cluster.Spec.class;
}
