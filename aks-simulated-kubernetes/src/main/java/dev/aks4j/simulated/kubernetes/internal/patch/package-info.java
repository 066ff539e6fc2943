/** Patches, and who manages which field. */
@NullMarked
package dev.aks4j.simulated.kubernetes.internal.patch;

import org.jspecify.annotations.NullMarked;
