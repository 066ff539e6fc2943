package dev.aks4j.identity;

import static dev.aks4j.identity.IdentitySamples.GROUP;
import static dev.aks4j.identity.IdentitySamples.SUBSCRIPTION;
import static dev.aks4j.identity.IdentitySamples.json;
import static dev.aks4j.identity.IdentitySamples.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Write;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagedIdentitySpecTest {
    private static final ManagedIdentityKind KIND = ManagedIdentityKind.INSTANCE;
    private static final ManagedIdentitySpec SPEC = ManagedIdentitySpec.builder("id-orders", GROUP)
            .tag("team", "orders")
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"id-orders", "abc", "1_a", "Id_Shop-control-plane"})
    void namesThatAzureTakesAreAccepted(String name) {
        assertThat(ManagedIdentitySpec.of(name, GROUP).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "-id", "_id", "id.orders", "id orders"})
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> ManagedIdentitySpec.of(name, GROUP))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-ID-002")
                .hasMessageContaining(name);
    }

    @Test
    void namesAreRefusedFromOneHundredTwentyNineCharactersOn() {
        assertThat(ManagedIdentitySpec.of("a".repeat(128), GROUP).name()).hasSize(128);
        assertThatThrownBy(() -> ManagedIdentitySpec.of("a".repeat(129), GROUP))
                .isInstanceOf(InvalidSpecException.class);
    }

    @Test
    void documentHasRegionAndTagsWithOurMark() {
        assertThat(KIND.create(SPEC, scope()))
                .containsExactly(new Write.Put(
                        SPEC.id().inSubscription(SUBSCRIPTION),
                        "2024-11-30",
                        json("{'location':'westeurope','tags':{'team':'orders','aks4j-managed-by':'aks4j'}}"),
                        false));
    }

    @Test
    void whatAzureAnswersIsNoDifferenceAndIsOurs() {
        Json live = json("""
                {'location':'westeurope','name':'id-orders','tags':{'team':'orders','aks4j-managed-by':'aks4j','x':'y'},
                 'properties':{'principalId':'1','clientId':'2','tenantId':'3'}}""");

        assertThat(KIND.compare(SPEC, live, scope()).change()).isEqualTo(Change.NONE);
        assertThat(KIND.owns(SPEC, live)).isTrue();
    }

    @Test
    void anotherRegionCannotBeReached() {
        ManagedIdentitySpec moved = ManagedIdentitySpec.builder("id-orders", GROUP)
                .region(Region.NORTH_EUROPE)
                .build();
        Json live = json("{'location':'West Europe','tags':{'aks4j-managed-by':'aks4j'}}");

        assertThat(KIND.compare(moved, live, scope()).change()).isEqualTo(Change.FORBIDDEN);
        assertThat(KIND.compare(ManagedIdentitySpec.of("id-orders", GROUP), live, scope())
                        .change())
                .isEqualTo(Change.NONE);
    }

    @Test
    void principalAndClientIdAreReadFromTheIdentityOnceItExists() {
        assertThat(SPEC.principalId().pointer()).isEqualTo("/properties/principalId");
        assertThat(SPEC.clientId().pointer()).isEqualTo("/properties/clientId");
        assertThat(SPEC.clientId().inSubscription(SUBSCRIPTION).id())
                .isEqualTo(SPEC.id().inSubscription(SUBSCRIPTION));
    }
}
