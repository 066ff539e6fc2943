/** The principals of the tenant. */
@NullMarked
package dev.aks4j.simulated.azure.internal.directory;

import org.jspecify.annotations.NullMarked;
