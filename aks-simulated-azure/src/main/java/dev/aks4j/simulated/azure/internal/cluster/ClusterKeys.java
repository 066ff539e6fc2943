package dev.aks4j.simulated.azure.internal.cluster;

import com.nimbusds.jose.jwk.RSAKey;
import dev.aks4j.simulated.tls.CertificateAuthority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What proves something to a cluster: its certificate authority, the administrator's certificate and token, and the key
 * that signs service-account tokens. Each is made when it is first asked for. Its text shows none of them. Guarded by
 * the simulator's lock.
 */
public final class ClusterKeys {

    private static final Duration FORMER_KEY = Duration.ofHours(24);

    private String adminToken;
    private final CertificateAuthority authority;
    private final SigningKeys signingKeys;
    private @Nullable CertificateAuthority clientAuthority;
    private CertificateAuthority.@Nullable Identity admin;
    private Supplier<RSAKey> serviceAccountKey;
    private Optional<Supplier<RSAKey>> formerKey = Optional.empty();
    private Instant formerKeyUntil = Instant.MIN;

    /**
     * Keeps what a cluster begins with.
     *
     * @param adminToken a token for the administrator
     * @param authority vouches for the API server
     * @param signingKeys gives a key that no other cluster of the cloud has, each time it is asked
     */
    public ClusterKeys(String adminToken, CertificateAuthority authority, SigningKeys signingKeys) {
        this.adminToken = adminToken;
        this.authority = authority;
        this.signingKeys = signingKeys;
        this.serviceAccountKey = signingKeys.another();
    }

    /** Returns the static token with which local accounts act as {@code system:masters}. */
    public String adminToken() {
        return adminToken;
    }

    /** Returns the authority that signs the API server's certificate. */
    public CertificateAuthority authority() {
        return authority;
    }

    /** Returns the cluster's own authority, which signs the certificates of its clients. */
    public CertificateAuthority clientAuthority() {
        if (clientAuthority == null) {
            clientAuthority = CertificateAuthority.create("ca");
        }
        return clientAuthority;
    }

    /** Returns the administrator's client certificate. */
    public CertificateAuthority.Identity admin() {
        if (admin == null) {
            admin = clientAuthority().client("O=system:masters,CN=masterclient");
        }
        return admin;
    }

    /** Returns the key that signs service-account tokens. */
    public RSAKey serviceAccountKey() {
        return serviceAccountKey.get();
    }

    /** Returns the keys whose service-account tokens are good: the current one and, for a day, the one before. */
    public List<RSAKey> serviceAccountKeys(Instant now) {
        return formerKey
                .filter(key -> now.isBefore(formerKeyUntil))
                .map(key -> List.of(serviceAccountKey(), key.get()))
                .orElseGet(() -> List.of(serviceAccountKey()));
    }

    /** Makes a new authority for clients, so that no earlier certificate or static token is accepted any more. */
    public void rotateCertificates(String newAdminToken) {
        adminToken = newAdminToken;
        clientAuthority = null;
        admin = null;
    }

    /** Makes a new key for service-account tokens. The present one stays good for a day, the one before it ends. */
    public void rotateServiceAccountKey(Instant now) {
        formerKey = Optional.of(serviceAccountKey);
        formerKeyUntil = now.plus(FORMER_KEY);
        serviceAccountKey = signingKeys.another();
    }

    @Override
    public String toString() {
        return "cluster credentials";
    }
}
