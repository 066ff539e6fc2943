package dev.aks4j.benchmarks;

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

/** The two clients, each on the same HTTP client and with the same fixed token. */
final class Contestants {

    private static final TokenCredential TOKEN = SignIn.with("token");

    private Contestants() {}

    static Aks ours(HttpClient http, Scheduler scheduler) {
        return Aks.builder(SlowAzure.SUBSCRIPTION)
                .credential(AksCredential.of(TOKEN))
                .transport(transport(http, scheduler))
                .build();
    }

    static ContainerServiceManager raw(HttpClient http) {
        return raw(http, SlowAzure.SUBSCRIPTION, TOKEN);
    }

    static ContainerServiceManager raw(HttpClient http, String subscription, TokenCredential token) {
        return ContainerServiceManager.configure()
                .withHttpClient(http)
                .authenticate(token, new AzureProfile("tenant", subscription, AzureEnvironment.AZURE));
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
