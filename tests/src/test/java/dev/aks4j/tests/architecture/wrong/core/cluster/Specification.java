package dev.aks4j.tests.architecture.wrong.core.cluster;

/** Reaches up to the facade, and shows a mutable field. */
public final class Specification {
    public Class<?> above = dev.aks4j.tests.architecture.wrong.core.Facade.class;
}
