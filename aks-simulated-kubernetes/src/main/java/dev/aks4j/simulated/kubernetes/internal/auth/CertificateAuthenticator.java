package dev.aks4j.simulated.kubernetes.internal.auth;

import dev.aks4j.simulated.wire.Request;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Accepts client certificates that the cluster's authority signed: CN is the user, every O is a group. Immutable. */
public final class CertificateAuthenticator implements Authenticator {

    private final Supplier<X509Certificate> authority;
    private final Supplier<Instant> clock;

    /**
     * Makes an authenticator.
     *
     * @param authority the certificate authority, asked for every request because it can be rotated
     * @param clock the time against which validity is checked
     */
    public CertificateAuthenticator(Supplier<X509Certificate> authority, Supplier<Instant> clock) {
        this.authority = authority;
        this.clock = clock;
    }

    @Override
    public Optional<User> authenticate(Request request) {
        return ClientCertificate.of(request).filter(this::isTrusted).map(CertificateAuthenticator::user);
    }

    private boolean isTrusted(X509Certificate certificate) {
        try {
            certificate.verify(authority.get().getPublicKey());
            Instant now = clock.get();
            return !now.isBefore(certificate.getNotBefore().toInstant())
                    && !now.isAfter(certificate.getNotAfter().toInstant());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static User user(X509Certificate certificate) {
        try {
            String name = "";
            List<String> groups = new ArrayList<>();
            LdapName subject =
                    new LdapName(certificate.getSubjectX500Principal().getName());
            for (Rdn part : subject.getRdns()) {
                for (var values = part.toAttributes().getAll(); values.hasMore(); ) {
                    var attribute = values.next();
                    if (attribute.getID().equalsIgnoreCase("CN")) {
                        name = attribute.get().toString();
                    } else if (attribute.getID().equalsIgnoreCase("O")) {
                        groups.add(attribute.get().toString());
                    }
                }
            }
            return User.of(name, groups.toArray(String[]::new));
        } catch (javax.naming.NamingException e) {
            throw new IllegalArgumentException("the client certificate's subject cannot be read", e);
        }
    }
}
