/** The form of objects: fields, types, quantities. */
@NullMarked
package dev.aks4j.simulated.kubernetes.internal.schema;

import org.jspecify.annotations.NullMarked;
