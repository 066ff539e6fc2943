/**
 * Clusters: {@link dev.aks4j.core.cluster.ClusterSpec}, the kind that plans and writes it, and {@link
 * dev.aks4j.core.cluster.ClusterFeature}, the contract by which another module adds its concern to a cluster.
 *
 * <p>Come here when you declare a cluster, or write a feature for one.
 */
@NullMarked
package dev.aks4j.core.cluster;

import org.jspecify.annotations.NullMarked;
