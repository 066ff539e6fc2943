/**
 * Clusters and node pools: their specs and rules, the kind that plans and writes them, and the day-2 verbs. {@link
 * dev.aks4j.core.cluster.ClusterFeature} is the contract by which another module adds its concern to a cluster.
 */
package dev.aks4j.core.cluster;
