/**
 * What would change, and the carrying out of it: the plan, the run, the lanes and the ledger, and {@link
 * dev.aks4j.core.plan.ResourceKind}, the contract by which a module teaches the engine one resource type.
 */
package dev.aks4j.core.plan;
