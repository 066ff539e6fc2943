/** What is particular to each type: defaults and rules. */
@NullMarked
package dev.aks4j.simulated.kubernetes.internal.strategy;

import org.jspecify.annotations.NullMarked;
