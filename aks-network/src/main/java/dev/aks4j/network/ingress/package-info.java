/**
 * Ingress: gateways and routes of the Gateway API, ingresses, NGINX controllers of application routing and load balancers of
 * Application Gateway for Containers, as objects of a cluster that a plan makes, compares and removes. What the load
 * balancer in front of a gateway or controller is to be is said by the builders of load-balancer services.
 */
@NullMarked
package dev.aks4j.network.ingress;

import org.jspecify.annotations.NullMarked;
