/**
 * Commands that are run in a simulated cluster, and their answers.
 *
 * <p>Come here when a test answers commands that are run in a cluster.
 */
@NullMarked
package dev.aks4j.simulated.azure.command;

import org.jspecify.annotations.NullMarked;
