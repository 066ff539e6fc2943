/**
 * Unit tests of code that uses aks4j: {@link dev.aks4j.testkit.AksTest}, {@link dev.aks4j.testkit.SimulatedAzure} and assertions.
 *
 * <p>Come here when you write a test.
 */
@NullMarked
package dev.aks4j.testkit;

import org.jspecify.annotations.NullMarked;
