package dev.aks4j.identity;

import static dev.aks4j.identity.IdentitySamples.GROUP;
import static dev.aks4j.identity.IdentitySamples.GUID;
import static dev.aks4j.identity.IdentitySamples.SUBSCRIPTION;
import static dev.aks4j.identity.IdentitySamples.builder;
import static dev.aks4j.identity.IdentitySamples.rules;
import static dev.aks4j.identity.IdentitySamples.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.Write;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretProviderClassSpecTest {
    private static final SecretProviderClassKind KIND = SecretProviderClassKind.INSTANCE;
    private static final ClusterSpec CLUSTER = builder()
            .raw("/properties/addonProfiles/azureKeyvaultSecretsProvider/enabled", true)
            .build();
    private static final ManagedIdentitySpec IDENTITY = ManagedIdentitySpec.of("id-orders", GROUP);

    private static SecretProviderClassSpec.Builder start(String vault) {
        return SecretProviderClassSpec.builder("orders", "shop-ns", CLUSTER, vault);
    }

    private static SecretProviderClassSpec with(VaultObject... objects) {
        SecretProviderClassSpec.Reading reading = start("kv-shop").asWorkload(IDENTITY);
        for (VaultObject object : objects) {
            reading.object(object);
        }
        return reading.build();
    }

    private static Json parameters(SecretProviderClassSpec spec) {
        return ((Write.Apply) KIND.create(spec, scope()).get(0)).manifest().at("/spec/parameters");
    }

    @Test
    void aWorkloadReadsTheVaultAsItsIdentity() {
        SecretProviderClassSpec spec = with(
                VaultObject.secret("password"),
                VaultObject.certificate("tls").inFile("tls.crt").at("abc"));
        Json parameters = parameters(spec);

        assertThat(parameters.path("keyvaultName").asText()).isEqualTo("kv-shop");
        assertThat(parameters.path("useVMManagedIdentity").asText()).isEqualTo("false");
        assertThat(LateValue.read(parameters.path("clientID")))
                .contains(IDENTITY.clientId().inSubscription(SUBSCRIPTION));
        assertThat(LateValue.read(parameters.path("tenantId")))
                .contains(IDENTITY.tenantId().inSubscription(SUBSCRIPTION));
        assertThat(parameters.has("userAssignedIdentityID")).isFalse();
        assertThat(parameters.path("objects").asText()).isEqualTo("""
                array:
                  - |
                    objectName: "password"
                    objectType: "secret"
                  - |
                    objectName: "tls"
                    objectType: "cert"
                    objectAlias: "tls.crt"
                    objectVersion: "abc"
                """);
        assertThat(KIND.summary(spec)).isEqualTo("2 objects of kv-shop, read as id-orders");
        assertThat(KIND.requires(spec))
                .containsExactlyInAnyOrder(
                        Address.kubernetes(CLUSTER.id(), "v1", "Namespace", "shop-ns"), Address.azure(IDENTITY.id()));
    }

    @Test
    void theAddonAndTheNodesReadTheVaultWithTheirOwnIdentity() {
        Json addon = parameters(start("kv-shop")
                .asAddon()
                .object(VaultObject.key("signing"))
                .tenant(GUID)
                .build());
        Json nodes = parameters(start("kv-shop")
                .asNodes(IDENTITY)
                .object(VaultObject.secret("a"))
                .build());

        assertThat(LateValue.read(addon.path("userAssignedIdentityID")))
                .map(LateValue::pointer)
                .contains("/properties/addonProfiles/azureKeyvaultSecretsProvider/identity/clientId");
        assertThat(addon.path("tenantId").asText()).isEqualTo(GUID);
        assertThat(addon.path("useVMManagedIdentity").asText()).isEqualTo("true");
        assertThat(LateValue.read(nodes.path("userAssignedIdentityID")))
                .contains(IDENTITY.clientId().inSubscription(SUBSCRIPTION));
        assertThat(Principal.keyVaultAddonOf(CLUSTER)).hasToString("key vault add-on of shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kv", "1kv", "kv--shop", "kv-", "https://kv-shop.vault.azure.net", "a234567890123456789012345"})
    void otherNamesOfVaultsAreRefused(String vault) {
        assertThatThrownBy(() ->
                        start(vault).asAddon().object(VaultObject.secret("a")).build())
                .hasMessageContaining("AKS-ID-040");
        assertThat(start("a23456789012345678901234")
                        .asAddon()
                        .object(VaultObject.secret("a"))
                        .build()
                        .vault())
                .hasSize(24);
    }

    @Test
    void objectsHaveNamesTypesAndFilesOfTheirOwn() {
        assertThatThrownBy(() -> with()).hasMessageContaining("AKS-ID-041");
        assertThatThrownBy(() -> with(VaultObject.secret("a_b"))).hasMessageContaining("AKS-ID-041");
        assertThatThrownBy(() -> with(VaultObject.of("certificate", "a"))).hasMessageContaining("AKS-ID-041");
        assertThatThrownBy(() -> with(VaultObject.secret("a"), VaultObject.key("a")))
                .hasMessageContaining("AKS-ID-042");
        assertThatThrownBy(() -> with(VaultObject.secret("a").inFile("../a"))).hasMessageContaining("AKS-ID-042");
        assertThat(with(VaultObject.secret("a"), VaultObject.key("a").inFile("keys/a.pub"))
                        .objects())
                .hasSize(2);
    }

    @Test
    void theClusterNeedsTheAddon() {
        SecretProviderClassSpec spec = with(VaultObject.secret("a"));

        assertThat(rules(KIND.check(spec, scope(builder().build())))).containsExactly("AKS-ID-043");
        assertThat(KIND.check(spec, scope(CLUSTER))).isEmpty();
        assertThat(KIND.check(spec, scope())).isEmpty();
    }
}
