/**
 * The network resources around a cluster: security groups, route tables, NAT gateways, public addresses, peerings, private
 * endpoints, private DNS and private link services. Each is a spec that a plan creates, compares, changes and removes, in
 * its place before or after the virtual networks and clusters that use it.
 *
 * <p>Come here when something stands around the virtual network: what subnets are associated with, what leads in and out,
 * and how names are resolved.
 */
@NullMarked
package dev.aks4j.network.resource;

import org.jspecify.annotations.NullMarked;
