/** Microsoft.ServiceNetworking: Application Gateways for Containers. */
@NullMarked
package dev.aks4j.simulated.azure.internal.servicenetworking;

import org.jspecify.annotations.NullMarked;
