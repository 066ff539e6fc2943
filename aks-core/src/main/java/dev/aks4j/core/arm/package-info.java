/**
 * Requests to Azure Resource Manager: the transport, the pipeline with its pacing, retries, errors and redaction, and
 * the client that the rest of the library sends documents with.
 */
package dev.aks4j.core.arm;
