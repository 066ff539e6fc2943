package dev.aks4j.tests.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.identity.access.Access;
import dev.aks4j.identity.access.AccessSubject;
import dev.aks4j.identity.access.ClusterTarget;
import dev.aks4j.identity.access.Explanation;
import dev.aks4j.identity.access.Explanation.Verdict;
import dev.aks4j.identity.internal.rights.ApiCall;
import dev.aks4j.identity.internal.rights.ApiUser;
import dev.aks4j.identity.internal.rights.Rbac;
import dev.aks4j.testing.Property;
import dev.aks4j.testing.Property.Draw;
import dev.aks4j.testkit.AksTest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewFluent;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Over roles, bindings, subjects and requests that are drawn, the evaluator of rights decides as the simulated API server
 * answers a SubjectAccessReview; the two share no code. Some of the requests are explained too, to the end.
 */
@AksTest
class RightsAgreeTest {

    private static final Duration LONG = Duration.ofHours(2);
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private static final ClusterSpec CLUSTER = ClusterSpec.builder("shop", GROUP)
            .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(1))
            .build();
    private static final List<String> NAMESPACES = List.of("shop", "carts", "default");
    private static final List<String> VERBS =
            List.of("get", "list", "watch", "create", "update", "delete", "impersonate", "*", "use", "Get");
    private static final List<String> GROUPS = List.of("", "apps", "rbac.authorization.k8s.io", "*", "batch");
    private static final List<String> RESOURCES = List.of(
            "pods",
            "pods/log",
            "pods/*",
            "*/log",
            "secrets",
            "deployments",
            "deployments/scale",
            "*",
            "*/scale",
            "Pods");
    private static final List<String> NAMES = List.of("db", "web", "*", "d");
    private static final List<String> PATHS = List.of("/healthz", "/healthz/*", "/metrics", "/*", "*", "/apis/apps");
    private static final List<String> USERS = List.of("ann", "bob", "system:serviceaccount:shop:orders", "Ann");
    private static final List<String> MEMBERS = List.of(
            "devs",
            "ops",
            "system:authenticated",
            "system:serviceaccounts",
            "system:serviceaccounts:shop",
            "system:masters");

    @Test
    void theEvaluatorDecidesAsTheServerAnswersAndExplainsTheSame(Aks aks) {
        aks.plan(GROUP, CLUSTER).apply().await(LONG);
        List<String> differences = new ArrayList<>();
        int[] count = new int[3];
        Set<String> made = new HashSet<>();
        try (KubernetesClient kubernetes = aks.kubernetes().client(CLUSTER.id(), LONG)) {
            NAMESPACES.forEach(name -> kubernetes
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .serverSideApply());
            Property.tries(6).holds(draw -> {
                world(draw).forEach(each -> {
                    if (made.add(each.getKind()
                            + each.getMetadata().getNamespace()
                            + each.getMetadata().getName())) {
                        kubernetes.resource(each).create();
                    } else {
                        kubernetes.resource(each).delete();
                        kubernetes.resource(each).create();
                    }
                });
                Rbac rbac = read(kubernetes);
                for (int i = 0; i < 120; i++) {
                    boolean explained = i % 5 == 0;
                    ask(kubernetes, rbac, draw, explained ? Access.of(aks) : null, differences, count);
                }
            });
        }
        assertThat(differences).isEmpty();
        assertThat(count[0] + count[1]).isGreaterThanOrEqualTo(700);
        assertThat(count[0]).as("allowed").isGreaterThan(100);
        assertThat(count[1]).as("refused").isGreaterThan(100);
        assertThat(count[2]).as("explained").isGreaterThanOrEqualTo(40);
    }

    private static void ask(
            KubernetesClient kubernetes, Rbac rbac, Draw draw, Access access, List<String> differences, int[] count) {
        boolean account = draw.integer(0, 3) == 0;
        String user = account ? "system:serviceaccount:shop:orders" : draw.oneOf(USERS);
        List<String> groups = account
                ? List.of("system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated")
                : draw.some(0, 2, MEMBERS);
        boolean path = draw.integer(0, 5) == 0;
        String verb = draw.oneOf(VERBS);
        String group = draw.oneOf(List.of("", "apps", "batch"));
        String resource = draw.oneOf(List.of("pods", "secrets", "deployments", "nodes", "Pods"));
        String sub = draw.oneOf(List.of("", "", "log", "scale"));
        String namespace = draw.oneOf(List.of("shop", "carts", "default", ""));
        String name = draw.oneOf(List.of("", "db", "web", "d"));
        String url = draw.oneOf(List.of("/healthz", "/healthz/etcd", "/metrics", "/apis", "/apis/apps", "/"));
        SubjectAccessReviewFluent<?>.SpecNested<?> spec =
                new SubjectAccessReviewBuilder().withNewSpec().withUser(user).withGroups(groups);
        SubjectAccessReviewBuilder review = path
                ? (SubjectAccessReviewBuilder)
                        spec.withNewNonResourceAttributes(url, verb).endSpec()
                : (SubjectAccessReviewBuilder) spec.withNewResourceAttributes()
                        .withVerb(verb)
                        .withGroup(group)
                        .withResource(resource)
                        .withSubresource(sub)
                        .withNamespace(namespace)
                        .withName(name)
                        .endResourceAttributes()
                        .endSpec();
        boolean real = kubernetes
                .authorization()
                .v1()
                .subjectAccessReview()
                .create(review.build())
                .getStatus()
                .getAllowed();
        count[real ? 0 : 1]++;
        ApiCall call = path ? ApiCall.path(verb, url) : ApiCall.object(verb, group, resource, sub, namespace, name);
        String asked = user + groups + " "
                + (path ? verb + " " + url : String.join("|", verb, group, resource, sub, namespace, name));
        if (rbac.allows(new ApiUser(user, Set.copyOf(groups)), call) != real) {
            differences.add(asked + ": the server says " + real);
        }
        if (access != null && !path && sub.isEmpty()) {
            explain(
                    access,
                    account,
                    user,
                    groups,
                    verb,
                    group,
                    resource,
                    namespace,
                    name,
                    real,
                    asked,
                    differences,
                    count);
        }
    }

    private static void explain(
            Access access,
            boolean account,
            String user,
            List<String> groups,
            String verb,
            String group,
            String resource,
            String namespace,
            String name,
            boolean real,
            String asked,
            List<String> differences,
            int[] count) {
        ClusterTarget target = ClusterTarget.of(CLUSTER).resource(resource).apiGroup(group);
        target = namespace.isEmpty() ? target : target.namespace(namespace);
        target = name.isEmpty() ? target : target.named(name);
        AccessSubject subject = account
                ? AccessSubject.serviceAccount("shop", "orders")
                : AccessSubject.user(user, groups.toArray(String[]::new));
        Explanation found = access.explain(subject, verb, target);
        count[2]++;
        if (found.verdict() != (real ? Verdict.ALLOWED : Verdict.REFUSED)
                || real == found.reasons().isEmpty()
                || !real && found.fix().isEmpty()) {
            differences.add(asked + " explained: " + found);
        }
    }

    private static Rbac read(KubernetesClient kubernetes) {
        return new Rbac(
                json(kubernetes.rbac().clusterRoles().list().getItems()),
                json(kubernetes.rbac().roles().inAnyNamespace().list().getItems()),
                json(kubernetes.rbac().clusterRoleBindings().list().getItems()),
                json(kubernetes.rbac().roleBindings().inAnyNamespace().list().getItems()));
    }

    private static List<Json> json(List<? extends HasMetadata> items) {
        return items.stream()
                .map(each -> Json.parse(Serialization.asJson(each)))
                .toList();
    }

    private static List<HasMetadata> world(Draw draw) {
        List<HasMetadata> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(new ClusterRoleBuilder()
                    .withNewMetadata()
                    .withName("c" + i)
                    .endMetadata()
                    .withRules(draw.list(0, 2, each -> rule(each, true)))
                    .build());
            all.add(new RoleBuilder()
                    .withNewMetadata()
                    .withName("r" + i)
                    .withNamespace(NAMESPACES.get(i % 3))
                    .endMetadata()
                    .withRules(draw.list(0, 2, each -> rule(each, false)))
                    .build());
        }
        for (int i = 0; i < 9; i++) {
            all.add(new ClusterRoleBindingBuilder()
                    .withNewMetadata()
                    .withName("cb" + i)
                    .endMetadata()
                    .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "c" + draw.integer(0, 9))
                    .withSubjects(draw.list(0, 2, each -> subject(each, "shop")))
                    .build());
            String namespace = NAMESPACES.get(i % 3);
            boolean wide = draw.integer(0, 1) == 0;
            all.add(new RoleBindingBuilder()
                    .withNewMetadata()
                    .withName("b" + i)
                    .withNamespace(namespace)
                    .endMetadata()
                    .withNewRoleRef(
                            "rbac.authorization.k8s.io",
                            wide ? "ClusterRole" : "Role",
                            (wide ? "c" : "r") + draw.integer(0, 9))
                    .withSubjects(draw.list(0, 2, each -> subject(each, namespace)))
                    .build());
        }
        return all;
    }

    private static PolicyRule rule(Draw draw, boolean paths) {
        if (paths && draw.integer(0, 4) == 0) {
            return new PolicyRuleBuilder()
                    .withVerbs(draw.some(1, 2, List.of("get", "post", "*")))
                    .withNonResourceURLs(draw.some(1, 2, PATHS))
                    .build();
        }
        return new PolicyRuleBuilder()
                .withVerbs(draw.some(1, 4, VERBS))
                .withApiGroups(draw.some(1, 3, GROUPS))
                .withResources(draw.some(1, 3, RESOURCES))
                .withResourceNames(draw.integer(0, 3) == 0 ? draw.some(1, 2, NAMES) : List.of())
                .build();
    }

    private static Subject subject(Draw draw, String namespace) {
        return switch (draw.integer(0, 2)) {
            case 0 ->
                new SubjectBuilder()
                        .withKind("User")
                        .withApiGroup("rbac.authorization.k8s.io")
                        .withName(draw.oneOf(USERS))
                        .build();
            case 1 ->
                new SubjectBuilder()
                        .withKind("Group")
                        .withApiGroup("rbac.authorization.k8s.io")
                        .withName(draw.oneOf(List.of("devs", "ops", "system:serviceaccounts:shop")))
                        .build();
            default ->
                new SubjectBuilder()
                        .withKind("ServiceAccount")
                        .withNamespace(draw.oneOf(List.of("shop", namespace)))
                        .withName(draw.oneOf(List.of("orders", "carts")))
                        .build();
        };
    }
}
