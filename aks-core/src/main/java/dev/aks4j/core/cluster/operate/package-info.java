/**
 * Clusters that exist: read back, and operated. {@link dev.aks4j.core.cluster.operate.Clusters} finds them; what a
 * {@link dev.aks4j.core.cluster.operate.Cluster} is told to do is checked first and then carried out as a run,
 * which outlives the process.
 *
 * <p>Come here when you scale, upgrade, stop, repair or ask a cluster that exists.
 */
@NullMarked
package dev.aks4j.core.cluster.operate;

import org.jspecify.annotations.NullMarked;
