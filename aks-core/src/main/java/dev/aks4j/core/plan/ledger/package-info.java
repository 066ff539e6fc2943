/**
 * Where a run writes down what it is about to do, and the way back: {@link dev.aks4j.core.plan.ledger.Ledger}, in
 * memory and in a file.
 */
package dev.aks4j.core.plan.ledger;
