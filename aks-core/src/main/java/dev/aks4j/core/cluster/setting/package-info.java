/**
 * What the builder of a cluster sets on the control plane, by topic, and {@link
 * dev.aks4j.core.cluster.setting.ClusterDocument}, into which everything is written.
 */
package dev.aks4j.core.cluster.setting;
