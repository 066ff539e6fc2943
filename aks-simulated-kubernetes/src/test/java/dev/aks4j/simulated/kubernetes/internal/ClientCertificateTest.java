package dev.aks4j.simulated.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.simulated.kubernetes.client.InProcessHttpClientFactory;
import dev.aks4j.simulated.kubernetes.internal.auth.CertificateAuthenticator;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/** A client certificate in a kubeconfig is who the client is, in process too. */
class ClientCertificateTest {

    private final ManualTimeline time = new ManualTimeline();

    /** What clients prove to have; one for all of them, because making one is slow. */
    private final KeyPair client = keys("RSA", 2048);

    @Test
    void theCertificateOfTheClusterDecidesWhoAsks() throws Exception {
        KeyPair authority = keys("EC", 256);
        X509Certificate root = certificate("CN=ca", authority, "CN=ca", authority);
        KubernetesApi api = KubernetesApi.builder(time, new CertificateAuthenticator(() -> root, time::now))
                .build();
        try (KubernetesClient admin = client(api, "CN=masterclient,O=system:masters", authority, "CN=ca");
                KubernetesClient eve = client(api, "CN=eve", authority, "CN=ca");
                KubernetesClient stranger =
                        client(api, "CN=masterclient,O=system:masters", keys("EC", 256), "CN=other")) {
            assertThat(admin.namespaces().list().getItems()).hasSize(4);
            assertThatThrownBy(() -> eve.nodes().list())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            e -> assertThat(e.getCode()).isEqualTo(403))
                    .hasMessageContaining("User \"eve\" cannot list");
            assertThatThrownBy(() -> stranger.nodes().list())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            e -> assertThat(e.getCode()).isEqualTo(401));
        }
    }

    private KubernetesClient client(KubernetesApi api, String subject, KeyPair issuer, String issuerName)
            throws Exception {
        X509Certificate certificate = certificate(subject, client, issuerName, issuer);
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("https://shop.azmk8s.io")
                .withClientCertData(pem(certificate))
                .withClientKeyData(pem(client.getPrivate()))
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new InProcessHttpClientFactory(request -> {
                    synchronized (time) {
                        return api.answer(request);
                    }
                }))
                .build();
    }

    private static String pem(Object object) throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static KeyPair keys(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate certificate(String subject, KeyPair keys, String issuer, KeyPair signer) throws Exception {
        Instant now = time.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name(issuer),
                BigInteger.ONE,
                Date.from(now.minusSeconds(60)),
                Date.from(now.plusSeconds(86_400)),
                new X500Name(subject),
                keys.getPublic());
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
    }
}
