/**
 * What is particular to each type, in a {@code …Strategy} of the name of its kind: defaults and rules. What several types have
 * in common is in the classes named {@code …Rules}.
 */
@NullMarked
package dev.aks4j.simulated.kubernetes.internal.strategy;

import org.jspecify.annotations.NullMarked;
