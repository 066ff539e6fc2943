/**
 * What is there: Azure resources and objects of clusters as they are read.
 */
@NullMarked
package dev.aks4j.core.internal.plan.read;

import org.jspecify.annotations.NullMarked;
