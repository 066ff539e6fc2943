package dev.aks4j.core.internal.auth;

import dev.aks4j.core.auth.CredentialException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an RSA key with its certificates from a PEM or PFX file. No message has anything of the file's content.
 *
 * @param key the private key
 * @param chain the certificates, the key's own first
 */
record CertificateFile(PrivateKey key, List<X509Certificate> chain) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    /** The algorithm identifier of RSA in PKCS #8: version 0, rsaEncryption, no parameters. */
    private static final byte[] RSA = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    static CertificateFile read(Path file, Optional<String> password) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CredentialException("The certificate file " + file + " cannot be read; check its path.");
        }
        try {
            String text = new String(content, StandardCharsets.US_ASCII);
            return text.contains("-----BEGIN ") ? pem(file, text) : pfx(file, content, password);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            // The cause may quote the content.
            throw wrong(
                    file,
                    "is no PEM or PFX file that can be read" + (password.isPresent() ? " with its password" : ""));
        }
    }

    private static CertificateFile pem(Path file, String text) throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        Optional<PrivateKey> key = Optional.empty();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            byte[] bytes = Base64.getMimeDecoder().decode(block.group(2));
            switch (block.group(1)) {
                case "CERTIFICATE" ->
                    certificates.add((X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(bytes)));
                case "PRIVATE KEY" -> key = Optional.of(rsa(bytes));
                case "RSA PRIVATE KEY" -> key = Optional.of(rsa(wrapped(bytes)));
                case "ENCRYPTED PRIVATE KEY" ->
                    throw wrong(file, "has an encrypted key; decrypt it, or make a PFX file of it");
                default -> {}
            }
        }
        return of(file, key, certificates);
    }

    private static CertificateFile pfx(Path file, byte[] content, Optional<String> password)
            throws GeneralSecurityException, IOException {
        char[] secret = password.map(String::toCharArray).orElseGet(() -> new char[0]);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(content), secret);
        for (String alias : Collections.list(store.aliases())) {
            if (store.getKey(alias, secret) instanceof PrivateKey key) {
                List<X509Certificate> chain = new ArrayList<>();
                for (Certificate each : store.getCertificateChain(alias)) {
                    chain.add((X509Certificate) each);
                }
                return of(file, Optional.of(key), chain);
            }
        }
        throw wrong(file, "has no private key");
    }

    private static CertificateFile of(Path file, Optional<PrivateKey> key, List<X509Certificate> certificates) {
        if (!(key.orElseThrow(() -> wrong(file, "has no private key")) instanceof RSAPrivateKey rsa)) {
            throw wrong(file, "has a key that is not RSA, which is all that Microsoft Entra ID takes");
        }
        List<X509Certificate> chain = new ArrayList<>(certificates);
        X509Certificate own = certificates.stream()
                .filter(each -> each.getPublicKey() instanceof RSAPublicKey open
                        && open.getModulus().equals(rsa.getModulus()))
                .findFirst()
                .orElseThrow(() -> wrong(file, "has no certificate for its key"));
        chain.remove(own);
        chain.add(0, own);
        return new CertificateFile(rsa, List.copyOf(chain));
    }

    private static PrivateKey rsa(byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** Puts a key of PKCS #1 into the frame of PKCS #8. */
    private static byte[] wrapped(byte[] pkcs1) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(RSA);
        inner.write(0x04);
        length(inner, pkcs1.length);
        inner.writeBytes(pkcs1);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(0x30);
        length(all, inner.size());
        all.writeBytes(inner.toByteArray());
        return all.toByteArray();
    }

    private static void length(ByteArrayOutputStream out, int length) {
        out.write(0x82);
        out.write(length >> 8);
        out.write(length);
    }

    private static CredentialException wrong(Path file, String what) {
        return new CredentialException("The certificate file " + file + " " + what + ".");
    }

    @Override
    public String toString() {
        return "certificate " + chain.get(0).getSubjectX500Principal();
    }
}
