package dev.aks4j.simulated.azure.internal.entra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.directory.DirectoryPrincipal;
import java.security.Key;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Decides whether an assertion signs a principal in: the signature is the issuer's, it is in time, and a federated
 * credential of the principal names issuer, subject and audience exactly. Guarded by the simulator's lock.
 */
public final class Federation {

    private final Cloud cloud;
    private final Map<String, Supplier<JWKSet>> issuers = new LinkedHashMap<>();
    private Supplier<Stream<FederatedCredential>> credentials = Stream::empty;
    private Bindings bindings = (principal, issuer, subject, audiences) -> false;

    /** What lets a service account act as a principal without a credential of its own. */
    @FunctionalInterface
    public interface Bindings {
        /** Returns whether a token with these claims may be a principal. */
        boolean let(DirectoryPrincipal principal, String issuer, String subject, List<String> audiences);
    }

    /** Makes a federation that trusts nobody. */
    public Federation(Cloud cloud) {
        this.cloud = cloud;
    }

    /**
     * Makes an issuer's keys known, as its discovery document would.
     *
     * @param url the issuer's URL, exactly
     * @param keys its public keys, asked for when they are needed
     */
    public void publish(String url, Supplier<JWKSet> keys) {
        issuers.put(url, keys);
    }

    /** Says where the credentials are. */
    public void credentials(Supplier<Stream<FederatedCredential>> source) {
        credentials = source;
    }

    /** Says who knows the identity bindings. */
    public void bindings(Bindings who) {
        bindings = who;
    }

    /** Returns the error that Entra gives, or nothing if the assertion is good. */
    Optional<EntraError> refuse(DirectoryPrincipal principal, String assertion) {
        try {
            SignedJWT token = SignedJWT.parse(assertion);
            JWTClaimsSet claims = token.getJWTClaimsSet();
            Optional<EntraError> unmatched = unmatched(principal, claims);
            if (unmatched.isPresent()) {
                return unmatched;
            }
            if (!signedByIssuer(token, claims.getIssuer())) {
                return EntraError.of("invalid_client", 700027, "Client assertion failed signature validation.");
            }
            if (claims.getExpirationTime() == null
                    || !cloud.now().isBefore(claims.getExpirationTime().toInstant())) {
                return EntraError.of("invalid_client", 700024, "Client assertion is not within its valid time range.");
            }
            return Optional.empty();
        } catch (ParseException | JOSEException e) {
            return EntraError.of("invalid_request", 50027, "JWT token is invalid or malformed.");
        }
    }

    private Optional<EntraError> unmatched(DirectoryPrincipal principal, JWTClaimsSet claims) {
        boolean match = credentials
                        .get()
                        .filter(each -> each.clientId().equals(principal.clientId()))
                        .filter(each -> !each.effective().isAfter(cloud.now()))
                        .filter(each -> each.issuer().equals(claims.getIssuer()))
                        .filter(each -> each.subject().equals(claims.getSubject()))
                        .anyMatch(each -> claims.getAudience().stream().anyMatch(each.audiences()::contains))
                || bindings.let(principal, claims.getIssuer(), claims.getSubject(), claims.getAudience());
        return match
                ? Optional.empty()
                : EntraError.of(
                        "invalid_client",
                        700213,
                        "No matching federated identity record found for presented assertion subject '"
                                + claims.getSubject() + "'. Check your federated identity credential Subject,"
                                + " Audience and Issuer against the presented assertion. Issuer: '" + claims.getIssuer()
                                + "', audience: '" + String.join(",", claims.getAudience()) + "'.");
    }

    private boolean signedByIssuer(SignedJWT token, String url) throws JOSEException {
        Supplier<JWKSet> keys = issuers.get(url);
        if (keys == null) {
            return false;
        }
        for (JWK jwk : keys.get().getKeys()) {
            Key key = jwk.toRSAKey().toRSAPublicKey();
            JWSVerifier verifier = new DefaultJWSVerifierFactory().createJWSVerifier(token.getHeader(), key);
            if (token.verify(verifier)) {
                return true;
            }
        }
        return false;
    }
}
