/** The storage drivers of a cluster: what they make in Azure for the volumes that it asks for. */
@NullMarked
package dev.aks4j.simulated.azure.internal.csi;

import org.jspecify.annotations.NullMarked;
