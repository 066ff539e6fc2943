/** What Azure said on a day and may say otherwise later, as data. */
@NullMarked
package dev.aks4j.simulated.azure.internal.known;

import org.jspecify.annotations.NullMarked;
