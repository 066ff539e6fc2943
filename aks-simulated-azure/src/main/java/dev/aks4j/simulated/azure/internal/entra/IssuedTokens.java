package dev.aks4j.simulated.azure.internal.entra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.directory.DirectoryPrincipal;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tenant's tokens: JSON Web Tokens signed with RS256, good for an hour of simulated time. Guarded by the
 * simulator's lock.
 */
public final class IssuedTokens {

    /** How long a token is good for, less a second, as Entra says it: in the clients' time, which may be slower. */
    static final Duration LIFETIME = Duration.ofSeconds(3599);

    /** So many tokens whose signature was found good are remembered: clients send each of them many times. */
    private static final int REMEMBERED = 1_000;

    private final Cloud cloud;
    private final Duration lifetime;
    private final Map<String, JWTClaimsSet> verified = SigningKey.latest(REMEMBERED);

    /**
     * Makes the tokens of a cloud.
     *
     * @param scale how many times faster than its clients' time the cloud's time runs
     */
    public IssuedTokens(Cloud cloud, double scale) {
        this.cloud = cloud;
        this.lifetime = Duration.ofSeconds((long) (LIFETIME.toSeconds() * Math.max(1, scale)));
    }

    /** Issues a token for a principal and an audience. */
    public String issue(DirectoryPrincipal principal, String audience) {
        Instant now = cloud.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .audience(audience)
                .issuer(issuer())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .claim("appid", principal.clientId())
                .claim("appidacr", principal.managed() ? "2" : "1")
                .claim("idp", issuer())
                .claim("idtyp", "app")
                .claim("oid", principal.objectId())
                .subject(principal.objectId())
                .claim("tid", cloud.tenantId())
                .claim("uti", cloud.random().base64(22))
                .claim("ver", "1.0")
                .build();
        return SigningKey.sign(claims);
    }

    /**
     * Verifies a token: signature, issuer, time.
     *
     * @throws InvalidToken if it is not good
     */
    public AccessToken verify(String token) {
        if (!cloud.journal().again()) {
            AccessToken verified = verified(token);
            cloud.journal().who("token", () -> Optional.of(json(verified)));
            return verified;
        }
        return cloud.journal()
                .who("token", Optional::empty)
                .map(who -> new AccessToken(
                        who.path("subject").asText(), who.path("audience").asText(), Instant.MAX))
                .orElseThrow(() -> new InvalidToken("InvalidAuthenticationToken", "The access token is invalid."));
    }

    private static ObjectNode json(AccessToken token) {
        return AzureJson.object().put("subject", token.objectId()).put("audience", token.audience());
    }

    private AccessToken verified(String token) {
        JWTClaimsSet claims = verified.get(token);
        if (claims == null) {
            claims = claims(token);
            verified.put(token, claims);
        }
        if (!issuer().equals(claims.getIssuer())) {
            throw new InvalidToken(
                    "InvalidAuthenticationTokenTenant",
                    "The access token is from the wrong issuer '" + claims.getIssuer() + "'. It must match the tenant '"
                            + issuer() + "' associated with this subscription.");
        }
        Instant expires = claims.getExpirationTime().toInstant();
        if (!cloud.now().isBefore(expires)) {
            throw new InvalidToken(
                    "ExpiredAuthenticationToken",
                    "The access token expiry UTC time '" + expires + "' is earlier than current UTC time '"
                            + cloud.now() + "'.");
        }
        List<String> audiences = claims.getAudience();
        return new AccessToken(claims.getSubject(), audiences.isEmpty() ? "" : audiences.get(0), expires);
    }

    private static JWTClaimsSet claims(String token) {
        try {
            SignedJWT parsed = SignedJWT.parse(token);
            if (!parsed.verify(new RSASSAVerifier(SigningKey.INSTANCE))) {
                throw new InvalidToken("InvalidAuthenticationToken", "The access token's signature is invalid.");
            }
            return parsed.getJWTClaimsSet();
        } catch (ParseException | JOSEException e) {
            throw new InvalidToken("InvalidAuthenticationToken", "The access token is invalid.");
        }
    }

    /** Returns the tenant's issuer. */
    public String issuer() {
        return "https://sts.windows.net/" + cloud.tenantId() + "/";
    }

    /** Returns the public keys, as a JSON Web Key Set. */
    public String keySet() {
        return new com.nimbusds.jose.jwk.JWKSet(SigningKey.INSTANCE.toPublicJWK()).toString();
    }
}
