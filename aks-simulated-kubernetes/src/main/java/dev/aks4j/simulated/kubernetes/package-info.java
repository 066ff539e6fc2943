/**
 * A simulated Kubernetes API server. {@link dev.aks4j.simulated.kubernetes.SimulatedKubernetes} is all that a program makes.
 *
 * <p>Come here when you run a simulated Kubernetes API server by itself.
 */
@NullMarked
package dev.aks4j.simulated.kubernetes;

import org.jspecify.annotations.NullMarked;
