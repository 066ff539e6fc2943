/**
 * Why something is refused, and who may do what: {@link dev.aks4j.identity.access.Access} explains one request, a pod's way
 * to an Azure resource link by link, and audits a cluster.
 *
 * <p>Come here when you ask why a request is refused, or who can do what in a cluster.
 */
@NullMarked
package dev.aks4j.identity.access;

import org.jspecify.annotations.NullMarked;
