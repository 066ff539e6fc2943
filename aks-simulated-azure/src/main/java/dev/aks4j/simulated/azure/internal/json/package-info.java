/** JSON as Azure writes and reads it. */
@NullMarked
package dev.aks4j.simulated.azure.internal.json;

import org.jspecify.annotations.NullMarked;
