package dev.aks4j.tests.architecture.wrong.core.lost;

/** In a package that has no floor. */
public final class Nowhere {}
