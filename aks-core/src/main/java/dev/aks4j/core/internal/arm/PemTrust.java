package dev.aks4j.core.internal.arm;

import dev.aks4j.core.model.AksException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The JDK's trusted certificates and those of a PEM file besides. */
public final class PemTrust {

    private PemTrust() {}

    static SSLContext read(Path pem) {
        try (InputStream stream = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(stream);
            if (certificates.isEmpty()) {
                throw new AksException("The file " + pem + " holds no certificate; give one in PEM.");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate known : manager(null).getAcceptedIssuers()) {
                store.setCertificateEntry("jdk-" + number++, known);
            }
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("pem-" + number++, certificate);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager(store)}, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new AksException("The certificates in " + pem + " cannot be read; give a file in PEM.", e);
        }
    }

    private static X509TrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("this JDK has no X.509 trust manager");
    }
}
