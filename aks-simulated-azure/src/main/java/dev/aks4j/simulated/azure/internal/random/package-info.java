/** Everything made up, from a seed. */
@NullMarked
package dev.aks4j.simulated.azure.internal.random;

import org.jspecify.annotations.NullMarked;
