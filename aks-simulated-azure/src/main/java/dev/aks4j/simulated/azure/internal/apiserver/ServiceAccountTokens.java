package dev.aks4j.simulated.azure.internal.apiserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.cluster.ClusterKeys;
import dev.aks4j.simulated.kubernetes.internal.auth.Authenticator;
import dev.aks4j.simulated.kubernetes.internal.auth.TokenIssuer;
import dev.aks4j.simulated.kubernetes.internal.auth.User;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.wire.Request;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Service-account tokens, signed with the cluster's key and issued under the URL of its OIDC issuer, so that federated
 * credentials can trust them.
 */
record ServiceAccountTokens(Cloud cloud, ClusterKeys credentials, Supplier<ClusterSnapshot> cluster)
        implements TokenIssuer, Authenticator {

    private static final String INTERNAL = "https://kubernetes.default.svc.cluster.local";

    private String issuer() {
        return cluster.get().issuer().orElse(INTERNAL);
    }

    @Override
    public String url() {
        return issuer();
    }

    @Override
    public ArrayNode keys() {
        ArrayNode keys = KubeJson.array();
        for (RSAKey key : credentials.serviceAccountKeys(cloud.now())) {
            RSAKey shown = key.toPublicJWK();
            keys.addObject()
                    .put("use", "sig")
                    .put("kty", "RSA")
                    .put("kid", shown.getKeyID())
                    .put("alg", "RS256")
                    .put("n", shown.getModulus().toString())
                    .put("e", shown.getPublicExponent().toString());
        }
        return keys;
    }

    @Override
    public Token issue(Account account, List<String> audiences, Duration lifetime) {
        Instant now = cloud.now();
        Instant expiry = now.plus(lifetime);
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject("system:serviceaccount:" + account.namespace() + ":" + account.name())
                .audience(audiences.isEmpty() ? List.of(issuer()) : audiences)
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(expiry))
                .claim(
                        "kubernetes.io",
                        Map.of(
                                "namespace",
                                account.namespace(),
                                "serviceaccount",
                                Map.of("name", account.name(), "uid", account.uid())))
                .build();
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(credentials.serviceAccountKey().getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(credentials.serviceAccountKey()));
            return new Token(token.serialize(), expiry);
        } catch (JOSEException e) {
            throw new IllegalStateException("The token could not be signed", e);
        }
    }

    @Override
    public Optional<User> authenticate(Request request) {
        return Authenticator.bearerToken(request)
                .filter(token -> token.startsWith("ey"))
                .flatMap(this::user);
    }

    private boolean signed(SignedJWT token) throws JOSEException {
        for (RSAKey key : credentials.serviceAccountKeys(cloud.now())) {
            if (token.verify(new RSASSAVerifier(key))) {
                return true;
            }
        }
        return false;
    }

    private Optional<User> user(String text) {
        try {
            SignedJWT token = SignedJWT.parse(text);
            JWTClaimsSet claims = token.getJWTClaimsSet();
            boolean ours = issuer().equals(claims.getIssuer())
                    && claims.getAudience().stream().anyMatch(each -> each.equals(issuer()) || each.equals(INTERNAL))
                    && cloud.now().isBefore(claims.getExpirationTime().toInstant())
                    && signed(token);
            if (!ours) {
                return Optional.empty();
            }
            String[] subject = claims.getSubject().split(":");
            return Optional.of(User.serviceAccount(subject[2], subject[3], ""));
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }
}
