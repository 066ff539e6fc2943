package dev.aks4j.tests.architecture.wrong.core.internal.model;

/** Stands behind a public package, and reaches up two floors. */
public final class Hidden {
    Class<?> above = dev.aks4j.tests.architecture.wrong.core.operation.Engine.class;
}
