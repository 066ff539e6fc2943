/**
 * What is there: Azure resources and objects of clusters as they are read.
 */
package dev.aks4j.core.internal.plan.read;
