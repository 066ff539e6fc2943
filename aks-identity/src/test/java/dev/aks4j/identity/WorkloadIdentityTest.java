package dev.aks4j.identity;

import static dev.aks4j.identity.IdentitySamples.GROUP;
import static dev.aks4j.identity.IdentitySamples.SUBSCRIPTION;
import static dev.aks4j.identity.IdentitySamples.VAULT;
import static dev.aks4j.identity.IdentitySamples.builder;
import static dev.aks4j.identity.IdentitySamples.rules;
import static dev.aks4j.identity.IdentitySamples.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.testing.Property;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadIdentityTest {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final ServiceAccountKind KIND = ServiceAccountKind.INSTANCE;
    private static final ClusterSpec CLUSTER = builder().workloadIdentity().build();

    private static Json manifest(ServiceAccountSpec account) {
        return ((Write.Apply) KIND.create(account, scope()).get(0)).manifest();
    }

    @Test
    void oneVerbGivesIdentityTrustServiceAccountAndRoles() {
        WorkloadIdentity orders = WorkloadIdentity.builder("orders", "shop-ns", CLUSTER)
                .role(BuiltInRole.KEY_VAULT_SECRETS_USER, VAULT)
                .build();

        assertThat(orders.specs())
                .containsExactlyInAnyOrder(
                        ManagedIdentitySpec.of("id-shop-orders", GROUP),
                        orders.credential().orElseThrow(),
                        orders.serviceAccount(),
                        RoleAssignmentSpec.of(
                                BuiltInRole.KEY_VAULT_SECRETS_USER, VAULT, Principal.of(orders.identity())));
        assertThat(orders.credential().orElseThrow().subject()).isEqualTo("system:serviceaccount:shop-ns:orders");
        assertThat(orders.credential().orElseThrow().identity())
                .isEqualTo(orders.identity().id());
        assertThat(orders.podLabels()).isEqualTo(Map.of("azure.workload.identity/use", "true"));
    }

    @Test
    void everythingWrongWithAWorkloadIsSaidAtOnce() {
        assertThatThrownBy(() ->
                        WorkloadIdentity.builder("Orders!", "Shop", CLUSTER).build())
                .isInstanceOfSatisfying(
                        InvalidSpecException.class,
                        e -> assertThat(rules(e.problems())).containsExactly("AKS-ID-030", "AKS-ID-031", "AKS-ID-002"));
    }

    @Test
    void workloadsCanShareAnIdentity() {
        ManagedIdentitySpec shared = ManagedIdentitySpec.of("id-shared", GROUP);
        WorkloadIdentity one =
                WorkloadIdentity.builder("one", "ns", CLUSTER).identity(shared).build();
        WorkloadIdentity two =
                WorkloadIdentity.builder("two", "ns", CLUSTER).identity(shared).build();

        assertThat(one.identity()).isEqualTo(two.identity());
        assertThat(one.credential().orElseThrow().name())
                .isNotEqualTo(two.credential().orElseThrow().name());
    }

    @Test
    void theServiceAccountCarriesTheIdentitysClientIdOnceItIsKnown() {
        ManagedIdentitySpec identity = ManagedIdentitySpec.of("id-orders", GROUP);
        ServiceAccountSpec account = ServiceAccountSpec.builder("orders", "shop-ns", CLUSTER)
                .actsAs(identity)
                .tokenExpiration(Duration.ofHours(2))
                .annotation("team", "orders")
                .build();
        Json annotations = manifest(account).at("/metadata/annotations");

        assertThat(LateValue.read(annotations.path("azure.workload.identity/client-id")))
                .contains(identity.clientId().inSubscription(SUBSCRIPTION));
        assertThat(annotations
                        .path("azure.workload.identity/service-account-token-expiration")
                        .asText())
                .isEqualTo("7200");
        assertThat(annotations.path("team").asText()).isEqualTo("orders");
        assertThat(manifest(account).path("kind").asText()).isEqualTo("ServiceAccount");
        assertThat(KIND.owns(account, manifest(account))).isTrue();
        assertThat(KIND.requires(account))
                .containsExactlyInAnyOrder(
                        Address.kubernetes(CLUSTER.id(), "v1", "Namespace", "shop-ns"), Address.azure(identity.id()));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3599, 86401})
    void tokensThatLiveTooShortOrTooLongAreRefused(long seconds) {
        assertThatThrownBy(() -> ServiceAccountSpec.builder("orders", "shop-ns", CLUSTER)
                        .tokenExpiration(Duration.ofSeconds(seconds))
                        .build())
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-ID-032");
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, 86400})
    void tokensThatLiveBetweenOneHourAndOneDayAreAccepted(long seconds) {
        assertThat(ServiceAccountSpec.builder("orders", "shop-ns", CLUSTER)
                        .tokenExpiration(Duration.ofSeconds(seconds))
                        .build()
                        .tokenExpiration())
                .contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Orders", "-orders", "orders.", "or_ders", ""})
    void namesThatKubernetesDoesNotTakeAreRefused(String name) {
        assertThatThrownBy(() ->
                        ServiceAccountSpec.builder(name, "shop-ns", CLUSTER).build())
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-ID-031");
        assertThatThrownBy(() ->
                        ServiceAccountSpec.builder("orders", name, CLUSTER).build())
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-ID-030");
        assertThat(ServiceAccountSpec.builder("orders.v2", "shop-ns", CLUSTER)
                        .build()
                        .name())
                .isEqualTo("orders.v2");
    }

    @Test
    void aClusterWithoutWorkloadIdentityGivesNoTokens() {
        ClusterSpec without = builder().build();
        ServiceAccountSpec account =
                WorkloadIdentity.builder("orders", "shop-ns", without).build().serviceAccount();
        ServiceAccountSpec plain =
                ServiceAccountSpec.builder("orders", "shop-ns", without).build();

        assertThat(rules(KIND.check(account, scope(without)))).containsExactly("AKS-ID-033");
        assertThat(KIND.check(account, scope(CLUSTER))).isEmpty();
        assertThat(KIND.check(plain, scope(without))).isEmpty();
    }

    @Test
    void everyServiceAccountHasALegalCredentialName() {
        Property.tries(200).holds(draw -> {
            String cluster = draw.text(1, 63, LETTERS);
            String namespace = draw.text(1, 63, LETTERS);
            String account = draw.text(1, 253, LETTERS + ".-");
            assertThat(CredentialName.of(cluster, namespace, account)).matches("[a-zA-Z0-9][a-zA-Z0-9_-]{2,119}");
        });
    }

    @Test
    void credentialNamesOfDifferentServiceAccountsDiffer() {
        assertThat(CredentialName.of("shop", "a-b", "c")).isNotEqualTo(CredentialName.of("shop", "a", "b-c"));
        assertThat(CredentialName.of("shop", "a", "b.c")).isNotEqualTo(CredentialName.of("shop", "a", "b-c"));
    }
}
