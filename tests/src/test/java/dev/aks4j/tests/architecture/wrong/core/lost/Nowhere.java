package dev.aks4j.tests.architecture.wrong.core.lost;

/** In a package that has no floor, and with a constant that anybody can change. */
public final class Nowhere {
    public static final int[] NUMBERS = {1, 2};
}
