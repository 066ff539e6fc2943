/** Answers that say what went wrong. */
@NullMarked
package dev.aks4j.simulated.kubernetes.internal.status;

import org.jspecify.annotations.NullMarked;
