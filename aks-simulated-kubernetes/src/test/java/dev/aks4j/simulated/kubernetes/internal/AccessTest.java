package dev.aks4j.simulated.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.simulated.kubernetes.internal.TestCluster.Reply;
import dev.aks4j.simulated.kubernetes.internal.auth.Authorizer.Decision;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may do what. */
class AccessTest {

    private static final String NS = "/api/v1/namespaces/default";
    private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";

    private final TestCluster cluster = new TestCluster();

    private Reply as(String user, String method, String path, String body) {
        return cluster.call(method, path, body, Map.of("Authorization", "Bearer " + user));
    }

    private void bind(String path, String kind, String role, String subject) {
        Reply made = cluster.call(
                "POST",
                path,
                "{\"metadata\":{\"name\":\"b-" + subject.hashCode() + "\"},\"roleRef\":{\"kind\":\"" + kind
                        + "\",\"name\":\"" + role + "\"},\"subjects\":[" + subject + "]}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private static String user(String name) {
        return "{\"kind\":\"User\",\"name\":\"" + name + "\"}";
    }

    @Test
    void withoutACredentialNobodyGetsIn() {
        Reply reply = cluster.call("GET", NS + "/pods", "", Map.of("Authorization", "Basic x"));
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.message()).isEqualTo("Unauthorized");
        assertThat(reply.at("/reason")).isEqualTo("Unauthorized");
    }

    @Test
    void withoutARoleEverythingIsForbidden() {
        Reply list = as("eve", "GET", NS + "/pods", "");
        assertThat(list.status()).isEqualTo(403);
        assertThat(list.message())
                .isEqualTo(
                        "pods is forbidden: User \"eve\" cannot list resource \"pods\" in API group \"\" in the namespace"
                                + " \"default\"");
        assertThat(as("eve", "GET", "/api/v1/nodes/n", "").message())
                .isEqualTo(
                        "nodes \"n\" is forbidden: User \"eve\" cannot get resource \"nodes\" in API group \"\" at the"
                                + " cluster scope");
        assertThat(as("eve", "GET", "/apis", "").status())
                .as("discovery is for everyone")
                .isEqualTo(200);
        assertThat(as("eve", "GET", "/metrics", "").message())
                .isEqualTo("forbidden: User \"eve\" cannot get path \"/metrics\"");
    }

    @Test
    void viewersReadButNoSecretsAndNoWrites() {
        bind(RBAC + "/namespaces/default/rolebindings", "ClusterRole", "view", user("eve"));
        assertThat(as("eve", "GET", NS + "/pods", "").status()).isEqualTo(200);
        assertThat(as("eve", "GET", NS + "/secrets", "").status()).isEqualTo(403);
        assertThat(as("eve", "POST", NS + "/configmaps", "{\"metadata\":{\"name\":\"m\"}}")
                        .status())
                .isEqualTo(403);
        assertThat(as("eve", "GET", "/api/v1/namespaces/kube-system/pods", "").status())
                .isEqualTo(403);
    }

    @Test
    void editorsAndAdminsGetMoreThroughAggregation() {
        bind(RBAC + "/namespaces/default/rolebindings", "ClusterRole", "edit", user("ed"));
        bind(RBAC + "/namespaces/default/rolebindings", "ClusterRole", "admin", user("ann"));
        assertThat(as("ed", "POST", NS + "/configmaps", "{\"metadata\":{\"name\":\"m\"}}")
                        .status())
                .isEqualTo(201);
        assertThat(as("ed", "GET", NS + "/secrets", "").status()).isEqualTo(200);
        assertThat(as("ed", "GET", RBAC + "/namespaces/default/roles", "").status())
                .isEqualTo(403);
        assertThat(as("ann", "GET", RBAC + "/namespaces/default/roles", "").status())
                .isEqualTo(200);
        assertThat(as("ann", "GET", "/api/v1/nodes", "").status()).isEqualTo(403);
    }

