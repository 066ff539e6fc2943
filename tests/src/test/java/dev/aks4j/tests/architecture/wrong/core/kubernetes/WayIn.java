package dev.aks4j.tests.architecture.wrong.core.kubernetes;

/** Reaches up to the facade. */
public final class WayIn {
    Class<?> above = dev.aks4j.tests.architecture.wrong.core.Facade.class;
}
