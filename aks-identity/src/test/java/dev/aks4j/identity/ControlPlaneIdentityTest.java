package dev.aks4j.identity;

import static dev.aks4j.identity.IdentitySamples.GROUP;
import static dev.aks4j.identity.IdentitySamples.SUBNET;
import static dev.aks4j.identity.IdentitySamples.SUBSCRIPTION;
import static dev.aks4j.identity.IdentitySamples.VNET;
import static dev.aks4j.identity.IdentitySamples.cluster;
import static dev.aks4j.identity.IdentitySamples.contribution;
import static dev.aks4j.identity.IdentitySamples.json;
import static dev.aks4j.identity.IdentitySamples.onSubnet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.cluster.ClusterIdentity;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Spec;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ControlPlaneIdentityTest {
    private static final ResourceId OWN =
            GROUP.id().child("Microsoft.ManagedIdentity/userAssignedIdentities", "id-shop-control-plane");
    private static final ManagedIdentitySpec KUBELET = ManagedIdentitySpec.of("id-nodes", GROUP);

    private static ClusterIdentity of(ClusterSpec cluster) {
        return cluster.identity().orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Set<Address> requires(ClusterSpec cluster) {
        return ((ResourceKind<ClusterSpec>) cluster.kind()).requires(cluster);
    }

    @Test
    void anOwnIdentityIsNamedAfterTheClusterAndLivesBesideIt() {
        ClusterSpec cluster = cluster(ControlPlaneIdentity.create());

        assertThat(of(cluster).userAssigned()).contains(OWN);
        assertThat(cluster.derived())
                .containsExactly(ManagedIdentitySpec.of("id-shop-control-plane", GROUP.id(), Region.WEST_EUROPE));
        assertThat(contribution(of(cluster)))
                .isEqualTo(json("{'identity':{'type':'UserAssigned','userAssignedIdentities':{'%s':{}}}}"
                        .formatted(OWN.inSubscription(SUBSCRIPTION))));
        assertThat(of(cluster(ControlPlaneIdentity.create("id-mine"))).userAssigned())
                .map(ResourceId::name)
                .contains("id-mine");
    }

    @Test
    void aNameThatAzureDoesNotTakeIsRefused() {
        assertThatThrownBy(() -> ControlPlaneIdentity.create("id/shop"))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-ID-002");
    }

    @Test
    void everyFeaturesRightIsAssignedOnceAndBeforeTheCluster() {
        ClusterSpec cluster = cluster(ControlPlaneIdentity.create(), onSubnet(), onSubnet());
        RoleAssignmentSpec joins =
                RoleAssignmentSpec.of(BuiltInRole.NETWORK_CONTRIBUTOR, SUBNET, Principal.identity(OWN));

        assertThat(cluster.derived()).hasSize(2).contains(joins);
        assertThat(requires(cluster)).contains(Address.azure(OWN), joins.address());
    }

    /** Creation failed with LinkedAuthorizationFailed on the API server's subnet: no role was planned for it. */
    @Test
    void theApiServersSubnetAndDnsZoneNeedRightsToo() {
        ResourceId subnet = VNET.child("subnets", "api");
        ResourceId zone = GROUP.id().child("Microsoft.Network/privateDnsZones", "privatelink.westeurope.azmk8s.io");

        assertThat(IdentitySamples.builder()
                        .identity(ControlPlaneIdentity.create())
                        .feature(onSubnet())
                        .apiServer(api -> api.vnetIntegration(subnet))
                        .build()
                        .derived())
                .contains(RoleAssignmentSpec.of(BuiltInRole.NETWORK_CONTRIBUTOR, subnet, Principal.identity(OWN)));
        assertThat(IdentitySamples.builder()
                        .identity(ControlPlaneIdentity.create())
                        .feature(onSubnet())
                        .apiServer(api -> api.privateCluster(zone))
                        .build()
                        .derived())
                .contains(
                        RoleAssignmentSpec.of(BuiltInRole.PRIVATE_DNS_ZONE_CONTRIBUTOR, zone, Principal.identity(OWN)),
                        RoleAssignmentSpec.of(BuiltInRole.NETWORK_CONTRIBUTOR, VNET, Principal.identity(OWN)),
                        RoleAssignmentSpec.of(BuiltInRole.NETWORK_CONTRIBUTOR, SUBNET, Principal.identity(OWN)));
    }

    @Test
    void rightsGrantedElsewhereBringNoAssignments() {
        ClusterSpec cluster = cluster(ControlPlaneIdentity.create().withoutRoleAssignments(), onSubnet());

        assertThat(cluster.derived()).singleElement().isInstanceOf(ManagedIdentitySpec.class);
    }

    @Test
    void anExistingIdentityIsNotCreatedButGetsTheRights() {
        ResourceId existing = ResourceId.parse("/subscriptions/" + SUBSCRIPTION
                + "/resourceGroups/rg-hub/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-hub");
        ClusterSpec cluster = cluster(ControlPlaneIdentity.userAssigned(existing), onSubnet());

        assertThat(cluster.derived())
                .containsExactly(
                        RoleAssignmentSpec.of(BuiltInRole.NETWORK_CONTRIBUTOR, SUBNET, Principal.identity(existing)));
    }

    @Test
    void aSharedIdentityIsTheSameSpecForAllItsClusters() {
        ManagedIdentitySpec shared = ManagedIdentitySpec.of("id-shared", GROUP);

        assertThat(cluster(ControlPlaneIdentity.userAssigned(shared)).derived()).containsExactly(shared);
    }

    @Test
    void aSystemAssignedIdentityIsEnoughWhereNoRightIsNeeded() {
        ClusterSpec cluster = cluster(ControlPlaneIdentity.systemAssigned());

        assertThat(contribution(of(cluster))).isEqualTo(json("{'identity':{'type':'SystemAssigned'}}"));
        assertThat(cluster.derived()).isEmpty();
        assertThat(of(cluster).summary()).isEqualTo("system-assigned identity");
    }

    @Test
    void aSystemAssignedOrMissingIdentityIsRefusedWhereARightIsNeeded() {
        assertThatThrownBy(() -> cluster(ControlPlaneIdentity.systemAssigned(), onSubnet()))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-ID-001")
                .hasMessageContaining("system-assigned cannot hold Network Contributor on nodes")
                .hasMessageContaining("Add .identity(ControlPlaneIdentity.create())");
        assertThatThrownBy(() -> IdentitySamples.builder().feature(onSubnet()).build())
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-ID-001");
        assertThat(cluster(ControlPlaneIdentity.create(), onSubnet()).warnings())
                .isEmpty();
    }

    @Test
    void theNodesIdentityIsHandedOverByTheControlPlane() {
        ClusterSpec cluster = cluster(ControlPlaneIdentity.create().kubelet(KUBELET));
        Json profile = contribution(of(cluster)).at("/properties/identityProfile/kubeletidentity");

        assertThat(profile.path("resourceId").asText())
                .isEqualTo(KUBELET.id().inSubscription(SUBSCRIPTION).toString());
        assertThat(LateValue.read(profile.path("clientId")))
                .contains(KUBELET.clientId().inSubscription(SUBSCRIPTION));
        assertThat(LateValue.read(profile.path("objectId")))
                .contains(KUBELET.principalId().inSubscription(SUBSCRIPTION));
        assertThat(cluster.derived())
                .extracting(Spec::toString)
                .containsExactlyElementsOf(List.of(
                        "managed identity id-shop-control-plane",
                        "managed identity id-nodes",
                        "role Managed Identity Operator of id-shop-control-plane on id-nodes"));
        assertThat(of(cluster).requires()).containsExactlyInAnyOrder(OWN, KUBELET.id());
    }

    @Test
    void theNodesIdentityNeedsAUserAssignedControlPlane() {
        assertThatThrownBy(() -> cluster(ControlPlaneIdentity.systemAssigned().kubelet(KUBELET.id())))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-ID-001")
                .hasMessageContaining("Managed Identity Operator on id-nodes");
    }
}
