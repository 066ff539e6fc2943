/**
 * What a client does, in numbers. Needs {@code io.micrometer:micrometer-core}, which the program brings itself.
 *
 * <p>Come here when you want to see in numbers what the library does.
 */
package dev.aks4j.core.metrics;
