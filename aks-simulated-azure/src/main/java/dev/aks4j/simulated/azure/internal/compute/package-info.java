/** The provider Microsoft.Compute: sizes, disks, snapshots, scale sets. */
@NullMarked
package dev.aks4j.simulated.azure.internal.compute;

import org.jspecify.annotations.NullMarked;
