/**
 * Requests to Azure Resource Manager: the transport, the pipeline with its pacing, retries, errors and redaction,
 * and the client that the rest of the library sends documents with.
 *
 * <p>Come here when you send a request of your own, read Azure's error, or stand between the library and the
 * network.
 */
@NullMarked
package dev.aks4j.core.arm;

import org.jspecify.annotations.NullMarked;
