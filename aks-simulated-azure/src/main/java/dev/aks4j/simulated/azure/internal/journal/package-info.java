/** What a simulated Azure was asked, in order, so that it can be carried out again: what a state file is made of. */
@NullMarked
package dev.aks4j.simulated.azure.internal.journal;

import org.jspecify.annotations.NullMarked;
