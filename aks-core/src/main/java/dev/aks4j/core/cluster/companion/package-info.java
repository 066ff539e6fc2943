/**
 * Resources that go with a cluster: maintenance windows, pool snapshots, managed namespaces, trusted access. Each is a
 * spec of its own, planned beside the cluster.
 */
package dev.aks4j.core.cluster.companion;
