/**
 * The way from a cluster to its Kubernetes API: credentials, kubeconfig files, fabric8 clients with tokens of our own, and
 * the access by which a plan reads and applies objects.
 */
package dev.aks4j.core.kubernetes;
