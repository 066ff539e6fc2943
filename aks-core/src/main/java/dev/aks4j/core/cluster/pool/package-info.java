/**
 * Node pools: {@link dev.aks4j.core.cluster.pool.NodePoolSpec}, its kinds, and what their builders set.
 */
package dev.aks4j.core.cluster.pool;
