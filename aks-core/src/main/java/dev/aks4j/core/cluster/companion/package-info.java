/**
 * Resources that go with a cluster: maintenance windows, pool snapshots, managed namespaces, trusted access. Each
 * is a spec of its own, planned beside the cluster.
 *
 * <p>Come here when you declare maintenance windows, snapshots, managed namespaces or trusted access.
 */
@NullMarked
package dev.aks4j.core.cluster.companion;

import org.jspecify.annotations.NullMarked;
