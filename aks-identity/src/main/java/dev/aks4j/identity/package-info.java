/**
 * Who may do what: the identities with which a cluster and its workloads act in Azure, their role assignments, who
 * may use the Kubernetes API, and Kubernetes' own roles.
 *
 * <p>Come here when you declare identities, roles, Entra access or workload identity.
 */
@NullMarked
package dev.aks4j.identity;

import org.jspecify.annotations.NullMarked;
