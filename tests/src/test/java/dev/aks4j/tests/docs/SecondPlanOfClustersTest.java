package dev.aks4j.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanRefusedException;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.identity.ManagedIdentitySpec;
import dev.aks4j.network.resource.ApplicationSecurityGroupSpec;
import dev.aks4j.network.resource.PrivateDnsZoneSpec;
import dev.aks4j.network.resource.PublicIpAddressSpec;
import dev.aks4j.network.resource.PublicIpPrefixSpec;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every builder method of clusters and pools: what was applied leaves a second plan nothing to do. A normal build takes every
 * third method, the profile {@code campaign} all.
 */
class SecondPlanOfClustersTest {

    private static final int PART = Boolean.getBoolean("aks4j.campaign") ? 1 : 3;
    private static final Duration LONG = Duration.ofHours(5);

    private static final Pattern ID = Pattern.compile("/providers/[^/]+/([^/]+)/([^/)]+)\\)");

    /** Methods whose case names a resource that neither the library nor the simulator can make. */
    private static final List<String> WITHOUT_THEIR_RESOURCE = List.of("addons(a -> a.appRouting(zones))");

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
        try (SimulatedAzure azure = SimulatedAzure.create();
                Aks aks = Aks.builder(azure.subscriptionId())
                        .credential(
                                AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                        .transport(azure.transport())
                        .secrets(name -> CompletableFuture.completedFuture("Passw0rd-of-" + name))
                        .build()) {
            Spec[] specs = withWhatItNames(aks, CoverageCases.GROUP, CoverageCases.VNET, each.spec());
            aks.plan(specs).apply().await(LONG);
            Plan again = aks.plan(specs);
            if (!again.isEmpty()) {
                left.add(each.method() + "\n" + again);
            }
        } catch (PlanRefusedException | RunFailedException notThere) {
            refused.add(each.method());
        }
    }

    /** Returns specs with those of the resources that they name and that are not there. */
    private static Spec[] withWhatItNames(Aks aks, Spec... specs) {
        List<Spec> all = new ArrayList<>(List.of(specs));
        for (Problem problem : aks.plan(specs).problems()) {
            Matcher id = ID.matcher(problem.toString());
            if (problem.rule().equals("AKS-ARM-020") && id.find()) {
                named(id.group(1), id.group(2)).ifPresent(all::add);
            }
        }
        return all.toArray(Spec[]::new);
    }

    private static Optional<Spec> named(String type, String name) {
        ResourceGroupSpec group = CoverageCases.GROUP;
        return switch (type) {
            case "publicIPAddresses" ->
                Optional.of(PublicIpAddressSpec.builder(name, group).build());
            case "publicIPPrefixes" ->
                Optional.of(PublicIpPrefixSpec.builder(name, group, 28).build());
            case "applicationSecurityGroups" ->
                Optional.of(ApplicationSecurityGroupSpec.builder(name, group).build());
            case "privateDnsZones" ->
                Optional.of(PrivateDnsZoneSpec.builder(name, group).build());
            case "userAssignedIdentities" -> Optional.of(ManagedIdentitySpec.of(name, group));
            default -> Optional.empty();
        };
    }
}
