/** What all parts of one simulated Azure share. */
@NullMarked
package dev.aks4j.simulated.azure.internal.cloud;

import org.jspecify.annotations.NullMarked;
