package dev.aks4j.identity;

import static dev.aks4j.identity.IdentitySamples.GROUP;
import static dev.aks4j.identity.IdentitySamples.GUID;
import static dev.aks4j.identity.IdentitySamples.SUBNET;
import static dev.aks4j.identity.IdentitySamples.SUBSCRIPTION;
import static dev.aks4j.identity.IdentitySamples.VAULT;
import static dev.aks4j.identity.IdentitySamples.json;
import static dev.aks4j.identity.IdentitySamples.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.auth.Caller;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.Write;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleAssignmentSpecTest {
    private static final RoleAssignmentKind KIND = RoleAssignmentKind.INSTANCE;
    private static final ManagedIdentitySpec IDENTITY = ManagedIdentitySpec.of("id-shop-control-plane", GROUP);
    private static final RoleAssignmentSpec SPEC =
            RoleAssignmentSpec.of(BuiltInRole.NETWORK_CONTRIBUTOR, SUBNET, Principal.of(IDENTITY));

    private static Write.Put create(RoleAssignmentSpec spec) {
        return (Write.Put) KIND.create(spec, scope()).get(0);
    }

    @Test
    void planShowsRolePrincipalAndScope() {
        assertThat(SPEC.address().name()).isEqualTo("Network Contributor");
        assertThat(KIND.summary(SPEC)).isEqualTo("id-shop-control-plane on vnet-shop/nodes");
        assertThat(SPEC).hasToString("role Network Contributor of id-shop-control-plane on vnet-shop/nodes");
    }

    @Test
    void documentNamesRolePrincipalAndItsType() {
        Write.Put put = create(SPEC);

        assertThat(put.id().toString())
                .startsWith(
                        SUBNET.inSubscription(SUBSCRIPTION) + "/providers/Microsoft.Authorization/roleAssignments/");
        assertThat(put.apiVersion()).isEqualTo("2022-04-01");
        Json properties = put.body().path("properties");
        assertThat(properties.path("roleDefinitionId").asText())
                .isEqualTo("/subscriptions/" + SUBSCRIPTION
                        + "/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7");
        assertThat(properties.path("principalType").asText()).isEqualTo("ServicePrincipal");
        assertThat(LateValue.read(properties.path("principalId")))
                .contains(IDENTITY.principalId().inSubscription(SUBSCRIPTION));
    }

    @Test
    void aGrantUnderAnotherNameCountsAsDone() {
        assertThat(create(SPEC).doneOn()).containsExactly("RoleAssignmentExists");
    }

    @Test
    void sameRoleScopeAndPrincipalHaveTheSameNameAndOthersAnother() {
        RoleAssignmentSpec again = RoleAssignmentSpec.builder(
                        BuiltInRole.of(
                                "whatever it is called",
                                BuiltInRole.NETWORK_CONTRIBUTOR.guid().toUpperCase()),
                        SUBNET,
                        Principal.identity(IDENTITY.id()))
                .description("joins the subnet")
                .build();

        assertThat(create(again).id()).isEqualTo(create(SPEC).id());
        assertThat(create(RoleAssignmentSpec.of(BuiltInRole.CONTRIBUTOR, SUBNET, Principal.of(IDENTITY)))
                        .id())
                .isNotEqualTo(create(SPEC).id());
        assertThat(create(RoleAssignmentSpec.of(BuiltInRole.NETWORK_CONTRIBUTOR, SUBNET, Principal.user(GUID)))
                        .id())
                .isNotEqualTo(create(SPEC).id());
    }

    @Test
    void needsItsScopeAndItsPrincipalFirst() {
        assertThat(KIND.requires(SPEC))
                .containsExactlyInAnyOrder(
                        Address.azure(SUBNET),
                        Address.azure(IDENTITY.id()),
                        Address.azure(RoleAssignmentSpec.definition(SPEC.role())));
        assertThat(KIND.requires(RoleAssignmentSpec.of(BuiltInRole.ACR_PULL, VAULT, Principal.group(GUID))))
                .containsExactly(
                        Address.azure(VAULT), Address.azure(RoleAssignmentSpec.definition(BuiltInRole.ACR_PULL)));
    }

    @Test
    void usersAndGroupsAreNamedByTheirObjectIdAndKeepTheirType() {
        Json user = create(RoleAssignmentSpec.of(BuiltInRole.AKS_CLUSTER_USER, VAULT, Principal.user(GUID)))
                .body()
                .path("properties");
        Json group = create(RoleAssignmentSpec.of(BuiltInRole.AKS_CLUSTER_USER, VAULT, Principal.group(GUID)))
                .body()
                .path("properties");

        assertThat(user).isEqualTo(json("""
                {'roleDefinitionId':'/subscriptions/%s/providers/Microsoft.Authorization/roleDefinitions/%s',
                 'principalId':'%s','principalType':'User'}""".formatted(SUBSCRIPTION, BuiltInRole.AKS_CLUSTER_USER.guid(), GUID)));
        assertThat(group.path("principalType").asText()).isEqualTo("Group");
    }

    @Test
    void aForeignSubscriptionsScopeTakesThatSubscriptionsRoleDefinition() {
        ResourceId foreign = VAULT.inSubscription("aaaaaaaa-0000-4000-8000-000000000001");

        assertThat(create(RoleAssignmentSpec.of(BuiltInRole.ACR_PULL, foreign, Principal.user(GUID)))
                        .body()
                        .at("/properties/roleDefinitionId")
                        .asText())
                .startsWith("/subscriptions/aaaaaaaa-");
    }

    @Test
    void anotherPrincipalNeedsANewAssignmentButADescriptionDoesNot() {
        RoleAssignmentSpec spec = RoleAssignmentSpec.builder(BuiltInRole.ACR_PULL, VAULT, Principal.user(GUID))
                .description("new words")
                .build();
        Json.ObjectBuilder live = create(spec).body().edit();
        assertThat(KIND.compare(spec, live.build(), scope()).change()).isEqualTo(Change.NONE);
        assertThat(KIND.owns(spec, live.build())).isTrue();

        live.within("properties").put("description", "old words");
        assertThat(KIND.compare(spec, live.build(), scope()).change()).isEqualTo(Change.UPDATE);

        live.within("properties").put("principalId", "00000000-0000-0000-0000-000000000000");
        assertThat(KIND.compare(spec, live.build(), scope()).change()).isEqualTo(Change.RECREATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "admins", "7f1d2c3b-0000-4000-8000-00000000000", "someone@example.com"})
    void aPrincipalThatIsNoGuidIsRefused(String objectId) {
        assertThatThrownBy(() -> Principal.group(objectId))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-ID-011");
        assertThatThrownBy(() -> BuiltInRole.of("Some Role", objectId))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-ID-010");
    }

    @Test
    void aPrincipalAndARoleThatAreGuidsAreAccepted() {
        assertThat(Principal.servicePrincipal(GUID)).hasToString("service principal " + GUID);
        assertThat(BuiltInRole.of("Some Role", GUID).guid()).isEqualTo(GUID);
    }

    @Test
    void theCallerIsAUserOrAServicePrincipal() {
        assertThat(Principal.of(Caller.of(GUID, "t", true))).isEqualTo(Principal.user(GUID));
        assertThat(Principal.of(Caller.of(GUID, "t", false))).isEqualTo(Principal.servicePrincipal(GUID));
    }

    @Test
    void anAssignmentOnAnAssignmentIsRefusedAndOnAResourceAccepted() {
        ResourceId assignment = create(SPEC).id();

        assertThatThrownBy(() -> RoleAssignmentSpec.of(BuiltInRole.CONTRIBUTOR, assignment, Principal.user(GUID)))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-ID-012");
        assertThat(RoleAssignmentSpec.of(
                                BuiltInRole.CONTRIBUTOR, ResourceId.subscription(SUBSCRIPTION), Principal.user(GUID))
                        .scope())
                .isEqualTo(ResourceId.subscription(SUBSCRIPTION));
    }
}
