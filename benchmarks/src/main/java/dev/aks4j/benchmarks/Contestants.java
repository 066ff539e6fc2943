package dev.aks4j.benchmarks;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.containerservice.ContainerServiceManager;
import com.microsoft.aad.msal4j.IHttpClient;
import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.model.Scheduler;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;

/** The two clients, each on the same HTTP client and with the same fixed token. */
final class Contestants {

    static final TokenCredential TOKEN =
            request -> Mono.just(new AccessToken("token", OffsetDateTime.of(2100, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)));

    private Contestants() {}

    static Aks ours(HttpClient http, Scheduler scheduler) {
        return Aks.builder(SlowAzure.SUBSCRIPTION)
                .credential(AksCredential.of(TOKEN))
                .transport(transport(http, scheduler))
                .build();
    }

    static ContainerServiceManager raw(HttpClient http) {
        return ContainerServiceManager.configure()
                .withHttpClient(http)
                .authenticate(TOKEN, new AzureProfile("tenant", SlowAzure.SUBSCRIPTION, AzureEnvironment.AZURE));
    }

    private static Transport transport(HttpClient http, Scheduler scheduler) {
        Transport standard = Transport.standard();
        return new Transport() {
            @Override
            public HttpClient azure() {
                return http;
            }

            @Override
            public IHttpClient entra() {
                return standard.entra();
            }

            @Override
            public io.fabric8.kubernetes.client.http.HttpClient.Factory kubernetes() {
                return standard.kubernetes();
            }

            @Override
            public Scheduler scheduler() {
                return scheduler;
            }
        };
    }
}
