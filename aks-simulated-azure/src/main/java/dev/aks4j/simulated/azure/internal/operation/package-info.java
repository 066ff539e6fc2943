/** Long-running operations. */
@NullMarked
package dev.aks4j.simulated.azure.internal.operation;

import org.jspecify.annotations.NullMarked;
