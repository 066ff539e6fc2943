/**
 * Simulated Azure: {@link dev.aks4j.simulated.azure.AzureSimulator} in the process, {@link dev.aks4j.simulated.azure.LoopbackAzure} on ports.
 *
 * <p>Come here when you run simulated Azure without the test kit, or as a program.
 */
@NullMarked
package dev.aks4j.simulated.azure;

import org.jspecify.annotations.NullMarked;
