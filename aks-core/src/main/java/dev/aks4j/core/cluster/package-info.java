/**
 * Clusters: {@link dev.aks4j.core.cluster.ClusterSpec}, the kind that plans and writes it, and {@link
 * dev.aks4j.core.cluster.ClusterFeature}, the contract by which another module adds its concern to a cluster.
 */
package dev.aks4j.core.cluster;
