/**
 * Azure Kubernetes Fleet Manager: fleets, their members, strategies, and update runs that upgrade the members stage by stage.
 */
@NullMarked
package dev.aks4j.core.fleet;

import org.jspecify.annotations.NullMarked;
