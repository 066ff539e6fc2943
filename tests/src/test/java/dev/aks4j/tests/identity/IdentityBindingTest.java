package dev.aks4j.tests.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.kubernetes.NamespaceSpec;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.ManagedIdentitySpec;
import dev.aks4j.identity.WorkloadIdentity;
import dev.aks4j.testkit.SimulatedAzure;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An identity binding, from the spec to the token of a pod that acts as the identity. */
class IdentityBindingTest {

    private static final Duration LONG = Duration.ofHours(2);
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private static final ManagedIdentitySpec IDENTITY = ManagedIdentitySpec.of("id-orders", GROUP);
    private static final ClusterSpec CLUSTER = ClusterSpec.builder("shop", GROUP)
            .workloadIdentity()
            .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
            .build();
    private static final NamespaceSpec NAMESPACE = NamespaceSpec.of("shop-ns", CLUSTER.id());

    private final SimulatedAzure azure = SimulatedAzure.create();
    private final Aks aks = client(secret(), AksApiVersion.NEWEST);

    private Aks client(AksCredential credential, AksApiVersion version) {
        return Aks.builder(azure.subscriptionId())
                .credential(credential)
                .transport(azure.transport())
                .apiVersion(version)
                .build();
    }

    private AksCredential secret() {
        return AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret());
    }

    private Json identity() throws Exception {
        return azure.transport()
                .scheduler()
                .await(
                        aks.arm()
                                .send(ArmRequest.get(
                                        IDENTITY.id().inSubscription(azure.subscriptionId()), "2024-11-30")),
                        LONG)
                .body()
                .path("properties");
    }

    @AfterEach
    void close() {
        aks.close();
        azure.close();
    }

    private static WorkloadIdentity workload(String name) {
        return WorkloadIdentity.builder(name, "shop-ns", CLUSTER)
                .identity(IDENTITY)
                .bound("orders")
                .build();
    }

    private static List<Spec> specs(WorkloadIdentity... workloads) {
        List<Spec> specs = new ArrayList<>(List.of(GROUP, CLUSTER, NAMESPACE));
        for (WorkloadIdentity workload : workloads) {
            specs.addAll(workload.specs());
        }
        return specs;
    }

    private String token(KubernetesClient kubernetes, String account) {
        return kubernetes
                .serviceAccounts()
                .inNamespace("shop-ns")
                .withName(account)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withAudiences("api://AKSIdentityBinding")
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    @Test
    void aPodsTokenSignsTheIdentityIn() throws Exception {
        List<Spec> specs = specs(workload("orders"));
        Plan plan = aks.plan(specs, PlanOptions.standard());
        assertThat(plan.toString()).contains("identityBinding", "pods may act as id-orders");
        assertThat(plan.apply().await(LONG).isSuccess()).isTrue();
        assertThat(aks.plan(specs, PlanOptions.standard()).isEmpty()).isTrue();

        String principal = identity().path("principalId").asText();
        String clientId = identity().path("clientId").asText();
        try (KubernetesClient kubernetes = aks.kubernetes().client(CLUSTER.id(), LONG)) {
            kubernetes
                    .serviceAccounts()
                    .inNamespace("shop-ns")
                    .resource(new ServiceAccountBuilder()
                            .withNewMetadata()
                            .withName("other")
                            .endMetadata()
                            .build())
                    .create();
            String ours = token(kubernetes, "orders");
            String theirs = token(kubernetes, "other");
            try (Aks pod = client(
                    AksCredential.clientAssertion(azure.tenantId(), clientId, () -> ours), AksApiVersion.NEWEST)) {
                assertThat(pod.caller().objectId()).isEqualTo(principal);
            }
            try (Aks pod = client(
                    AksCredential.clientAssertion(azure.tenantId(), clientId, () -> theirs), AksApiVersion.NEWEST)) {
                assertThatThrownBy(pod::caller).hasMessageContaining("AADSTS700213");
            }
        }
        assertThat(azure.requests().matching("PUT", "**/federatedIdentityCredentials/*"))
                .isEmpty();
    }

    @Test
    void moreThanTwentyWorkloadsShareOneIdentity() {
        WorkloadIdentity[] many = new WorkloadIdentity[22];
        for (int i = 0; i < many.length; i++) {
            many[i] = workload("orders" + i);
        }
        assertThat(aks.plan(specs(many), PlanOptions.standard())
                        .apply()
                        .await(LONG)
                        .isSuccess())
                .isTrue();
        assertThat(azure.requests().matching("PUT", "**/identityBindings/*")).hasSize(1);
    }

    @Test
    void aVersionWithoutThemIsRefusedOffline() {
        try (Aks older = client(secret(), AksApiVersion.V2026_03_01)) {
            assertThatThrownBy(() -> older.plan(specs(workload("orders")), PlanOptions.standard()))
                    .hasMessageContainingAll("AKS-ID-053", "2026-03-01", "V2026_04_01");
        }
    }
}
