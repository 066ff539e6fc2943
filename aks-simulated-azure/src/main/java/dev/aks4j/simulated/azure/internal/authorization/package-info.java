/** The provider Microsoft.Authorization. */
@NullMarked
package dev.aks4j.simulated.azure.internal.authorization;

import org.jspecify.annotations.NullMarked;
