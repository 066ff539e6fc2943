/** The objects that exist, with their versions. */
@NullMarked
package dev.aks4j.simulated.kubernetes.internal.store;

import org.jspecify.annotations.NullMarked;
