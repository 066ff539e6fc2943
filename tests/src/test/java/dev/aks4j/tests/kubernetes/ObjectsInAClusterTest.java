package dev.aks4j.tests.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.kubernetes.NamespaceSpec;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanEntry;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.PlanRefusedException;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.RbacSubject;
import dev.aks4j.identity.RoleBindingSpec;
import dev.aks4j.identity.RoleSpec;
import dev.aks4j.identity.WorkloadIdentity;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kubernetes objects from plans, on the simulator's API server. */
class ObjectsInAClusterTest {
    private static final NamespaceSpec NAMESPACE = NamespaceSpec.of("shop-ns", OneCluster.CLUSTER.id());
    private static final RoleSpec ROLE = RoleSpec.role("logs", "shop-ns", OneCluster.CLUSTER)
            .allow(right -> right.resources("pods", "pods/log").verbs("get", "list", "watch"))
            .build();

    private final OneCluster one = new OneCluster();

    @AfterEach
    void close() {
        one.close();
    }

    private static RoleBindingSpec binding(String role) {
        return RoleBindingSpec.roleBinding("logs", "shop-ns", OneCluster.CLUSTER)
                .role(role)
                .subject(RbacSubject.serviceAccount("shop-ns", "orders"))
                .build();
    }

    private static List<Spec> specs(Spec... more) {
        List<Spec> all = new ArrayList<>(List.of(OneCluster.GROUP, OneCluster.CLUSTER, NAMESPACE));
        all.addAll(List.of(more));
        return all;
    }

    private KubernetesClient client() {
        return one.aks().kubernetes().client(OneCluster.CLUSTER.id(), OneCluster.LONG);
    }

    @Test
    void aWorkloadGetsItsNamespaceItsIdentityAndItsRights() {
        WorkloadIdentity orders = WorkloadIdentity.builder("orders", "shop-ns", OneCluster.CLUSTER)
                .role(BuiltInRole.AKS_CLUSTER_USER, OneCluster.CLUSTER.id())
                .build();
        List<Spec> specs = specs(ROLE, binding("logs"));
        specs.addAll(orders.specs());

        one.apply(specs);

        JsonNode account = one.find("serviceaccounts", "shop-ns", "orders").orElseThrow();
        assertThat(account.at("/metadata/annotations/azure.workload.identity~1client-id")
                        .asText())
                .matches("[0-9a-f-]{36}");
        assertThat(one.find("roles.rbac.authorization.k8s.io", "shop-ns", "logs"))
                .isPresent();
        assertThat(one.find("rolebindings.rbac.authorization.k8s.io", "shop-ns", "logs"))
                .isPresent();
        assertThat(one.isSettled(specs)).isTrue();
    }

    @Test
    void aChangedRoleIsAppliedAndABindingsRoleNeedsLeave() {
        one.apply(specs(ROLE, binding("logs")));
        RoleSpec fewer = RoleSpec.role("logs", "shop-ns", OneCluster.CLUSTER)
                .allow(right -> right.resources("pods").verbs("get"))
                .build();

        one.apply(specs(fewer, binding("logs")));

        assertThat(one.find("roles.rbac.authorization.k8s.io", "shop-ns", "logs")
                        .orElseThrow()
                        .at("/rules/0/verbs")
                        .size())
                .isEqualTo(1);
        assertThatThrownBy(() -> one.aks()
                        .plan(specs(fewer, binding("other")), PlanOptions.standard())
                        .apply())
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("roleRef");

        Plan plan = one.aks()
                .plan(specs(fewer, binding("other")), PlanOptions.standard().allowRecreate());
        assertThat(plan.entries())
                .filteredOn(entry -> entry.change() != Change.NONE)
                .extracting(PlanEntry::type, PlanEntry::change)
                .containsExactly(tuple("roleBinding", Change.RECREATE));
        assertThat(plan.apply().await(OneCluster.LONG).isSuccess()).isTrue();
        assertThat(one.find("rolebindings.rbac.authorization.k8s.io", "shop-ns", "logs")
                        .orElseThrow()
                        .at("/roleRef/name")
                        .asText())
                .isEqualTo("other");
    }

    @Test
    void anObjectOfSomebodyElseIsTakenOnlyWhenAdopted() {
        try (KubernetesClient client = client()) {
            client.namespaces()
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName("shop-ns")
                            .addToLabels("team", "theirs")
                            .endMetadata()
                            .build())
                    .create();
        }
        List<Spec> labelled = List.of(
                OneCluster.GROUP,
                OneCluster.CLUSTER,
                NamespaceSpec.builder("shop-ns", OneCluster.CLUSTER.id())
                        .label("team", "ours")
                        .build());

        assertThat(one.aks().plan(labelled, PlanOptions.standard()).problems()).isNotEmpty();
        assertThat(one.aks()
                        .plan(labelled, PlanOptions.standard().adopt())
                        .apply()
                        .await(OneCluster.LONG)
                        .isSuccess())
                .isTrue();

        assertThat(one.find("namespaces", "", "shop-ns")
                        .orElseThrow()
                        .at("/metadata/labels/team")
                        .asText())
                .isEqualTo("ours");
    }

    @Test
    void aNamespaceIsRemovedWithWhatIsInIt() {
        one.apply(specs(ROLE));
        try (KubernetesClient client = client()) {
            client.configMaps()
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("settings")
                            .withNamespace("shop-ns")
                            .endMetadata()
                            .build())
                    .create();
        }

        assertThat(one.aks()
                        .planRemoval(NAMESPACE, ROLE)
                        .apply()
                        .await(OneCluster.LONG)
                        .isSuccess())
                .isTrue();

        assertThat(one.find("namespaces", "", "shop-ns")).isEmpty();
        assertThat(one.find("configmaps", "shop-ns", "settings")).isEmpty();
        assertThat(one.isSettled(List.of(OneCluster.GROUP, OneCluster.CLUSTER))).isTrue();
    }

    @Test
    void aClientListsAndWritesWithATokenOfOurOwn() {
        try (KubernetesClient client = client()) {
            assertThat(client.namespaces().list().getItems())
                    .extracting(namespace -> namespace.getMetadata().getName())
                    .contains("default", "kube-system");
        }
    }
}
