/**
 * What Azure answers when a plan asks what it offers, and the rules about it.
 */
@NullMarked
package dev.aks4j.core.internal.cluster.offer;

import org.jspecify.annotations.NullMarked;
