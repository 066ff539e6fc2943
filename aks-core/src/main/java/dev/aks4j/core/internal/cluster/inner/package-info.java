/** Between documents and the models of the Azure SDK's clients. Not for use outside this library; changes without notice. */
@NullMarked
package dev.aks4j.core.internal.cluster.inner;

import org.jspecify.annotations.NullMarked;
