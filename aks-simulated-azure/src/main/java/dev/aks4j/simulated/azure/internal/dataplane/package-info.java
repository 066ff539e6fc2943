/** Services beside Azure Resource Manager that hold data: blobs and vaults. */
@NullMarked
package dev.aks4j.simulated.azure.internal.dataplane;

import org.jspecify.annotations.NullMarked;