    @Test
    void rolesCanNameObjectsAndSubresources() {
        cluster.call(
                "POST",
                RBAC + "/namespaces/default/roles",
                "{\"metadata\":{\"name\":\"one\"},\"rules\":[{\"apiGroups\":[\"\"],\"resources\":[\"configmaps\"],\"resourceNames\":[\"a\"],\"verbs\":[\"get\"]},"
                        + "{\"apiGroups\":[\"apps\"],\"resources\":[\"deployments/scale\"],\"verbs\":[\"get\"]}]}");
        bind(RBAC + "/namespaces/default/rolebindings", "Role", "one", user("eve"));
        cluster.call("POST", NS + "/configmaps", "{\"metadata\":{\"name\":\"a\"}}");
        assertThat(as("eve", "GET", NS + "/configmaps/a", "").status()).isEqualTo(200);
        assertThat(as("eve", "GET", NS + "/configmaps/b", "").status()).isEqualTo(403);
        assertThat(as("eve", "GET", "/apis/apps/v1/namespaces/default/deployments/d/scale", "")
                        .status())
                .isEqualTo(404);
        assertThat(as("eve", "GET", "/apis/apps/v1/namespaces/default/deployments/d", "")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void serviceAccountsActWithTheirTokens() {
        Reply token =
                cluster.call("POST", NS + "/serviceaccounts/default/token", "{\"spec\":{\"expirationSeconds\":600}}");
        assertThat(token.status()).isEqualTo(201);
        String text = token.at("/status/token");
        assertThat(as(text, "GET", NS + "/pods", "").message())
                .contains("User \"system:serviceaccount:default:default\" cannot list");
        bind(
                RBAC + "/clusterrolebindings",
                "ClusterRole",
                "view",
                "{\"kind\":\"ServiceAccount\",\"name\":\"default\",\"namespace\":\"default\"}");
        assertThat(as(text, "GET", "/api/v1/namespaces/kube-system/pods", "").status())
                .isEqualTo(200);
        cluster.pass(601);
        assertThat(as(text, "GET", NS + "/pods", "").status()).isEqualTo(401);
        Reply brief =
                cluster.call("POST", NS + "/serviceaccounts/default/token", "{\"spec\":{\"expirationSeconds\":60}}");
        assertThat(brief.message()).contains("may not specify a duration less than 10 minutes");
        assertThat(cluster.call("POST", NS + "/serviceaccounts/none/token", "{}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void usersCanAskWhoTheyAreAndWhatTheyMay() {
        String question =
                "{\"spec\":{\"resourceAttributes\":{\"verb\":\"list\",\"resource\":\"pods\",\"namespace\":\"default\"}}}";
        String path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
        assertThat(as("eve", "POST", path, question).at("/status/allowed")).isEqualTo("false");
        bind(RBAC + "/namespaces/default/rolebindings", "ClusterRole", "view", user("eve"));
        Reply allowed = as("eve", "POST", path, question);
        assertThat(allowed.status()).isEqualTo(201);
        assertThat(allowed.at("/status/allowed")).isEqualTo("true");
        assertThat(allowed.at("/status/reason")).contains("RoleBinding").contains("\"view\"");
        Reply self = as("eve", "POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}");
        assertThat(self.at("/status/userInfo/username")).isEqualTo("eve");
        Reply rules = as(
                "eve",
                "POST",
                "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
                "{\"spec\":{\"namespace\":\"default\"}}");
        assertThat(rules.json().at("/status/resourceRules")).isNotEmpty();
    }

    @Test
    void anotherAuthorizerIsAskedWhenRolesDoNotAllow() {
        TestCluster azure = new TestCluster(
                builder -> builder.authorizer(
                        request -> request.user().name().equals("azure")
                                ? Decision.allow("")
                                : Decision.noOpinion(
                                        "User does not have access to the resource in Azure. Update role assignment to allow access.")));
        assertThat(azure.call("GET", "/api/v1/nodes", "", Map.of("Authorization", "Bearer azure"))
                        .status())
                .isEqualTo(200);
        assertThat(azure.call("GET", "/api/v1/nodes", "", Map.of("Authorization", "Bearer eve"))
                        .message())
                .endsWith(
                        "at the cluster scope: User does not have access to the resource in Azure. Update role assignment to"
                                + " allow access.");
    }

    @Test
    void bindingsKeepTheirRole() {
        bind(RBAC + "/namespaces/default/rolebindings", "ClusterRole", "view", user("eve"));
        Reply changed = cluster.patch(
                RBAC + "/namespaces/default/rolebindings/b-" + user("eve").hashCode(),
                "merge-patch+json",
                "{\"roleRef\":{\"name\":\"edit\"}}");
        assertThat(changed.status()).isEqualTo(422);
        assertThat(changed.message()).contains("cannot change roleRef");
    }

    @Test
    void impersonationNeedsPermission() {
        assertThat(cluster.call("GET", NS + "/pods", "", Map.of("Impersonate-User", "eve"))
                        .status())
                .isEqualTo(403);
        Reply refused = cluster.call(
                "GET", NS + "/pods", "", Map.of("Authorization", "Bearer eve", "Impersonate-User", "admin"));
        assertThat(refused.message()).contains("cannot impersonate resource \"users\"");
    }
}
