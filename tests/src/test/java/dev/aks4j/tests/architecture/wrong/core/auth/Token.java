package dev.aks4j.tests.architecture.wrong.core.auth;

/** The other half of a circle, and an arrow to the facade. */
public final class Token {
    Class<?> beside = dev.aks4j.tests.architecture.wrong.core.arm.Pipeline.class;
    Class<?> above = dev.aks4j.tests.architecture.wrong.core.Facade.class;
}
