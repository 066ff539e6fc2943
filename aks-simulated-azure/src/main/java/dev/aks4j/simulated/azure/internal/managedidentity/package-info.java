/** The provider Microsoft.ManagedIdentity. */
@NullMarked
package dev.aks4j.simulated.azure.internal.managedidentity;

import org.jspecify.annotations.NullMarked;
