/** The provider Microsoft.Storage. */
@NullMarked
package dev.aks4j.simulated.azure.internal.storage;

import org.jspecify.annotations.NullMarked;
