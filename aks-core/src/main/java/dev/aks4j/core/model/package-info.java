/**
 * Values that every other package speaks in: resource ids, regions, address ranges, rules and problems,
 * exceptions, and time. Imports nothing from the rest of the library.
 *
 * <p>Come here when you need an id, a region, a range, a version, a document, or want to catch what this library
 * throws.
 */
@NullMarked
package dev.aks4j.core.model;

import org.jspecify.annotations.NullMarked;
