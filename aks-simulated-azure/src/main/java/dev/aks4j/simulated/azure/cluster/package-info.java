/**
 * What a simulated cluster looks like from outside, and who follows it.
 *
 * <p>Come here when a test arranges what is inside a simulated cluster.
 */
@NullMarked
package dev.aks4j.simulated.azure.cluster;

import org.jspecify.annotations.NullMarked;
