/** Deployments of templates of Azure Resource Manager. */
@NullMarked
package dev.aks4j.simulated.azure.internal.deployment;

import org.jspecify.annotations.NullMarked;
