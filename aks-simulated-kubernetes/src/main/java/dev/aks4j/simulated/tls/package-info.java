/**
 * Certificates of the simulators.
 *
 * <p>Come here when you trust the simulator's certificates.
 */
@NullMarked
package dev.aks4j.simulated.tls;

import org.jspecify.annotations.NullMarked;
