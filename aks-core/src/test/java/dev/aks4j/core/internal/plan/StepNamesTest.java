package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Steps of one plan can be told apart by their text. */
class StepNamesTest {

    private static final ResourceId VNET = ResourceId.parse(
            "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-shop");

    private static Step role(String id, ResourceId scope, String guid) {
        ResourceId at = scope.child("Microsoft.Authorization/roleAssignments", guid);
        return new Step(
                id,
                "roleAssignment",
                "Network Contributor",
                Change.CREATE,
                new Write.Delete(at, "v1"),
                Set.of(),
                List.of());
    }

    private static List<String> texts(List<Step> steps) {
        return steps.stream().map(Step::toString).toList();
    }

    @Test
    void sameRoleOnTwoSubnetsIsToldApartByTheSubnet() {
        assertThat(texts(StepNames.distinct(
                        List.of(
                                role("1", VNET.child("subnets", "nodes"), "a"),
                                role("2", VNET.child("subnets", "pods"), "b")),
                        Map.of())))
                .containsExactly(
                        "create roleAssignment Network Contributor on vnet-shop/nodes",
                        "create roleAssignment Network Contributor on vnet-shop/pods");
    }

    @Test
    void sameRoleOnOneScopeIsToldApartByTheSummaryAndAtLastByTheAddress() {
        assertThat(texts(StepNames.distinct(
                        List.of(role("1", VNET, "a"), role("2", VNET, "b")),
                        Map.of("1", "id-one on vnet-shop", "2", "id-two on vnet-shop"))))
                .containsExactly(
                        "create roleAssignment Network Contributor on vnet-shop (id-one on vnet-shop)",
                        "create roleAssignment Network Contributor on vnet-shop (id-two on vnet-shop)");
        assertThat(texts(StepNames.distinct(List.of(role("1", VNET, "a"), role("2", VNET, "b")), Map.of())))
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).contains("/roleAssignments/"));
    }

    @Test
    void namesThatDifferAndSeveralWritesToOneResourceStayAsTheyAre() {
        Step role = role("1", VNET, "a");
        Step again = new Step("2", role.type(), role.name(), role.change(), role.write(), Set.of("1"), List.of());
        assertThat(StepNames.distinct(List.of(role, again), Map.of("1", "x", "2", "x")))
                .containsExactly(role, again);
    }
}
