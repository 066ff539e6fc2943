/** What a client does, in numbers. Needs {@code io.micrometer:micrometer-core}, which the program brings itself. */
package dev.aks4j.core.metrics;
