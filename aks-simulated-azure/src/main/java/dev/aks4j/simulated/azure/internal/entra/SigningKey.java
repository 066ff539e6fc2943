package dev.aks4j.simulated.azure.internal.entra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The key with which tokens are signed: one for the whole process, because making one is slow. */
final class SigningKey {

    static final RSAKey INSTANCE = generate();

    /** Simulators with one seed issue the same tokens; signing is slow, so each is signed once. */
    private static final Map<String, String> SIGNED = Collections.synchronizedMap(latest(1_000));

    private SigningKey() {}

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("No RSA key could be generated", e);
        }
    }

    /** Returns the token with these claims. */
    static String sign(JWTClaimsSet claims) {
        String text = claims.toString();
        String token = SIGNED.get(text);
        if (token == null) {
            token = signed(claims);
            SIGNED.put(text, token);
        }
        return token;
    }

    private static String signed(JWTClaimsSet claims) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(INSTANCE.getKeyID())
                    .type(JOSEObjectType.JWT)
                    .build();
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(INSTANCE));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("The token could not be signed", e);
        }
    }

    /** Returns a map that forgets what was not asked for longest. Not thread-safe. */
    static <T> Map<String, T> latest(int size) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > size;
            }
        };
    }
}
