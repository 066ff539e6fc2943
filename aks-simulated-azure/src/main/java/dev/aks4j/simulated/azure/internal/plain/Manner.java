package dev.aks4j.simulated.azure.internal.plain;

/** How the writes of a provider are answered. */
public enum Manner {
    /** At once: 201 or 200, and 200 for a deletion. */
    NOW,
    /** As Microsoft.Network does: 201 or 200 with the resource, and a status URL. */
    NETWORK,
    /** As Microsoft.Compute does: 202 with the resource, a status URL and a result URL; never 201. */
    COMPUTE,
    /** As Microsoft.Storage makes an account: 202 without a body, and a result URL; everything else at once. */
    STORAGE
}
