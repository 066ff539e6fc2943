/** The API server put together. */
@NullMarked
package dev.aks4j.simulated.kubernetes.internal;

import org.jspecify.annotations.NullMarked;
