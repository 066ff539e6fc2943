package dev.aks4j.tests.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.access.AccessLink.Part;
import dev.aks4j.identity.access.PodAccess;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A pod's way to Azure through an identity binding in place of a federated credential. */
class BoundPodAccessTest {

    @Test
    void aBoundPodReadsAndItsRightToTheIdentityIsPartOfTheWay() {
        try (PodWorld world = new PodWorld(true)) {
            Pod pod = world.pod("orders-0");
            assertThat(world.read(pod)).isEqualTo("opened a line");
            PodAccess way = world.explain("orders-0");
            assertThat(way.isWhole()).as(way.toString()).isTrue();
            assertThat(way.link(Part.AUDIENCE).found()).isEqualTo("api://AKSIdentityBinding");
            assertThat(way.link(Part.TRUST).found()).contains("identity binding orders", "ClusterRole");

            eachLinkBrokenInTurn(world);

            world.kubernetes.rbac().clusterRoleBindings().list().getItems().stream()
                    .filter(each -> each.getSubjects().stream()
                            .anyMatch(one -> one.getName().equals("orders")))
                    .forEach(each -> world.kubernetes.resource(each).delete());
            assertThat(world.read(pod)).isEqualTo("AADSTS700213 AADSTS700213");
            assertThat(world.broken("orders-0")).isEqualTo(Part.TRUST);
            assertThat(world.explain("orders-0").link(Part.TRUST).found()).contains("may not use it");

            ResourceId binding = PodWorld.CLUSTER
                    .id()
                    .inSubscription(world.azure.subscriptionId())
                    .child("identityBindings", "orders");
            world.arm(ArmRequest.delete(binding, ClusterSpec.API_VERSION));
            world.azure.time().advance(Duration.ofMinutes(10));
            assertThat(world.read(pod)).isEqualTo("AADSTS700213 AADSTS700213");
            assertThat(world.explain("orders-0").link(Part.TRUST).found()).contains("no identity binding");
        }
    }

    /** What is broken is mended, so that the next link stands alone. */
    private static void eachLinkBrokenInTurn(PodWorld world) {
        Map<String, String> label = Map.of("azure.workload.identity/use", "true");
        broken(world, world.pod("no-label", Map.of()), "no token", Part.POD_LABEL);

        String clientId = world.clientId();
        world.annotate("");
        broken(world, world.pod("no-annotation"), "no token", Part.SERVICE_ACCOUNT);
        world.annotate("7f1d2c3b-0000-4000-8000-00000000000a");
        broken(world, world.pod("no-identity"), "AADSTS700016 AADSTS700016", Part.IDENTITY);
        world.annotate(clientId);

        world.webhook(false);
        broken(world, world.pod("no-webhook"), "no token", Part.ISSUER);
        world.webhook(true);

        Pod unbound = world.pod("unbound", label, Map.of());
        broken(world, unbound, "AADSTS700213 AADSTS700213", Part.TRUST);
        assertThat(world.explain("unbound").link(Part.TRUST).found()).contains("no federated credential of");

        Pod late = world.pod("late-label", Map.of());
        world.kubernetes
                .pods()
                .inNamespace(PodWorld.NAMESPACE)
                .withName("late-label")
                .edit(each -> {
                    each.getMetadata().setLabels(label);
                    return each;
                });
        broken(world, late, "no token", Part.AUDIENCE);

        var role = PodWorld.reads(BuiltInRole.KEY_VAULT_SECRETS_USER, world.vault);
        world.aks.planRemoval(List.of(role), PlanOptions.standard()).apply().await(PodWorld.LONG);
        broken(world, world.pod("no-role"), "403 a line", Part.ROLE);
        world.apply(role);
        assertThat(world.read(world.pod("mended"))).isEqualTo("opened a line");
    }

    private static void broken(PodWorld world, Pod pod, String read, Part part) {
        String name = pod.getMetadata().getName();
        assertThat(world.read(pod)).as(name).isEqualTo(read);
        assertThat(world.broken(name)).as(name).isEqualTo(part);
        assertThat(world.explain(name).link(part).fix()).as(name).isNotEmpty();
    }
}
