package dev.aks4j.simulated.kubernetes.internal.cel;

/** A part of an expression. */
@FunctionalInterface
interface CelNode {

    Object value(CelScope scope);
}
