package dev.aks4j.simulated.azure.command;

/**
 * How a command in a cluster ended. Immutable.
 *
 * @param exitCode its exit code; zero means success
 * @param logs what it printed
 */
public record CommandAnswer(int exitCode, String logs) {}
