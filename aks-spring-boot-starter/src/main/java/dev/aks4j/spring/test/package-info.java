/**
 * A simulated Azure in the tests of a Spring Boot service: {@link dev.aks4j.spring.test.SimulatedAks}. Needs aks-testkit in
 * test scope.
 *
 * <p>Come here when you test a Spring Boot service that uses aks4j.
 */
@NullMarked
package dev.aks4j.spring.test;

import org.jspecify.annotations.NullMarked;
