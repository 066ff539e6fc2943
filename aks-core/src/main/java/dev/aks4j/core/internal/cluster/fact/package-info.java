/** What Azure said of clusters and pools on a day, read from a table beside this package. Knows nothing but the model. */
@NullMarked
package dev.aks4j.core.internal.cluster.fact;

import org.jspecify.annotations.NullMarked;
