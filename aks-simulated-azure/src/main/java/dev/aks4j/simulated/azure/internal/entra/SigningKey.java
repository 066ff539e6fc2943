package dev.aks4j.simulated.azure.internal.entra;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/** The key with which tokens are signed: one for the whole process, because making one is slow. */
final class SigningKey {

    static final RSAKey INSTANCE = generate();

    private SigningKey() {}

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("No RSA key could be generated", e);
        }
    }
}
