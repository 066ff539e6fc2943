package dev.aks4j.simulated.kubernetes.client;

import dev.aks4j.simulated.kubernetes.internal.auth.ClientCertificate;
import dev.aks4j.simulated.wire.Request;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/** The certificate with which a client would open TLS connections. Immutable. */
record ClientIdentity(Optional<X509Certificate> certificate) {

    static ClientIdentity of(KeyManager[] managers) {
        if (managers != null) {
            for (KeyManager manager : managers) {
                if (manager instanceof X509KeyManager keys) {
                    Optional<X509Certificate> found = certificate(keys);
                    if (found.isPresent()) {
                        return new ClientIdentity(found);
                    }
                }
            }
        }
        return new ClientIdentity(Optional.empty());
    }

    private static Optional<X509Certificate> certificate(X509KeyManager keys) {
        for (String type : new String[] {"RSA", "EC", "Ed25519", "EdDSA"}) {
            String[] aliases = keys.getClientAliases(type, null);
            if (aliases != null && aliases.length > 0) {
                X509Certificate[] chain = keys.getCertificateChain(aliases[0]);
                if (chain != null && chain.length > 0) {
                    return Optional.of(chain[0]);
                }
            }
        }
        return Optional.empty();
    }

    Request sign(Request request) {
        return certificate.map(one -> ClientCertificate.attach(request, one)).orElse(request);
    }
}
