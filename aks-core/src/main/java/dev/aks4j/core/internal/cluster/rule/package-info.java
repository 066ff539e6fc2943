/**
 * The rules of clusters and node pools that are decided without asking anybody, by topic. {@link
 * dev.aks4j.core.internal.cluster.rule.DeclaredCluster} is what they look at.
 */
@NullMarked
package dev.aks4j.core.internal.cluster.rule;

import org.jspecify.annotations.NullMarked;
