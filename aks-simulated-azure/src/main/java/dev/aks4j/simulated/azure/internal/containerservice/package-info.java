/** The provider Microsoft.ContainerService: clusters, pools, and what belongs to them. */
@NullMarked
package dev.aks4j.simulated.azure.internal.containerservice;

import org.jspecify.annotations.NullMarked;
