/**
 * Plans: what would change, why, in which order, and what Azure was asked about it.
 *
 * <p>Come here when you look at what would change, or say how a plan is to be made.
 */
@NullMarked
package dev.aks4j.core.plan;

import org.jspecify.annotations.NullMarked;
