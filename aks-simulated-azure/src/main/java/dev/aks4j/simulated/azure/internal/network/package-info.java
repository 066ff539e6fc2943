/** The provider Microsoft.Network. */
@NullMarked
package dev.aks4j.simulated.azure.internal.network;

import org.jspecify.annotations.NullMarked;
