/** Who may do what on which scope: roles, assignments, denials. */
@NullMarked
package dev.aks4j.simulated.azure.internal.access;

import org.jspecify.annotations.NullMarked;
