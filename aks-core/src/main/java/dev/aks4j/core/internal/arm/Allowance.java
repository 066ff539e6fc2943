package dev.aks4j.core.internal.arm;

/**
 * How many requests of one sort Azure would take at this moment, as far as this process knows. Immutable.
 *
 * @param now how many at once
 * @param perSecond how many more each second
 */
public record Allowance(double now, double perSecond) {}
