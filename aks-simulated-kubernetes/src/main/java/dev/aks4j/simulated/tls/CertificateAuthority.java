package dev.aks4j.simulated.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of the simulator's own, with a key that never leaves the process. Its certificates are valid
 * from 2020 to 2060, because simulated time may be any time. Immutable.
 */
public final class CertificateAuthority {

    /**
     * A certificate and its key. Immutable; its text does not show the key.
     *
     * @param certificate the certificate
     * @param key the private key
     */
    public record Identity(X509Certificate certificate, PrivateKey key) {

        /** Returns the certificate as PEM. */
        public String certificatePem() {
            return pem("CERTIFICATE", encoded(certificate));
        }

        /** Returns the key as PEM: in PKCS #1 if it is RSA, as kubeconfig files have it, otherwise in PKCS #8. */
        public String keyPem() {
            if (!key.getAlgorithm().equals("RSA")) {
                return pem("PRIVATE KEY", key.getEncoded());
            }
            try {
                byte[] inner = PrivateKeyInfo.getInstance(key.getEncoded())
                        .parsePrivateKey()
                        .toASN1Primitive()
                        .getEncoded();
                return pem("RSA PRIVATE KEY", inner);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String toString() {
            return "identity of " + certificate.getSubjectX500Principal();
        }
    }

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Made when the first client asks for a certificate. */
    private static final class ClientKey {
        private static final KeyPair INSTANCE = rsa();

        private static KeyPair rsa() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("No RSA key could be generated", e);
            }
        }
    }

    private final Identity self;

    private CertificateAuthority(Identity self) {
        this.self = self;
    }

    /** Makes an authority with a fresh key. */
    public static CertificateAuthority create(String commonName) {
        try {
            KeyPair keys = ec();
            X500Name name = new X500Name("CN=" + commonName);
            X509v3CertificateBuilder builder = builder(name, name, keys);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
            return new CertificateAuthority(sign(builder, keys.getPrivate(), keys.getPrivate()));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("The certificate authority could not be made", e);
        }
    }

    /** Returns the authority's own certificate. */
    public X509Certificate certificate() {
        return self.certificate();
    }

    /** Returns the authority's own certificate as PEM. */
    public String certificatePem() {
        return self.certificatePem();
    }

    /** Issues a certificate for a server. */
    public Identity server(List<String> hosts, List<String> addresses) {
        GeneralName[] names = java.util.stream.Stream.concat(
                        hosts.stream().map(host -> new GeneralName(GeneralName.dNSName, host)),
                        addresses.stream().map(address -> new GeneralName(GeneralName.iPAddress, address)))
                .toArray(GeneralName[]::new);
        try {
            return issue("CN=" + hosts.get(0), ec(), KeyPurposeId.id_kp_serverAuth, names);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No key could be made", e);
        }
    }

    /** Issues a certificate for a client. All clients of the process share one RSA key, because making one is slow. */
    public Identity client(String subject) {
        return issue(subject, ClientKey.INSTANCE, KeyPurposeId.id_kp_clientAuth);
    }

    private Identity issue(String subject, KeyPair keys, KeyPurposeId purpose, GeneralName... names) {
        try {
            X500Name issuer =
                    new X500Name(self.certificate().getSubjectX500Principal().getName());
            X509v3CertificateBuilder builder = builder(issuer, new X500Name(subject), keys);
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            if (names.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return sign(builder, self.key(), keys.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("No certificate could be issued for " + subject, e);
        }
    }

    private static KeyPair ec() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, KeyPair keys) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(120, RANDOM),
                Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                Date.from(Instant.parse("2060-01-01T00:00:00Z")),
                subject,
                keys.getPublic());
    }

    private static Identity sign(X509v3CertificateBuilder builder, PrivateKey signer, PrivateKey own)
            throws OperatorCreationException, GeneralSecurityException {
        var content = new JcaContentSignerBuilder("SHA256withECDSA").build(signer);
        return new Identity(new JcaX509CertificateConverter().getCertificate(builder.build(content)), own);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
    }
}
