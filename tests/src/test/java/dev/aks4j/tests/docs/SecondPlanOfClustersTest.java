package dev.aks4j.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanRefusedException;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Every builder method of clusters and pools: what was applied leaves a second plan nothing to do. A normal build takes every
 * third method, the profile {@code campaign} all.
 */
class SecondPlanOfClustersTest {

    private static final int PART = Boolean.getBoolean("aks4j.campaign") ? 1 : 3;
    private static final Duration LONG = Duration.ofHours(5);

    /** Methods whose case names a resource that is not there. */
    private static final List<String> WITHOUT_THEIR_RESOURCE = List.of(
            "apiServer(a -> a.privateCluster(dnsZone))",
            "fqdnSubdomain(name)",
            "identity(ControlPlaneIdentity.create().kubelet(id))",
            "network: Outbound.loadBalancer: publicIps",
            "network: Outbound.loadBalancer: publicIpPrefixes");

    @Test
    void noMethodLeavesASecondPlanSomethingToDo() {
        List<String> left = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        // One node setting of the kernel is like the others; a new pool has no image to go back to (RollbackTest has
        // it).
        List<Coverage.Case> cases = CoverageCases.all().stream()
                .filter(each ->
                        !each.method().contains("o.sysctl(") || each.method().contains("VM_MAX_MAP_COUNT"))
                .filter(each -> !each.method().contains("nodeImageVersion("))
                .toList();
        for (int i = 0; i < cases.size(); i += PART) {
            secondPlan(cases.get(i), left, refused);
        }

        assertThat(left).isEmpty();
        assertThat(WITHOUT_THEIR_RESOURCE).containsAll(refused);
    }

    private static void secondPlan(Coverage.Case each, List<String> left, List<String> refused) {
        Spec[] specs = {CoverageCases.GROUP, CoverageCases.VNET, each.spec()};
        try (SimulatedAzure azure = SimulatedAzure.create();
                Aks aks = Aks.builder(azure.subscriptionId())
                        .credential(
                                AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                        .transport(azure.transport())
                        .secrets(name -> CompletableFuture.completedFuture("Passw0rd-of-" + name))
                        .build()) {
            aks.plan(specs).apply().await(LONG);
            Plan again = aks.plan(specs);
            if (!again.isEmpty()) {
                left.add(each.method() + "\n" + again);
            }
        } catch (PlanRefusedException | RunFailedException notThere) {
            refused.add(each.method());
        }
    }
}
