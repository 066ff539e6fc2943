package dev.aks4j.tests.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.Tokens;
import dev.aks4j.core.kubernetes.ClusterConnector;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.simulated.tls.CertificateAuthority;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * All clusters share one client of the JDK's and a few threads. Who asks is told by a certificate all the same, for requests
 * and for web sockets; and what a caller does with an event keeps nobody else waiting.
 */
@Timeout(60)
class SharedWayTest {

    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create("ca");
    private static final SecureServer SERVER = new SecureServer(AUTHORITY);
    private static final ResourceId CLUSTER = ResourceId.parse("/subscriptions/6f2c1b8e-0000-4000-8000-000000000001"
            + "/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/shop");
    private static final Transport WAY = Transport.standard();
    private static final Duration LONG = Duration.ofSeconds(30);

    @AfterAll
    static void close() {
        SERVER.close();
    }

    private static String base64(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }

    private static KubernetesClient client(String name) {
        return client(name, SERVER, AUTHORITY, AUTHORITY);
    }

    private static KubernetesClient client(
            String name, SecureServer server, CertificateAuthority trusted, CertificateAuthority issuer) {
        CertificateAuthority.Identity identity = issuer.client("CN=" + name);
        String text = """
                apiVersion: v1
                clusters:
                - {name: shop, cluster: {server: "%s", certificate-authority-data: "%s"}}
                contexts:
                - {name: shop, context: {cluster: shop, user: u}}
                current-context: shop
                kind: Config
                users:
                - {name: u, user: {client-certificate-data: "%s", client-key-data: "%s"}}
                """.formatted(
                        server.url(),
                        base64(trusted.certificatePem()),
                        base64(identity.certificatePem()),
                        base64(identity.keyPem()));
        var body = Json.object();
        body.putArray("kubeconfigs").addObject().put("name", "clusterUser").put("value", base64(text));
        ClusterConnector connector = ClusterConnector.builder(new Answering(body.build()), WAY, new NoTokens())
                .requestTimeout(Duration.ofSeconds(20))
                .build();
        return connector.client(CLUSTER, LONG);
    }

    private static String who(KubernetesClient client) {
        return client.configMaps()
                .inNamespace("default")
                .withName("who")
                .get()
                .getData()
                .get("who");
    }

    /** Takes the first event of a watch, which comes over a web socket, and does something with it. */
    private static Watch watch(KubernetesClient client, java.util.function.Consumer<String> first) {
        return client.configMaps().inNamespace("default").watch(new Watcher<ConfigMap>() {
            @Override
            public void eventReceived(Action action, ConfigMap map) {
                first.accept(map.getData().get("who"));
            }

            @Override
            public void onClose(WatcherException cause) {}
        });
    }

    @Test
    void twoIdentitiesAtOneAddressAreNeverTakenForEachOther() throws Exception {
        int before = SERVER.connections.get();
        try (KubernetesClient ann = client("ann");
                KubernetesClient bob = client("bob")) {
            for (int i = 0; i < 5; i++) {
                assertThat(who(ann)).isEqualTo("CN=ann");
                assertThat(who(bob)).isEqualTo("CN=bob");
            }
            // The same identity, in another client, shares what is open.
            try (KubernetesClient again = client("ann")) {
                assertThat(who(again)).isEqualTo("CN=ann");
            }
        }
        assertThat(SERVER.connections.get() - before).isLessThan(10);
    }

    @Test
    void webSocketsGoByTheIdentityOfTheirClientToo() throws Exception {
        CompletableFuture<String> annsEvent = new CompletableFuture<>();
        CompletableFuture<String> bobsEvent = new CompletableFuture<>();
        try (KubernetesClient ann = client("ann");
                KubernetesClient bob = client("bob");
                Watch annsWatch = watch(ann, annsEvent::complete);
                Watch bobsWatch = watch(bob, bobsEvent::complete)) {
            assertThat(annsEvent.get(20, TimeUnit.SECONDS)).isEqualTo("CN=ann");
            assertThat(bobsEvent.get(20, TimeUnit.SECONDS)).isEqualTo("CN=bob");
            assertThat(who(ann)).isEqualTo("CN=ann");
            assertThat(who(bob)).isEqualTo("CN=bob");
            assertThat(List.of(annsWatch, bobsWatch)).hasSize(2);
        }
    }

    @Test
    void trustOfOneClusterIsNotLentToAnother() {
        CertificateAuthority others = CertificateAuthority.create("others");
        try (SecureServer server = new SecureServer(AUTHORITY);
                KubernetesClient first = client("ann", server, AUTHORITY, AUTHORITY);
                KubernetesClient deceived = client("ann", server, others, AUTHORITY);
                KubernetesClient stranger = client("eve", server, AUTHORITY, others)) {
            assertThat(who(first)).isEqualTo("CN=ann");
            assertThatThrownBy(() -> who(deceived)).isInstanceOf(KubernetesClientException.class);
            assertThatThrownBy(() -> who(stranger)).isInstanceOf(KubernetesClientException.class);
            assertThat(server.asked).containsOnly("CN=ann");
        }
    }

    /** There are four threads for all of them. */
    @Test
    void whoSleepsOverItsEventsKeepsNobodyElseWaiting() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch asleep = new CountDownLatch(8);
        List<Watch> watches = new ArrayList<>();
        try (KubernetesClient sleeper = client("sleeper");
                KubernetesClient bob = client("bob")) {
            for (int i = 0; i < 8; i++) {
                watches.add(watch(sleeper, who -> {
                    asleep.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
            }
            assertThat(asleep.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(who(bob)).isEqualTo("CN=bob");
        } finally {
            release.countDown();
            watches.forEach(Watch::close);
        }
    }

    private record Answering(Json body) implements ArmClient {
        @Override
        public CompletionStage<ArmResponse> send(ArmRequest request) {
            return CompletableFuture.completedFuture(new ArmResponse(200, Map.of(), body));
        }

        @Override
        public String subscriptionId() {
            return CLUSTER.subscriptionId().orElseThrow();
        }
    }

    private static final class NoTokens implements Tokens {
        @Override
        public CompletionStage<AccessToken> token(String scope, Optional<String> claims) {
            return CompletableFuture.failedFuture(new AssertionError("no token is needed"));
        }
    }
}
