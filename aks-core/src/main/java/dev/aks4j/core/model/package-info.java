/**
 * Values that every other package speaks in: resource ids, regions, address ranges, rules and problems, exceptions, and
 * time. Imports nothing from the rest of the library.
 */
package dev.aks4j.core.model;
