/**
 * A fabric8 client whose requests are method calls.
 *
 * <p>Come here when you give a fabric8 client the simulated API server.
 */
@NullMarked
package dev.aks4j.simulated.kubernetes.client;

import org.jspecify.annotations.NullMarked;
