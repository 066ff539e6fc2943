/**
 * Plans: what would change, why, in which order, and what Azure was asked about it. {@link
 * dev.aks4j.core.internal.plan.Planner} makes them.
 */
package dev.aks4j.core.plan;
