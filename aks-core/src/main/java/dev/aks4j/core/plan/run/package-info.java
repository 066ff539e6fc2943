/**
 * The carrying out of plans: {@link dev.aks4j.core.plan.run.Run}, its steps, the lanes that they queue in, and
 * what is sent for each.
 *
 * <p>Come here when you watch a plan being carried out, or take up what a dead process left.
 */
@NullMarked
package dev.aks4j.core.plan.run;

import org.jspecify.annotations.NullMarked;
