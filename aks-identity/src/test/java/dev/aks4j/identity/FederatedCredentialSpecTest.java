package dev.aks4j.identity;

import static dev.aks4j.identity.IdentitySamples.GROUP;
import static dev.aks4j.identity.IdentitySamples.SUBSCRIPTION;
import static dev.aks4j.identity.IdentitySamples.builder;
import static dev.aks4j.identity.IdentitySamples.json;
import static dev.aks4j.identity.IdentitySamples.rules;
import static dev.aks4j.identity.IdentitySamples.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FederatedCredentialSpecTest {
    private static final FederatedCredentialKind KIND = FederatedCredentialKind.INSTANCE;
    private static final ManagedIdentitySpec IDENTITY = ManagedIdentitySpec.of("id-orders", GROUP);
    private static final ClusterSpec CLUSTER = builder().workloadIdentity().build();
    private static final FederatedCredentialSpec SPEC = credential("shop-orders", "orders");

    private static FederatedCredentialSpec credential(String name, String serviceAccount) {
        return FederatedCredentialSpec.forServiceAccount(name, IDENTITY, CLUSTER, "shop-ns", serviceAccount);
    }

    private static FederatedCredentialSpec issuedBy(String issuer) {
        return FederatedCredentialSpec.forIssuer("build", IDENTITY.id(), issuer, "repo:acme/shop:ref:refs/heads/main");
    }

    @Test
    void trustsTheServiceAccountOfTheClustersIssuerOnceItIsKnown() {
        Write.Put put = (Write.Put) KIND.create(SPEC, scope()).get(0);

        assertThat(put.id())
                .isEqualTo(IDENTITY.id()
                        .inSubscription(SUBSCRIPTION)
                        .child("federatedIdentityCredentials", "shop-orders"));
        Json properties = put.body().path("properties");
        assertThat(LateValue.read(properties.path("issuer")))
                .contains(new LateValue(
                        CLUSTER.id().inSubscription(SUBSCRIPTION),
                        "2026-08-01",
                        "/properties/oidcIssuerProfile/issuerURL"));
        assertThat(properties.path("subject").asText()).isEqualTo("system:serviceaccount:shop-ns:orders");
        assertThat(properties.path("audiences")).isEqualTo(json("['api://AzureADTokenExchange']"));
        assertThat(KIND.requires(SPEC))
                .containsExactlyInAnyOrder(Address.azure(IDENTITY.id()), Address.azure(CLUSTER.id()));
        assertThat(KIND.summary(SPEC)).isEqualTo("id-orders trusts system:serviceaccount:shop-ns:orders");
    }

    @Test
    void trustsAnotherIssuerToTheLetter() {
        FederatedCredentialSpec spec =
                issuedBy("https://token.actions.githubusercontent.com").audience("api://mine");
        Json live = ((Write.Put) KIND.create(spec, scope()).get(0)).body();

        assertThat(live).isEqualTo(json("""
                {'properties':{'issuer':'https://token.actions.githubusercontent.com',
                 'subject':'repo:acme/shop:ref:refs/heads/main','audiences':['api://mine']}}"""));
        assertThat(KIND.requires(spec)).containsExactly(Address.azure(IDENTITY.id()));
        assertThat(KIND.compare(spec, live, scope()).change()).isEqualTo(Change.NONE);
        assertThat(KIND.compare(spec.audience("api://other"), live, scope()).change())
                .isEqualTo(Change.UPDATE);
        assertThat(KIND.owns(spec, live)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "-abc", "shop.orders", ""})
    void namesThatAzureDoesNotTakeAreRefused(String name) {
        assertThatThrownBy(() -> credential(name, "orders"))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-ID-020");
        assertThat(credential("a".repeat(120), "orders").name()).hasSize(120);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://issuer", "issuer", "https://", "https://issuer/?a=b", "https://a b"})
    void issuersThatAreNoHttpsUrlAreRefused(String issuer) {
        assertThatThrownBy(() -> issuedBy(issuer))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-ID-021");
        assertThat(issuedBy("https://westeurope.oic.prod-aks.azure.com/t/u/").issuer())
                .contains("https://westeurope.oic.prod-aks.azure.com/t/u/");
    }

    @Test
    void subjectAndAudienceHaveALength() {
        assertThatThrownBy(() -> FederatedCredentialSpec.forIssuer("build", IDENTITY.id(), "https://i", ""))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-ID-022");
        assertThatThrownBy(() -> SPEC.audience("a".repeat(601)))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-ID-022");
        assertThat(SPEC.audience("a".repeat(600)).audience()).hasSize(600);
    }

    @Test
    void namesOfNamespaceAndServiceAccountAreChecked() {
        assertThatThrownBy(
                        () -> FederatedCredentialSpec.forServiceAccount("abc", IDENTITY, CLUSTER, "Shop_NS", "orders-"))
                .isInstanceOfSatisfying(
                        InvalidSpecException.class,
                        e -> assertThat(rules(e.problems())).containsExactly("AKS-ID-030", "AKS-ID-031"));
    }

    @Test
    void twentyCredentialsAreEnoughForAnIdentity() {
        List<FederatedCredentialSpec> twenty = IntStream.range(0, 20)
                .mapToObj(i -> credential("credential-" + i, "sa-" + i))
                .toList();
        List<Spec> tooMany = new ArrayList<>(twenty);
        tooMany.add(SPEC);

        assertThat(twenty)
                .allSatisfy(one -> assertThat(KIND.check(one, scope(twenty.toArray(Spec[]::new))))
                        .isEmpty());
        assertThat(tooMany.stream()
                        .flatMap(one ->
                                KIND
                                        .check((FederatedCredentialSpec) one, scope(tooMany.toArray(Spec[]::new)))
                                        .stream()))
                .singleElement()
                .satisfies(problem -> assertThat(problem.rule()).isEqualTo("AKS-ID-023"))
                .satisfies(problem -> assertThat(problem.toString()).contains("would have 21"));
    }

    @Test
    void theSameSubjectIsTrustedOnce() {
        FederatedCredentialSpec again = credential("shop-orders-2", "orders");
        FederatedCredentialSpec other = credential("shop-carts", "carts");

        assertThat(KIND.check(SPEC, scope(SPEC, again, other))).isEmpty();
        assertThat(rules(KIND.check(again, scope(SPEC, again, other)))).containsExactly("AKS-ID-024");
        assertThat(KIND.check(other, scope(SPEC, again, other))).isEmpty();
    }

    @Test
    void aClusterWithoutAnIssuerIsRefused() {
        ClusterSpec old = builder().kubernetesVersion("1.33").build();
        ClusterSpec recent = builder().kubernetesVersion("1.35").build();

        assertThat(rules(KIND.check(SPEC, scope(old)))).containsExactly("AKS-ID-025");
        assertThat(KIND.check(SPEC, scope(recent))).isEmpty();
        assertThat(KIND.check(SPEC, scope(CLUSTER))).isEmpty();
        assertThat(KIND.check(SPEC, scope())).isEmpty();
    }
}
