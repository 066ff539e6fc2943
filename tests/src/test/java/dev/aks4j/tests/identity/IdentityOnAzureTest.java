package dev.aks4j.tests.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.kubernetes.Kubeconfig;
import dev.aks4j.core.kubernetes.LocalAccountsDisabledException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanEntry;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.identity.EntraAccess;
import dev.aks4j.identity.FederatedCredentialSpec;
import dev.aks4j.identity.ManagedIdentitySpec;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.identity.ServiceAccountSpec;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Identities, roles, credentials and access as Azure answers to them. */
class IdentityOnAzureTest {
    private static final Duration LONG = Duration.ofHours(2);
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private static final VirtualNetworkSpec VNET = VirtualNetworkSpec.builder("vnet-shop", GROUP)
            .addressSpace("10.20.0.0/16")
            .subnet("nodes", "10.20.0.0/22")
            .build();
    private static final ManagedIdentitySpec IDENTITY = ManagedIdentitySpec.of("id-orders", GROUP);

    private final SimulatedAzure azure = SimulatedAzure.create();
    private final Aks aks = Aks.builder(azure.subscriptionId())
            .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
            .transport(azure.transport())
            .build();

    @AfterEach
    void close() {
        aks.close();
        azure.close();
    }

    private static ClusterSpec cluster(ControlPlaneIdentity identity) {
        return ClusterSpec.builder("shop", GROUP)
                .network(CniOverlay.builder()
                        .nodeSubnet(VNET.subnet("nodes"))
                        .podCidr("10.244.0.0/16")
                        .build())
                .identity(identity)
                .access(EntraAccess.builder().azureRbac().disableLocalAccounts().build())
                .workloadIdentity()
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .build();
    }

    private Plan plan(List<? extends Spec> specs) {
        return aks.plan(specs, PlanOptions.standard());
    }

    private void apply(List<? extends Spec> specs) {
        assertThat(plan(specs).apply().await(LONG).isSuccess()).isTrue();
    }

