/** Ranges of addresses, as Azure reads them. */
@NullMarked
package dev.aks4j.simulated.azure.internal.net;

import org.jspecify.annotations.NullMarked;
