package dev.aks4j.tests.architecture.wrong.core.group;

/** Reaches up one floor. */
public final class Group {
    Class<?> above = dev.aks4j.tests.architecture.wrong.core.cluster.Specification.class;
}
