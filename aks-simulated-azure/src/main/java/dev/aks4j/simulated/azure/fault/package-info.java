/**
 * What goes wrong in simulated Azure, and where: {@link dev.aks4j.simulated.azure.fault.Faults} is the place to start.
 *
 * <p>Come here when a test lets Azure go wrong.
 */
@NullMarked
package dev.aks4j.simulated.azure.fault;

import org.jspecify.annotations.NullMarked;
