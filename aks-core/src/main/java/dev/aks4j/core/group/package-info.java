/**
 * Resource groups: the spec, its rules, and the kind that plans and writes them.
 *
 * <p>Come here when you declare a resource group.
 */
package dev.aks4j.core.group;
