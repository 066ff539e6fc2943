/** JSON as the API server writes and reads it. */
@NullMarked
package dev.aks4j.simulated.kubernetes.internal.json;

import org.jspecify.annotations.NullMarked;
