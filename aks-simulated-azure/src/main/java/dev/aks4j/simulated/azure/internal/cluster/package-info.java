/** What proves something to a cluster, and what its nodes are asked for. */
@NullMarked
package dev.aks4j.simulated.azure.internal.cluster;

import org.jspecify.annotations.NullMarked;
