/** Selectors by label and by field. */
@NullMarked
package dev.aks4j.simulated.kubernetes.internal.selector;

import org.jspecify.annotations.NullMarked;
