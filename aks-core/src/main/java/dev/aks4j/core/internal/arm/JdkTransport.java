package dev.aks4j.core.internal.arm;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.microsoft.aad.msal4j.IHttpClient;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.model.Scheduler;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP client on all three sides, with two threads of ours for Azure and Entra and four for all clusters. No thread
 * stays when nothing is under way.
 */
public final class JdkTransport implements Transport {

    static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private static final int THREADS = 2;

    private final Optional<SSLContext> trust;
    private final Executor executor = HttpThreads.of(THREADS, "aks4j-http");
    private final KubernetesHttp kubernetes = KubernetesHttp.on(Scheduler.standard());
    private com.azure.core.http.@Nullable HttpClient azure;
    private @Nullable IHttpClient entra;

    private JdkTransport(Optional<SSLContext> trust) {
        this.trust = trust;
    }

    public static JdkTransport withDefaultTrust() {
        return new JdkTransport(Optional.empty());
    }

    public static JdkTransport trusting(Path caCertificatePem) {
        return new JdkTransport(Optional.of(PemTrust.read(caCertificatePem)));
    }

    @Override
    public synchronized com.azure.core.http.HttpClient azure() {
        com.azure.core.http.HttpClient known = azure;
        if (known == null) {
            known = new WithoutLength(new JdkHttpClientBuilder(client())
                    .executor(executor)
                    .connectionTimeout(CONNECT_LIMIT)
                    .responseTimeout(ExchangePolicy.LIMIT)
                    .build());
        }
        azure = known;
        return known;
    }

    @Override
    public synchronized IHttpClient entra() {
        IHttpClient known = entra;
        if (known == null) {
            known = new JdkEntraClient(
                    client().executor(executor).connectTimeout(CONNECT_LIMIT).build());
        }
        entra = known;
        return known;
    }

    @Override
    public HttpClient.Factory kubernetes() {
        return kubernetes;
    }

    @Override
    public Scheduler scheduler() {
        return Scheduler.standard();
    }

    private java.net.http.HttpClient.Builder client() {
        java.net.http.HttpClient.Builder builder = new RestingHttpClientBuilder(scheduler());
        trust.ifPresent(builder::sslContext);
        EnvironmentProxies.of(System.getenv(), System.getProperties()).ifPresent(builder::proxy);
        return builder;
    }
}
