/**
 * The contract by which a module teaches the engine one resource type: {@link dev.aks4j.core.plan.kind.Spec},
 * {@link dev.aks4j.core.plan.kind.ResourceKind}, and the values that they speak in.
 *
 * <p>Come here when you teach the library a resource type of your own.
 */
@NullMarked
package dev.aks4j.core.plan.kind;

import org.jspecify.annotations.NullMarked;
