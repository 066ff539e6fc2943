package dev.aks4j.tests.kubernetes;

import com.azure.core.http.HttpClient;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.aad.msal4j.IHttpClient;
import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.EntraAccess;
import dev.aks4j.simulated.kubernetes.client.InProcessHttpClientFactory;
import dev.aks4j.simulated.kubernetes.internal.KubernetesApi;
import dev.aks4j.simulated.kubernetes.internal.auth.Authenticator;
import dev.aks4j.simulated.kubernetes.internal.auth.User;
import dev.aks4j.simulated.time.Timeline;
import dev.aks4j.simulated.wire.Service;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cluster on simulated Azure whose Kubernetes API is there; whoever has an Entra token may do everything in it. */
final class OneCluster implements AutoCloseable {
    static final Duration LONG = Duration.ofHours(2);
    static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    static final ClusterSpec CLUSTER = ClusterSpec.builder("shop", GROUP)
            .access(EntraAccess.builder().azureRbac().disableLocalAccounts().build())
            .workloadIdentity()
            .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
            .build();

    private final SimulatedAzure azure = SimulatedAzure.create();
    private final KubernetesApi api;
    private final Aks aks;

    OneCluster() {
        Scheduler clock = azure.transport().scheduler();
        Timeline timeline = new Timeline() {
            @Override
            public Instant now() {
                return clock.now();
            }

            @Override
            public void after(Duration delay, Runnable event) {
                clock.after(delay, () -> locked(event));
            }
        };
        api = KubernetesApi.builder(
                        timeline,
                        request -> Authenticator.bearerToken(request)
                                .filter(token -> token.split("\\.").length == 3)
                                .map(token -> User.of("entra", User.MASTERS)))
                .build();
        Service service = request -> {
            synchronized (this) {
                return api.answer(request);
            }
        };
        aks = Aks.builder(azure.subscriptionId())
                .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                .transport(with(new InProcessHttpClientFactory(service)))
                .build();
        apply(List.of(GROUP, CLUSTER));
    }

    private synchronized void locked(Runnable event) {
        event.run();
    }

    Aks aks() {
        return aks;
    }

    /** Returns an object as the API server stores it; {@code resource} is its plural with its group. */
    synchronized Optional<ObjectNode> find(String resource, String namespace, String name) {
        return api.find(resource, namespace, name);
    }

    /** Plans and applies a cluster with more. */
    void apply(List<? extends Spec> specs) {
        List<Spec> all = new ArrayList<>(specs);
        if (!aks.plan(all, PlanOptions.standard()).apply().await(LONG).isSuccess()) {
            throw new IllegalStateException("the run failed");
        }
    }

    boolean isSettled(List<? extends Spec> specs) {
        return aks.plan(specs, PlanOptions.standard()).isEmpty();
    }

    private Transport with(InProcessHttpClientFactory kubernetes) {
        Transport below = azure.transport();
        return new Transport() {
            @Override
            public HttpClient azure() {
                return below.azure();
            }

            @Override
            public IHttpClient entra() {
                return below.entra();
            }

            @Override
            public io.fabric8.kubernetes.client.http.HttpClient.Factory kubernetes() {
                return kubernetes;
            }

            @Override
            public Scheduler scheduler() {
                return below.scheduler();
            }
        };
    }

    @Override
    public void close() {
        aks.close();
        azure.close();
    }
}
