/**
 * Resource groups: the spec, its rules, and the kind that plans and writes them.
 *
 * <p>Come here when you declare a resource group.
 */
@NullMarked
package dev.aks4j.core.group;

import org.jspecify.annotations.NullMarked;
