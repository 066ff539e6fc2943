/** Expressions of the Common Expression Language in rules of custom types. */
@NullMarked
package dev.aks4j.simulated.kubernetes.internal.cel;

import org.jspecify.annotations.NullMarked;
