/**
 * The carrying out of plans: {@link dev.aks4j.core.plan.run.Run}, its steps, the lanes that they queue in, and what is
 * sent for each.
 */
package dev.aks4j.core.plan.run;
