package dev.aks4j.simulated.kubernetes.internal.auth;

import dev.aks4j.simulated.wire.Request;
import java.io.ByteArrayInputStream;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The client certificate of a connection, carried from a transport to the authenticator inside the {@link Request}. The
 * header that carries it holds a secret of this process, so a client cannot forge one. Stateless.
 */
public final class ClientCertificate {

    private static final String HEADER = "X-Simulator-Client-Certificate";
    private static final String SECRET = secret();

    private ClientCertificate() {}

    /** Returns a request that carries the certificate which its connection proved to own. */
    public static Request attach(Request request, X509Certificate certificate) {
        try {
            String text = Base64.getEncoder().encodeToString(certificate.getEncoded());
            Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
            headers.keySet().removeIf(HEADER::equalsIgnoreCase);
            headers.put(HEADER, List.of(SECRET + text));
            return new Request(request.method(), request.uri(), headers, request.body());
        } catch (CertificateException e) {
            throw new IllegalArgumentException("the client certificate cannot be encoded", e);
        }
    }

    /** Returns the certificate that a transport attached. */
    public static Optional<X509Certificate> of(Request request) {
        return request.header(HEADER).filter(value -> value.startsWith(SECRET)).map(ClientCertificate::read);
    }

    private static X509Certificate read(String value) {
        try {
            byte[] bytes = Base64.getDecoder().decode(value.substring(SECRET.length()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("the client certificate cannot be read", e);
        }
    }

    private static String secret() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes) + ":";
    }
}
