/**
 * Virtual networks, the network models of a cluster, and services behind a load balancer. {@link
 * dev.aks4j.network.VirtualNetworkSpec} and {@link dev.aks4j.network.CniOverlay} are the places to start.
 */
package dev.aks4j.network;
