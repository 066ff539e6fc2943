/** What every request to Azure Resource Manager passes before a provider sees it. */
@NullMarked
package dev.aks4j.simulated.azure.internal.arm;

import org.jspecify.annotations.NullMarked;
