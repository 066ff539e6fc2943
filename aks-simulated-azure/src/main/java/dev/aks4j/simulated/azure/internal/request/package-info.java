/** One request to Azure Resource Manager, taken apart. */
@NullMarked
package dev.aks4j.simulated.azure.internal.request;

import org.jspecify.annotations.NullMarked;
