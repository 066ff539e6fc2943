/**
 * Where a run writes down what it is about to do, and the way back: {@link dev.aks4j.core.plan.ledger.Ledger}, in
 * memory and in a file.
 *
 * <p>Come here when you choose where runs are written down, or keep them in a store of your own.
 */
@NullMarked
package dev.aks4j.core.plan.ledger;

import org.jspecify.annotations.NullMarked;
