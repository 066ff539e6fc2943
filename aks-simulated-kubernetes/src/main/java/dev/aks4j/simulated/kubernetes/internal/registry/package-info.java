/** Creating, changing and deleting objects, whatever their type. */
@NullMarked
package dev.aks4j.simulated.kubernetes.internal.registry;

import org.jspecify.annotations.NullMarked;
