/** Who asks, and what he may do. */
@NullMarked
package dev.aks4j.simulated.kubernetes.internal.auth;

import org.jspecify.annotations.NullMarked;
