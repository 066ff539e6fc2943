/**
 * Virtual networks, the network models of a cluster, and services behind a load balancer. {@link
 * dev.aks4j.network.VirtualNetworkSpec}, {@link dev.aks4j.network.CniOverlay} and {@link
 * dev.aks4j.network.LoadBalancerService} are the places to start.
 *
 * <p>Come here when you declare virtual networks, the cluster's network model, outbound traffic or load balancers.
 */
@NullMarked
package dev.aks4j.network;

import org.jspecify.annotations.NullMarked;
