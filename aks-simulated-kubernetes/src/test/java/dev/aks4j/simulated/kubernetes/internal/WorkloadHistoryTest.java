package dev.aks4j.simulated.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.TestCluster.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What controllers remember, take over, give up and report of workloads. */
class WorkloadHistoryTest {

    private static final String NS = "/api/v1/namespaces/default";
    private static final String APPS = "/apis/apps/v1/namespaces/default";

    private final TestCluster cluster = new TestCluster().withNodes(3);

    private static String template(String pod) {
        return "\"selector\":{\"matchLabels\":{\"app\":\"a\"}},\"template\":{\"metadata\":{\"labels\":{\"app\":\"a\"}},\"spec\":{"
                + "\"containers\":[{\"name\":\"c\",\"image\":\"nginx:1\"}]" + pod + "}}";
    }

    private void create(String path, String name, String spec) {
        Reply made = cluster.call("POST", path, "{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{" + spec + "}}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private void image(String path, String image) {
        Reply reply = cluster.patch(
                path,
                "strategic-merge-patch+json",
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"" + image + "\"}]}}}}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        cluster.pass(60);
    }

    private List<ObjectNode> revisions() {
        return cluster.api.list("controllerrevisions.apps", "default");
    }

    private JsonNode condition(String storage, String name, String type) {
        for (JsonNode one :
                cluster.api.find(storage, "default", name).orElseThrow().at("/status/conditions")) {
            if (one.path("type").asText().equals(type)) {
                return one;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    @Test
    void aStatefulSetKeepsItsRevisionsAndGoesBackToOne() {
        create(
                APPS + "/statefulsets",
                "db",
                "\"serviceName\":\"db\",\"replicas\":2,\"revisionHistoryLimit\":1," + template(""));
        cluster.pass(20);
        assertThat(revisions()).singleElement().satisfies(one -> {
            assertThat(one.path("revision").asInt()).isEqualTo(1);
            assertThat(one.at("/data/spec/template/$patch").asText()).isEqualTo("replace");
        });
        image(APPS + "/statefulsets/db", "nginx:2");
        image(APPS + "/statefulsets/db", "nginx:3");
        assertThat(revisions()).extracting(one -> one.path("revision").asInt()).containsExactlyInAnyOrder(2, 3);
        JsonNode undo = revisions().stream()
                .filter(one -> one.path("revision").asInt() == 2)
                .findFirst()
                .orElseThrow()
                .path("data");
        assertThat(cluster.patch(APPS + "/statefulsets/db", "strategic-merge-patch+json", undo.toString())
                        .status())
                .isEqualTo(200);
        cluster.pass(60);
        ObjectNode set = cluster.api.find("statefulsets.apps", "default", "db").orElseThrow();
        assertThat(set.at("/spec/template/spec/containers/0/image").asText()).isEqualTo("nginx:2");
        assertThat(revisions()).extracting(one -> one.path("revision").asInt()).containsExactlyInAnyOrder(3, 4);
        assertThat(set.at("/status/currentRevision")).isEqualTo(set.at("/status/updateRevision"));
        assertThat(cluster.api.find(
                        "controllerrevisions.apps",
                        "default",
                        set.at("/status/updateRevision").asText()))
                .isPresent();
    }

    @Test
    void aDaemonSetKeepsItsRevisions() {
        create(APPS + "/daemonsets", "agent", template(""));
        cluster.pass(20);
        image(APPS + "/daemonsets/agent", "nginx:2");
        List<ObjectNode> agent = revisions().stream()
                .filter(one ->
                        one.at("/metadata/ownerReferences/0/name").asText().equals("agent"))
                .toList();
        assertThat(agent).hasSize(2);
        String newest = agent.stream()
                .filter(one -> one.path("revision").asInt() == 2)
                .findFirst()
                .orElseThrow()
                .at("/metadata/labels/controller-revision-hash")
                .asText();
        assertThat(cluster.api.list("pods", "default"))
                .hasSize(3)
                .allSatisfy(pod -> assertThat(pod.at("/metadata/labels/controller-revision-hash")
                                .asText())
                        .isEqualTo(newest));
    }

    @Test
    void aRolloutThatStandsStillIsSaidToBeStuckAndMayRecover() {
        create(
                APPS + "/deployments",
                "web",
                "\"progressDeadlineSeconds\":60," + template(",\"nodeSelector\":{\"gpu\":\"yes\"}"));
        cluster.pass(30);
        assertThat(condition("deployments.apps", "web", "Progressing")
                        .path("status")
                        .asText())
                .isEqualTo("True");
        cluster.pass(40);
        JsonNode stuck = condition("deployments.apps", "web", "Progressing");
        assertThat(stuck.path("status").asText()).isEqualTo("False");
        assertThat(stuck.path("reason").asText()).isEqualTo("ProgressDeadlineExceeded");
        assertThat(stuck.path("message").asText()).matches("ReplicaSet \"web-.*\" has timed out progressing.");
        cluster.patch(
                APPS + "/deployments/web",
                "merge-patch+json",
                "{\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":null}}}}");
        cluster.pass(30);
        assertThat(condition("deployments.apps", "web", "Progressing")
                        .path("reason")
                        .asText())
                .isEqualTo("NewReplicaSetAvailable");
    }

    @Test
    void aPausedDeploymentSaysSo() {
        create(APPS + "/deployments", "web", template(""));
        cluster.pass(10);
        cluster.patch(APPS + "/deployments/web", "merge-patch+json", "{\"spec\":{\"paused\":true}}");
        assertThat(condition("deployments.apps", "web", "Progressing")
                        .path("reason")
                        .asText())
                .isEqualTo("DeploymentPaused");
        cluster.patch(APPS + "/deployments/web", "merge-patch+json", "{\"spec\":{\"paused\":false}}");
        assertThat(condition("deployments.apps", "web", "Progressing")
                        .path("reason")
                        .asText())
                .isIn("DeploymentResumed", "NewReplicaSetAvailable");
    }

    @Test
    void podsThatAreRefusedAreReportedUntilTheyAreMade() {
        create(APPS + "/deployments", "web", template(",\"serviceAccountName\":\"late\""));
        cluster.pass(5);
        assertThat(condition("deployments.apps", "web", "ReplicaFailure")
                        .path("message")
                        .asText())
                .matches("pods \"web-.*\" is forbidden: error looking up service account default/late: serviceaccount"
                        + " \"late\" not found");
        cluster.call("POST", NS + "/serviceaccounts", "{\"metadata\":{\"name\":\"late\"}}");
        cluster.pass(10);
        assertThat(condition("deployments.apps", "web", "ReplicaFailure").isMissingNode())
                .isTrue();
        assertThat(cluster.api.list("pods", "default")).hasSize(1);
    }

    @Test
    void aRelabelledPodLeavesItsSetAndAFreeOneIsTakenIn() {
        create(APPS + "/deployments", "web", "\"replicas\":2," + template(""));
        cluster.pass(10);
        String name =
                cluster.api.list("pods", "default").get(0).at("/metadata/name").asText();
        cluster.patch(NS + "/pods/" + name, "merge-patch+json", "{\"metadata\":{\"labels\":{\"app\":\"debug\"}}}");
        cluster.pass(10);
        assertThat(cluster.api.list("pods", "default")).hasSize(3);
        assertThat(cluster.api.find("pods", "default", name).orElseThrow().at("/metadata/ownerReferences"))
                .isEmpty();
        cluster.patch(NS + "/pods/" + name, "merge-patch+json", "{\"metadata\":{\"labels\":{\"app\":\"a\"}}}");
        cluster.pass(10);
        assertThat(cluster.api.list("pods", "default")).hasSize(2);
    }

    @Test
    void aDeploymentTakesOverTheReplicaSetThatItLeftBehind() {
        create(APPS + "/deployments", "web", template(""));
        cluster.pass(10);
        cluster.call("DELETE", APPS + "/deployments/web", "{\"propagationPolicy\":\"Orphan\"}");
        cluster.pass(5);
        assertThat(cluster.api.list("replicasets.apps", "default")).hasSize(1);
        String pod =
                cluster.api.list("pods", "default").get(0).at("/metadata/uid").asText();
        create(APPS + "/deployments", "web", template(""));
        cluster.pass(10);
        assertThat(cluster.api.list("replicasets.apps", "default")).hasSize(1);
        assertThat(cluster.api.list("pods", "default"))
                .singleElement()
                .satisfies(one -> assertThat(one.at("/metadata/uid").asText()).isEqualTo(pod));
    }

    @Test
    void anAutoscalerKeepsItsTargetBetweenItsLimits() {
        create(APPS + "/deployments", "web", template(""));
        create(
                "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers",
                "web",
                "\"minReplicas\":3,\"maxReplicas\":5,\"scaleTargetRef\":{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"name\":\"web\"}");
        cluster.pass(30);
        assertThat(cluster.api.list("pods", "default")).hasSize(3);
        cluster.patch(APPS + "/deployments/web", "merge-patch+json", "{\"spec\":{\"replicas\":9}}");
        cluster.pass(30);
        ObjectNode web = cluster.api.find("deployments.apps", "default", "web").orElseThrow();
        assertThat(web.at("/spec/replicas").asInt()).isEqualTo(5);
        assertThat(cluster.api.list("events", "default"))
                .anySatisfy(event -> assertThat(event.path("message").asText())
                        .isEqualTo("New size: 5; reason: Current number of replicas above Spec.MaxReplicas"));
    }

    @Test
    void aTokenSecretIsFilledAndGoesWithItsAccount() {
        cluster.call("POST", NS + "/serviceaccounts", "{\"metadata\":{\"name\":\"robot\"}}");
        cluster.call(
                "POST",
                NS + "/secrets",
                "{\"metadata\":{\"name\":\"robot-token\",\"annotations\":{\"kubernetes.io/service-account.name\":\"robot\"}},"
                        + "\"type\":\"kubernetes.io/service-account-token\"}");
        ObjectNode secret =
                cluster.api.find("secrets", "default", "robot-token").orElseThrow();
        String token =
                new String(Base64.getDecoder().decode(secret.at("/data/token").asText()), StandardCharsets.UTF_8);
        assertThat(secret.path("data").has("ca.crt")).isTrue();
        Reply who = cluster.call(
                "POST",
                "/apis/authentication.k8s.io/v1/selfsubjectreviews",
                "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"SelfSubjectReview\"}",
                java.util.Map.of("Authorization", "Bearer " + token));
        assertThat(who.at("/status/userInfo/username")).isEqualTo("system:serviceaccount:default:robot");
        cluster.call("DELETE", NS + "/serviceaccounts/robot");
        assertThat(cluster.api.find("secrets", "default", "robot-token")).isEmpty();
    }

    @Test
    void theRootCertificateOfANamespaceComesBack() {
        cluster.call("DELETE", NS + "/configmaps/kube-root-ca.crt");
        assertThat(cluster.api.find("configmaps", "default", "kube-root-ca.crt"))
                .isPresent();
    }
}
