/**
 * Node pools: {@link dev.aks4j.core.cluster.pool.NodePoolSpec}, its kinds, and what their builders set.
 *
 * <p>Come here when you look for a setting of a node pool.
 */
@NullMarked
package dev.aks4j.core.cluster.pool;

import org.jspecify.annotations.NullMarked;
