/** Lists as tables, as kubectl asks for them. */
@NullMarked
package dev.aks4j.simulated.kubernetes.internal.table;

import org.jspecify.annotations.NullMarked;
