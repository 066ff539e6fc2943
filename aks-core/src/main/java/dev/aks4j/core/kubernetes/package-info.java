/**
 * The way from a cluster to its Kubernetes API: credentials, kubeconfig files, fabric8 clients with tokens of our
 * own, and the access by which a plan reads and applies objects.
 *
 * <p>Come here when you want to go into a cluster: a client, a kubeconfig, a namespace.
 */
@NullMarked
package dev.aks4j.core.kubernetes;

import org.jspecify.annotations.NullMarked;
