package dev.aks4j.tests.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.identity.access.AccessLink.Part;
import dev.aks4j.identity.access.PodAccess;
import io.fabric8.kubernetes.api.model.Pod;
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

            world.kubernetes.rbac().clusterRoleBindings().list().getItems().stream()
                    .filter(each -> each.getSubjects().stream()
                            .anyMatch(one -> one.getName().equals("orders")))
                    .forEach(each -> world.kubernetes.resource(each).delete());
            assertThat(world.read(pod)).isEqualTo("AADSTS700213 AADSTS700213");
            assertThat(world.broken("orders-0")).isEqualTo(Part.TRUST);
            assertThat(world.explain("orders-0").link(Part.TRUST).found()).contains("may not use it");
        }
    }
}
