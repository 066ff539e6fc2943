package dev.aks4j.testkit.entra;

import com.nimbusds.jose.jwk.JWKSet;

/**
 * Somebody outside Entra whose tokens a federated credential may trust, such as a cluster's OIDC issuer. Immutable.
 *
 * @param url the issuer's URL, exactly
 * @param keys the issuer's public keys
 */
public record AssertionIssuer(String url, JWKSet keys) {}
