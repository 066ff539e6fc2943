/** Fleets: members, strategies, update runs with their stages, groups and gates. */
@NullMarked
package dev.aks4j.simulated.azure.internal.fleet;

import org.jspecify.annotations.NullMarked;
