/**
 * The facade: {@link dev.aks4j.core.Aks} is where a program starts.
 *
 * <p>Come here when you start: Aks is all that a program makes.
 */
@NullMarked
package dev.aks4j.core;

import org.jspecify.annotations.NullMarked;
