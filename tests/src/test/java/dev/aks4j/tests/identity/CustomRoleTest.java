package dev.aks4j.tests.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.CustomRoleSpec;
import dev.aks4j.identity.FederatedCredentialSpec;
import dev.aks4j.identity.ManagedIdentitySpec;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.identity.access.Access;
import dev.aks4j.identity.access.AccessSubject;
import dev.aks4j.identity.access.AzureAction;
import dev.aks4j.identity.access.Explanation.Verdict;
import dev.aks4j.testkit.AksTest;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Roles of one's own, conditions, and that nobody gives away what they do not have, all the way through Azure. */
@AksTest
class CustomRoleTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private static final ManagedIdentitySpec IDENTITY = ManagedIdentitySpec.of("id-orders", GROUP);
    private static final AzureAction READ = AzureAction.of("Microsoft.ContainerService/managedClusters/read");

    private static void apply(Aks aks, Spec... specs) {
        assertThat(aks.plan(List.of(specs), PlanOptions.standard())
                        .apply()
                        .await(LONG)
                        .isSuccess())
                .isTrue();
    }

    private static CustomRoleSpec role(String action) {
        return CustomRoleSpec.builder("Cluster looker")
                .description("Looks")
                .action(action)
                .build();
    }

    @Test
    void aCustomRoleIsMadeBeforeItIsAssignedAndChangedInPlace(Aks aks) {
        RoleAssignmentSpec looks = RoleAssignmentSpec.of(role(READ.name()).role(), GROUP.id(), Principal.of(IDENTITY));
        List<Spec> specs = List.of(looks, role(READ.name()), IDENTITY, GROUP);
        apply(aks, specs.toArray(Spec[]::new));
        assertThat(aks.plan(specs, PlanOptions.standard()).isEmpty()).isTrue();
        Access access = Access.of(aks);
        AccessSubject orders = AccessSubject.identity(IDENTITY.id());
        assertThat(access.explain(orders, READ, GROUP.id()).verdict()).isEqualTo(Verdict.ALLOWED);

        CustomRoleSpec other = role("Microsoft.Compute/disks/read");
        Plan plan = aks.plan(GROUP, IDENTITY, other, looks);
        assertThat(plan.toString()).contains("roleDefinition");
        assertThat(plan.apply().await(LONG).isSuccess()).isTrue();
        assertThat(access.explain(orders, READ, GROUP.id()).verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(aks.planRemoval(other, looks).apply().await(LONG).isSuccess())
                .isTrue();
    }

    @Test
    void aConditionIsKeptChangedInPlaceAndLeavesTheAnswerOpen(Aks aks) {
        RoleAssignmentSpec logs = conditional("logs");
        apply(aks, GROUP, IDENTITY, logs);
        assertThat(aks.plan(GROUP, IDENTITY, logs).isEmpty()).isTrue();
        assertThat(Access.of(aks)
                        .explain(AccessSubject.identity(IDENTITY.id()), AzureAction.READ_BLOB, GROUP.id())
                        .verdict())
                .isEqualTo(Verdict.UNDECIDED);
        Plan changed = aks.plan(GROUP, IDENTITY, conditional("other"));
        assertThat(changed.toString()).contains("condition");
        assertThat(changed.apply().await(LONG).isSuccess()).isTrue();
        assertThat(aks.plan(GROUP, IDENTITY, conditional("other")).isEmpty()).isTrue();
    }

    private static RoleAssignmentSpec conditional(String container) {
        return RoleAssignmentSpec.builder(BuiltInRole.STORAGE_BLOB_DATA_READER, GROUP.id(), Principal.of(IDENTITY))
                .condition("@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals '"
                        + container + "'")
                .build();
    }

    @Test
    void whoMayNotAssignRolesIsRefused(Aks aks, SimulatedAzure azure) {
        String id = azure.addApplication("contributor", "its-secret");
        apply(aks, GROUP, IDENTITY);
        try (Aks poor = Aks.builder(azure.subscriptionId())
                .credential(AksCredential.clientSecret(azure.tenantId(), id, "its-secret"))
                .transport(azure.transport())
                .build()) {
            apply(aks, RoleAssignmentSpec.of(BuiltInRole.CONTRIBUTOR, GROUP.id(), Principal.of(poor.caller())));
            RoleAssignmentSpec more =
                    RoleAssignmentSpec.of(BuiltInRole.CONTRIBUTOR, GROUP.id(), Principal.of(IDENTITY));
            ArmRequest write = ArmRequest.put(
                    GROUP.id()
                            .inSubscription(azure.subscriptionId())
                            .child("Microsoft.Authorization/roleAssignments", "7f1d2c3b-0000-4000-8000-00000000000a"),
                    "2022-04-01",
                    dev.aks4j.core.model.Json.object().build());
            assertThatThrownBy(() -> poor.await(poor.arm().send(write), LONG))
                    .isInstanceOf(ArmException.class)
                    .hasMessageContaining("AuthorizationFailed");
            assertThat(more.condition()).isEmpty();
        }
    }

    @Test
    void credentialsThatAreThereCountWithThoseOfThePlan(Aks aks) {
        List<Spec> first = new java.util.ArrayList<>(List.of(GROUP, IDENTITY));
        for (int i = 0; i < 19; i++) {
            first.add(
                    FederatedCredentialSpec.forIssuer("build-" + i, IDENTITY.id(), "https://issuer.example", "s" + i));
        }
        apply(aks, first.toArray(Spec[]::new));
        FederatedCredentialSpec last =
                FederatedCredentialSpec.forIssuer("last", IDENTITY.id(), "https://issuer.example", "last");
        FederatedCredentialSpec more =
                FederatedCredentialSpec.forIssuer("more", IDENTITY.id(), "https://issuer.example", "more");
        assertThat(aks.plan(last).problems()).isEmpty();
        assertThat(aks.plan(last, more).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .contains("AKS-ID-026", "has 19 federated credentials that this plan does not name"));
    }
}
