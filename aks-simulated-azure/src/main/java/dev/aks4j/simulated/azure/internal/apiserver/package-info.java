/** The API servers of the simulated clusters: who comes in, and how nodes follow the pools. */
@NullMarked
package dev.aks4j.simulated.azure.internal.apiserver;

import org.jspecify.annotations.NullMarked;
