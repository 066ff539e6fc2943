package dev.aks4j.identity;

import static dev.aks4j.identity.IdentitySamples.GUID;
import static dev.aks4j.identity.IdentitySamples.builder;
import static dev.aks4j.identity.IdentitySamples.json;
import static dev.aks4j.identity.IdentitySamples.rules;
import static dev.aks4j.identity.IdentitySamples.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Write;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RbacTest {
    private static final ClusterSpec CLUSTER =
            builder().access(EntraAccess.builder().build()).build();
    private static final RoleBindingSpec BINDING = RoleBindingSpec.roleBinding("developers", "shop-ns", CLUSTER)
            .clusterRole("edit")
            .subject(RbacSubject.group(GUID))
            .subject(RbacSubject.serviceAccount("ci", "deployer"))
            .build();

    private static RbacKind kind(RbacObject object) {
        return (RbacKind) object.kind();
    }

    private static Json manifest(RbacObject object) {
        return ((Write.Apply) kind(object).create(object, scope()).get(0)).manifest();
    }

    private static RoleSpec role(Consumer<PolicyRule.Builder> right) {
        return RoleSpec.role("logs", "shop-ns", CLUSTER).allow(right).build();
    }

    private static RoleSpec clusterRole(Consumer<PolicyRule.Builder> right) {
        return RoleSpec.clusterRole("logs", CLUSTER).allow(right).build();
    }

    @Test
    void aRoleIsAListOfRights() {
        RoleSpec role = RoleSpec.role("logs", "shop-ns", CLUSTER)
                .allow(right -> right.resources("pods", "pods/log").verbs("get", "list"))
                .allow(right -> right.apiGroups("apps")
                        .resources("deployments")
                        .resourceNames("orders")
                        .verbs("patch"))
                .build();

        assertThat(manifest(role)).isEqualTo(json("""
                {'apiVersion':'rbac.authorization.k8s.io/v1','kind':'Role',
                 'metadata':{'name':'logs','namespace':'shop-ns','labels':{'app.kubernetes.io/managed-by':'aks4j'}},
                 'rules':[{'apiGroups':[''],'resources':['pods','pods/log'],'verbs':['get','list']},
                  {'apiGroups':['apps'],'resources':['deployments'],'resourceNames':['orders'],'verbs':['patch']}]}"""));
        assertThat(kind(role).name()).isEqualTo("role");
        assertThat(kind(role).summary(role)).isEqualTo("get,list on pods,pods/log; patch on deployments");
        assertThat(kind(role).requires(role))
                .containsExactly(Address.kubernetes(CLUSTER.id(), "v1", "Namespace", "shop-ns"));
    }

    @Test
    void aClusterRoleCanBeGatheredByAnotherAndReachPaths() {
        RoleSpec role = RoleSpec.clusterRole("metrics", CLUSTER)
                .allow(right -> right.nonResourceUrls("/metrics").verbs("get"))
                .aggregateTo("view")
                .build();

        assertThat(manifest(role).path("kind").asText()).isEqualTo("ClusterRole");
        assertThat(manifest(role)
                        .at("/metadata/labels/rbac.authorization.k8s.io~1aggregate-to-view")
                        .asText())
                .isEqualTo("true");
        assertThat(manifest(role).path("rules")).isEqualTo(json("[{'nonResourceURLs':['/metrics'],'verbs':['get']}]"));
        assertThat(kind(role).requires(role)).isEmpty();
    }

    @Test
    void aBindingNamesItsRoleAndWhoHasIt() {
        assertThat(manifest(BINDING)).isEqualTo(json("""
                {'apiVersion':'rbac.authorization.k8s.io/v1','kind':'RoleBinding',
                 'metadata':{'name':'developers','namespace':'shop-ns','labels':{'app.kubernetes.io/managed-by':'aks4j'}},
                 'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'ClusterRole','name':'edit'},
                 'subjects':[{'kind':'Group','name':'%s','apiGroup':'rbac.authorization.k8s.io'},
                  {'kind':'ServiceAccount','name':'deployer','namespace':'ci'}]}""".formatted(GUID)));
        RoleBindingSpec everywhere = RoleBindingSpec.clusterRoleBinding("admins", CLUSTER)
                .clusterRole("cluster-admin")
                .subject(RbacSubject.user("ada@example.com"))
                .build();
        assertThat(manifest(everywhere).path("kind").asText()).isEqualTo("ClusterRoleBinding");
        assertThat(kind(everywhere).summary(everywhere)).isEqualTo("cluster-admin for User ada@example.com");
        RoleBindingSpec local = RoleBindingSpec.roleBinding("logs", "shop-ns", CLUSTER)
                .role("logs")
                .build();
        assertThat(manifest(local).at("/roleRef/kind").asText()).isEqualTo("Role");
    }

    @Test
    void aBindingsRoleNeverChangesButItsSubjectsDo() {
        Json live = manifest(BINDING);
        assertThat(kind(BINDING).compare(BINDING, live, scope()).change()).isEqualTo(Change.NONE);

        Json mallory = live.with(
                "/subjects", Json.array().addAll(live.path("subjects")).add(json("{'kind':'User','name':'mallory'}")));
        assertThat(kind(BINDING).compare(BINDING, mallory, scope()).differences())
                .singleElement()
                .satisfies(difference -> assertThat(difference.path()).isEqualTo("/subjects"));

        Json other = mallory.with("/roleRef/name", "view");
        assertThat(kind(BINDING).compare(BINDING, other, scope()).change()).isEqualTo(Change.RECREATE);
    }

    @Test
    void theOrderOfSubjectsDoesNotCount() {
        Json subjects = manifest(BINDING).path("subjects");
        Json live = manifest(BINDING)
                .with("/subjects", Json.array().add(subjects.get(1)).add(subjects.get(0)));

        assertThat(kind(BINDING).compare(BINDING, live, scope()).differences()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a%b"})
    void namesThatCannotBePartOfAPathAreRefused(String name) {
        assertThatThrownBy(() -> RoleSpec.clusterRole(name, CLUSTER)
                        .allow(right -> right.resources("pods").verbs("get"))
                        .build())
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-RBAC-001");
        assertThatThrownBy(() -> RoleBindingSpec.clusterRoleBinding(name, CLUSTER)
                        .clusterRole("view")
                        .build())
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("AKS-RBAC-001");
        assertThat(RoleSpec.clusterRole("shop:logs.v1", CLUSTER).build().name()).isEqualTo("shop:logs.v1");
    }

    @Test
    void aRightNamesVerbsAndWhatTheyAreOn() {
        assertThatThrownBy(() -> role(right -> right.resources("pods"))).hasMessageContaining("AKS-RBAC-002");
        assertThatThrownBy(() -> role(right -> right.verbs("get"))).hasMessageContaining("AKS-RBAC-003");
        assertThatThrownBy(() -> clusterRole(
                        right -> right.resources("pods").nonResourceUrls("/x").verbs("get")))
                .hasMessageContaining("AKS-RBAC-003");
        assertThat(role(right -> right.resources("pods").verbs("get")).rules()).hasSize(1);
    }

    @Test
    void pathsAndAggregationNeedAClusterRole() {
        assertThatThrownBy(() -> RoleSpec.role("metrics", "shop-ns", CLUSTER)
                        .allow(right -> right.nonResourceUrls("/metrics").verbs("get"))
                        .aggregateTo("view")
                        .build())
                .isInstanceOfSatisfying(
                        InvalidSpecException.class,
                        e -> assertThat(rules(e.problems())).containsExactly("AKS-RBAC-004", "AKS-RBAC-004"));
        assertThat(clusterRole(right -> right.nonResourceUrls("/metrics").verbs("get"))
                        .rules())
                .hasSize(1);
    }

    @Test
    void subjectsHaveNames() {
        assertThatThrownBy(() -> RoleBindingSpec.clusterRoleBinding("b", CLUSTER)
                        .clusterRole("view")
                        .subject(RbacSubject.serviceAccount("", "deployer"))
                        .build())
                .hasMessageContaining("AKS-RBAC-005");
        assertThat(BINDING.subjects()).hasSize(2);
    }

    @Test
    void withEntraAGroupIsNamedByItsObjectId() {
        RoleBindingSpec byName = RoleBindingSpec.clusterRoleBinding("b", CLUSTER)
                .clusterRole("view")
                .subject(RbacSubject.group("developers"))
                .subject(RbacSubject.group("system:authenticated"))
                .build();

        assertThat(rules(kind(byName).check(byName, scope(CLUSTER)))).containsExactly("AKS-RBAC-006");
        assertThat(kind(byName).check(byName, scope(builder().build()))).isEmpty();
        assertThat(kind(BINDING).check(BINDING, scope(CLUSTER))).isEmpty();
    }
}
