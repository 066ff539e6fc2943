/**
 * What the builder of a cluster sets on the control plane, by topic, and {@link
 * dev.aks4j.core.cluster.setting.ClusterDocument}, into which everything is written.
 *
 * <p>Come here when you look for a setting of the control plane.
 */
@NullMarked
package dev.aks4j.core.cluster.setting;

import org.jspecify.annotations.NullMarked;
