/**
 * What a client does, in numbers and in spans. Needs {@code io.micrometer:micrometer-core} or {@code
 * io.opentelemetry:opentelemetry-api}, which the program brings itself.
 *
 * <p>Come here when you want to see in numbers or in traces what the library does.
 */
@NullMarked
package dev.aks4j.core.metrics;

import org.jspecify.annotations.NullMarked;
