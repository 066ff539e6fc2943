package dev.aks4j.simulated.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** TLS for servers on the loopback interface. */
public final class ServerTls {

    private ServerTls() {}

    /** Returns a context whose certificate, issued by the authority, is for this machine. */
    public static SSLContext loopback(CertificateAuthority authority) {
        CertificateAuthority.Identity identity =
                authority.server(List.of("localhost"), List.of("127.0.0.1", "0:0:0:0:0:0:0:1"));
        try {
            char[] password = new char[0];
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("server", identity.key(), password, new Certificate[] {
                identity.certificate(), authority.certificate()
            });
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS could not be set up", e);
        }
    }
}
