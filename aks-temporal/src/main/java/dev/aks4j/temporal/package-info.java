/**
 * Rollouts over fleets of clusters as workflows of Temporal, which outlive every process: {@link
 * dev.aks4j.temporal.FleetRollouts}.
 *
 * <p>Come here when thousands of clusters are upgraded in waves, over days, by any number of workers.
 */
@NullMarked
package dev.aks4j.temporal;

import org.jspecify.annotations.NullMarked;
