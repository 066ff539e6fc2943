/** Resource types that only keep what they are given, described as data. */
@NullMarked
package dev.aks4j.simulated.azure.internal.plain;

import org.jspecify.annotations.NullMarked;
