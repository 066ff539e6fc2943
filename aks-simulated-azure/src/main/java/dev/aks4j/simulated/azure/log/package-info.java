/**
 * The requests that were made to simulated Azure.
 *
 * <p>Come here when a test looks at the requests that were made.
 */
@NullMarked
package dev.aks4j.simulated.azure.log;

import org.jspecify.annotations.NullMarked;
