package dev.aks4j.tests.architecture.wrong.core.resource;

/** Reaches up one floor. */
public final class Type {
    Class<?> above = dev.aks4j.tests.architecture.wrong.core.cluster.Specification.class;
}