    private <T> T get(CompletionStage<T> stage) throws Throwable {
        try {
            return azure.transport().scheduler().await(stage, LONG);
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    @Test
    void aClusterComesUpWithAnIdentityThatMayJoinItsSubnet() {
        ClusterSpec cluster = cluster(ControlPlaneIdentity.create());
        List<Spec> specs = List.of(GROUP, VNET, cluster);

        apply(specs);

        assertThat(azure.hasCluster("shop")).isTrue();
        assertThat(azure.requests().matching("PUT", "**/subnets/nodes/**/roleAssignments/*"))
                .hasSize(1);
        assertThat(plan(specs).isEmpty()).isTrue();
    }

    @Test
    void theNodesCanHaveAnIdentityOfTheirOwn() {
        ManagedIdentitySpec nodes = ManagedIdentitySpec.of("id-nodes", GROUP);
        List<Spec> specs =
                List.of(GROUP, VNET, cluster(ControlPlaneIdentity.create().kubelet(nodes)));

        apply(specs);

        assertThat(plan(specs).isEmpty()).isTrue();
    }

    private Json identity() throws Throwable {
        ArmResponse identity =
                get(aks.arm().send(ArmRequest.get(IDENTITY.id().inSubscription(azure.subscriptionId()), "2024-11-30")));
        return identity.body();
    }

    /** Puts a grant of the identity under a name of somebody else's. */
    private void grantedByOthers(BuiltInRole role, ResourceId scope) throws Throwable {
        Json.ObjectBuilder body = Json.object();
        body.putObject("properties")
                .put("roleDefinitionId", role.definition(azure.subscriptionId()).toString())
                .put("principalId", identity().at("/properties/principalId").asText())
                .put("principalType", "ServicePrincipal");
        ResourceId theirs =
                scope.child("Microsoft.Authorization/roleAssignments", "11111111-2222-3333-4444-555555555555");
        get(aks.arm().send(ArmRequest.put(theirs, "2022-04-01", body.build())));
    }

    /** Each plan said "to create", because it read nothing but its own name. */
    @Test
    void aGrantThatSomebodyMadeUnderAnotherNameIsEnough() throws Throwable {
        apply(List.of(GROUP, VNET, IDENTITY));
        ResourceId subnet = VNET.id().child("subnets", "nodes").inSubscription(azure.subscriptionId());
        grantedByOthers(BuiltInRole.NETWORK_CONTRIBUTOR, subnet);
        RoleAssignmentSpec ours = RoleAssignmentSpec.builder(
                        BuiltInRole.NETWORK_CONTRIBUTOR, subnet, Principal.of(IDENTITY))
                .description("joins the subnet")
                .build();
        List<Spec> specs = List.of(GROUP, VNET, IDENTITY, ours);

        Plan plan = plan(specs);

        assertThat(plan.isEmpty()).as(plan.toString()).isTrue();
        assertThat(plan.toString())
                .contains("No changes", "Exists under another name")
                .contains("roleAssignment Network Contributor: 11111111-2222-3333-4444-555555555555");
        assertThat(aks.planRemoval(List.of(ours), PlanOptions.standard()).isEmpty())
                .as("somebody else's grant is not removed")
                .isTrue();
    }

    @Test
    void aGrantOnSomethingAboveIsAnotherGrant() throws Throwable {
        apply(List.of(GROUP, VNET, IDENTITY));
        grantedByOthers(BuiltInRole.NETWORK_CONTRIBUTOR, VNET.id().inSubscription(azure.subscriptionId()));
        RoleAssignmentSpec ours = RoleAssignmentSpec.of(
                BuiltInRole.NETWORK_CONTRIBUTOR, VNET.id().child("subnets", "nodes"), Principal.of(IDENTITY));
        List<Spec> specs = List.of(GROUP, VNET, IDENTITY, ours);

        assertThat(plan(specs).entries())
                .filteredOn(entry -> entry.change() == Change.CREATE)
                .hasSize(1);
        apply(specs);
        assertThat(plan(specs).isEmpty()).isTrue();
    }

    @Test
    void whoMayNotListGrantsFindsOutWhenCreating() throws Throwable {
        apply(List.of(GROUP, VNET, IDENTITY));
        ResourceId subnet = VNET.id().child("subnets", "nodes").inSubscription(azure.subscriptionId());
        grantedByOthers(BuiltInRole.NETWORK_CONTRIBUTOR, subnet);
        RoleAssignmentSpec ours =
                RoleAssignmentSpec.of(BuiltInRole.NETWORK_CONTRIBUTOR, subnet, Principal.of(IDENTITY));
        azure.faults()
                .on("GET", "**/Microsoft.Authorization/roleAssignments")
                .cause(Fault.answer(403, "AuthorizationFailed", "The client may not read role assignments."));

        Plan plan = plan(List.of(GROUP, VNET, IDENTITY, ours));

        assertThat(plan.isEmpty()).isFalse();
        assertThat(plan.apply().await(LONG).isSuccess()).isTrue();
    }

    @Test
    void aCredentialWithTheSameIssuerAndSubjectUnderAnotherNameIsFound() throws Throwable {
        FederatedCredentialSpec theirs = FederatedCredentialSpec.forIssuer(
                "made-by-hand", IDENTITY.id(), "https://issuer.example.com/", "repo:acme/shop");
        apply(List.of(GROUP, IDENTITY, theirs));
        FederatedCredentialSpec ours = FederatedCredentialSpec.forIssuer(
                "ours", IDENTITY.id(), "https://issuer.example.com/", "repo:acme/shop");

        Plan same = plan(List.of(GROUP, IDENTITY, ours));
        assertThat(same.isEmpty()).as(same.toString()).isTrue();
        assertThat(same.toString()).contains("federatedCredential ours: made-by-hand");

        Json.ObjectBuilder body = Json.object();
        body.putObject("properties")
                .put("issuer", "https://issuer.example.com/")
                .put("subject", "repo:acme/shop")
                .putArray("audiences")
                .add("api://other");
        get(aks.arm()
                .send(ArmRequest.put(
                        ((Address.InAzure) theirs.address()).id().inSubscription(azure.subscriptionId()),
                        "2024-11-30",
                        body.build())));
        // An audience that the spec does not say is for creation: what exists keeps its own.
        assertThat(plan(List.of(GROUP, IDENTITY, ours)).problems()).isEmpty();
        Plan other = plan(List.of(GROUP, IDENTITY, ours.audience(FederatedCredentialSpec.AUDIENCE)));
        assertThat(other.problems()).extracting(Problem::rule).containsExactly("AKS-PLAN-011");
        assertThat(other.toString()).contains("audiences").contains("under the name made-by-hand, with [api://other]");
    }

    @Test
    void federatedCredentialsOfOneIdentityAreWrittenOneAfterTheOther() {
        ClusterSpec cluster = cluster(ControlPlaneIdentity.create());
        List<Spec> specs = new ArrayList<>(List.of(GROUP, VNET, cluster, IDENTITY));
        for (int i = 0; i < 5; i++) {
            specs.add(FederatedCredentialSpec.forServiceAccount(
                    "credential-" + i, IDENTITY, cluster, "shop-ns", "account-" + i));
        }

        apply(specs);

        assertThat(azure.requests().matching("PUT", "**/federatedIdentityCredentials/*"))
                .hasSize(5)
                .allSatisfy(request -> assertThat(request.status()).isLessThan(300));
        assertThat(plan(specs).isEmpty()).isTrue();
    }

    @Test
    void somebodyElsesCredentialOnTheIdentityIsWaitedFor() {
        ClusterSpec cluster = cluster(ControlPlaneIdentity.create());
        FederatedCredentialSpec credential =
                FederatedCredentialSpec.forServiceAccount("orders", IDENTITY, cluster, "shop-ns", "orders");
        azure.faults()
                .on("PUT", "**/federatedIdentityCredentials/*")
                .times(2)
                .cause(Fault.answer(
                        409,
                        "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity",
                        "Concurrent writes under the same managed identity are not supported."));

        apply(List.of(GROUP, VNET, cluster, IDENTITY, credential));

        assertThat(azure.requests().matching("PUT", "**/federatedIdentityCredentials/*"))
                .hasSize(3);
    }

    @Test
    void aRoleThatTakesEffectLateDelaysTheClusterAndNoMore() {
        azure.faults().on("PUT", "**/roleAssignments/*").cause(Fault.delayRolePropagation(Duration.ofMinutes(4)));

        apply(List.of(GROUP, VNET, cluster(ControlPlaneIdentity.create())));

        assertThat(azure.hasCluster("shop")).isTrue();
    }

    @Test
    void whoeverPlansCanGiveThemselvesARole() {
        ClusterSpec cluster = cluster(ControlPlaneIdentity.create());
        RoleAssignmentSpec mine =
                RoleAssignmentSpec.of(BuiltInRole.AKS_RBAC_CLUSTER_ADMIN, cluster.id(), Principal.of(aks.caller()));

        apply(List.of(GROUP, VNET, cluster, mine));

        assertThat(aks.caller().objectId()).isEqualTo(azure.principalId());
        assertThat(aks.caller().isUser()).isFalse();
    }

    @Test
    void rolesInAClusterComeBeforeItsObjects() {
        ClusterSpec cluster = cluster(ControlPlaneIdentity.create());
        RoleAssignmentSpec mine =
                RoleAssignmentSpec.of(BuiltInRole.AKS_RBAC_CLUSTER_ADMIN, cluster.id(), Principal.of(aks.caller()));
        ServiceAccountSpec account =
                ServiceAccountSpec.builder("orders", "shop-ns", cluster).build();

        Plan plan = plan(List.of(GROUP, VNET, cluster, account, mine));

        assertThat(plan.entries())
                .extracting(PlanEntry::type)
                .containsSubsequence("managedCluster", "roleAssignment", "serviceAccount");
        assertThat(plan.entries())
                .filteredOn(entry -> entry.type().equals("serviceAccount"))
                .allSatisfy(entry -> assertThat(entry.wave())
                        .isGreaterThan(plan.entries().stream()
                                .filter(other -> other.type().equals("roleAssignment"))
                                .mapToInt(PlanEntry::wave)
                                .max()
                                .orElseThrow()));
    }

    @Test
    void credentialsSignInWithEntraAndLocalOnesAreRefused() throws Throwable {
        ClusterSpec cluster = cluster(ControlPlaneIdentity.create());
        apply(List.of(GROUP, VNET, cluster));

        Kubeconfig user = get(aks.kubernetes().credentials().user(cluster.id()));
        assertThat(user.isEntra()).isTrue();
        assertThat(user.contextName()).isEqualTo("shop");
        assertThat(user.tenantId()).contains(azure.tenantId());
        assertThat(user.server().getHost()).endsWith(".azmk8s.io");

        assertThatThrownBy(() -> get(aks.kubernetes().credentials().admin(cluster.id())))
                .isInstanceOf(LocalAccountsDisabledException.class);
    }

    @Test
    void whatWasPlannedIsRemovedInReverse() {
        List<Spec> specs = List.of(GROUP, VNET, cluster(ControlPlaneIdentity.create()));
        apply(specs);

        assertThat(aks.planRemoval(specs, PlanOptions.standard())
                        .apply()
                        .await(LONG)
                        .isSuccess())
                .isTrue();

        assertThat(azure.hasCluster("shop")).isFalse();
        assertThat(plan(specs).entries()).hasSize(5);
    }
}
