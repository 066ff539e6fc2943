package dev.aks4j.simulated.azure.internal.directory;

import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * A certificate with which an application proves itself. Immutable.
 *
 * @param keyId its id
 * @param name what people call it
 * @param certificate the certificate
 * @param effective when Entra's caches have heard of it
 */
public record ApplicationCertificate(String keyId, String name, X509Certificate certificate, Instant effective) {}
