/**
 * Time that a test moves.
 *
 * <p>Come here when a test moves the simulator's clock.
 */
@NullMarked
package dev.aks4j.simulated.time;

import org.jspecify.annotations.NullMarked;
