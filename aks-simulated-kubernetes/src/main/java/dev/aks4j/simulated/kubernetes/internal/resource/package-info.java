/** The types that the server knows. */
@NullMarked
package dev.aks4j.simulated.kubernetes.internal.resource;

import org.jspecify.annotations.NullMarked;
