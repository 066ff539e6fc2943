package dev.aks4j.tests.architecture.wrong.core.fleet;

/** Reaches up to the facade. */
public final class Ships {
    public static final Class<?> ABOVE = dev.aks4j.tests.architecture.wrong.core.Facade.class;
}
