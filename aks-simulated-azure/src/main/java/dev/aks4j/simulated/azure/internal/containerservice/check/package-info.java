/** What Microsoft.ContainerService refuses, a check for each rule. */
@NullMarked
package dev.aks4j.simulated.azure.internal.containerservice.check;

import org.jspecify.annotations.NullMarked;
