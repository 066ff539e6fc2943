/**
 * Which properties each stable version of Azure's cluster API knows, read from a table beside this package. Below the
 * rules and the settings; knows the model and what stands for values that come later.
 */
@NullMarked
package dev.aks4j.core.internal.cluster.api;

import org.jspecify.annotations.NullMarked;
