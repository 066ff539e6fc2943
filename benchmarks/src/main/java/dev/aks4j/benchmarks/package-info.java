/** Speed and memory of aks4j beside the raw Azure SDK, in one run. {@code benchmarks/README.md} says how to run them. */
package dev.aks4j.benchmarks;
