package dev.aks4j.simulated.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.TestCluster.Reply;
import dev.aks4j.simulated.kubernetes.internal.controller.LoadBalancers;
import dev.aks4j.simulated.kubernetes.internal.controller.NodeSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the cluster does by itself. */
class ControllersTest {

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

    private List<String> pods() {
        return cluster.api.list("pods", "default").stream()
                .map(pod -> pod.at("/metadata/name").asText())
                .toList();
    }

    private static String claim(String size, String more) {
        return "\"accessModes\":[\"ReadWriteOnce\"],\"resources\":{\"requests\":{\"storage\":\"" + size + "\"}}" + more;
    }

    private ObjectNode claim(String name) {
        return cluster.api.find("persistentvolumeclaims", "default", name).orElseThrow();
    }

    private List<String> reasons(String name) {
        return cluster.api.list("events", "default").stream()
                .filter(event -> event.at("/involvedObject/name").asText().equals(name))
                .map(event -> event.at("/reason").asText())
                .toList();
    }

    @Test
    void aRolloutReplacesPodsWithoutLosingAvailability() {
        create(APPS + "/deployments", "web", "\"replicas\":4," + template(""));
        cluster.pass(10);
        cluster.patch(
                APPS + "/deployments/web",
                "strategic-merge-patch+json",
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"nginx:2\"}]}}}}");
        for (int i = 0; i < 20; i++) {
            cluster.pass(1);
            int ready = cluster.call("GET", APPS + "/deployments/web")
                    .json()
                    .at("/status/readyReplicas")
                    .asInt();
            assertThat(ready).isBetween(3, 5);
        }
        ObjectNode web = cluster.api.find("deployments.apps", "default", "web").orElseThrow();
        assertThat(web.at("/status/updatedReplicas").asInt()).isEqualTo(4);
        assertThat(web.at("/metadata/annotations/deployment.kubernetes.io~1revision")
                        .asText())
                .isEqualTo("2");
        assertThat(cluster.api.list("pods", "default"))
                .hasSize(4)
                .allSatisfy(pod ->
                        assertThat(pod.at("/spec/containers/0/image").asText()).isEqualTo("nginx:2"));
    }

    @Test
    void podsGoWhereTheyAreTolerated() {
        cluster.api
                .nodes()
                .add(NodeSpec.builder("aks-gpu-1-vmss000000", "gpu", "Standard_NC4as_T4_v3")
                        .taint("sku=gpu:NoSchedule")
                        .label("gpu", "yes")
                        .build());
        cluster.pass(30);
        create(APPS + "/deployments", "refused", template(",\"nodeSelector\":{\"gpu\":\"yes\"}"));
        cluster.pass(10);
        JsonNode pod = cluster.api.list("pods", "default").get(0);
        assertThat(pod.at("/status/phase").asText()).isEqualTo("Pending");
        assertThat(pod.at("/status/conditions/0/message").asText())
                .isEqualTo(
                        "0/4 nodes are available: 1 node(s) had untolerated taint {sku: gpu}, 3 node(s) didn't match Pod's"
                                + " node affinity/selector.");
        cluster.call("DELETE", APPS + "/deployments/refused");
        create(
                APPS + "/deployments",
                "taken",
                template(
                        ",\"nodeSelector\":{\"gpu\":\"yes\"},\"tolerations\":[{\"key\":\"sku\",\"operator\":\"Exists\"}]"));
        cluster.pass(10);
        assertThat(cluster.api.list("pods", "default"))
                .singleElement()
                .satisfies(one -> assertThat(one.at("/spec/nodeName").asText()).isEqualTo("aks-gpu-1-vmss000000"));
    }

    @Test
    void podsThatAskForTooMuchWaitForRoom() {
        String resources = template("").replace("nginx:1\"", "nginx:1\",\"resources\":{\"requests\":{\"cpu\":\"3\"}}");
        create(APPS + "/deployments", "big", "\"replicas\":4," + resources);
        cluster.pass(10);
        assertThat(cluster.call("GET", APPS + "/deployments/big").at("/status/readyReplicas"))
                .isEqualTo("3");
        cluster.api
                .nodes()
                .add(NodeSpec.builder("aks-more-1-vmss000000", "more", "Standard_D4ds_v5")
                        .build());
        cluster.pass(30);
        assertThat(cluster.call("GET", APPS + "/deployments/big").at("/status/readyReplicas"))
                .isEqualTo("4");
    }

    @Test
    void removedNodesTakeTheirPodsWithThem() {
        create(APPS + "/deployments", "web", "\"replicas\":3," + template(""));
        cluster.pass(10);
        cluster.api.nodes().remove("aks-system-12345678-vmss000000");
        cluster.pass(10);
        assertThat(cluster.api.nodes().names()).hasSize(2);
        assertThat(cluster.api.list("pods", "default"))
                .hasSize(3)
                .allSatisfy(pod ->
                        assertThat(pod.at("/spec/nodeName").asText()).isNotEqualTo("aks-system-12345678-vmss000000"));
        assertThat(cluster.api.find("csinodes.storage.k8s.io", "", "aks-system-12345678-vmss000000"))
                .isEmpty();
    }

    @Test
    void upgradedNodesReportTheirVersion() {
        cluster.api.nodes().upgrade("aks-system-12345678-vmss000001", "1.36.0", "AKSUbuntu-2404gen2-202611.01.0");
        ObjectNode node =
                cluster.api.find("nodes", "", "aks-system-12345678-vmss000001").orElseThrow();
        assertThat(node.at("/status/nodeInfo/kubeletVersion").asText()).isEqualTo("v1.36.0");
        assertThat(node.at("/metadata/labels/kubernetes.azure.com~1node-image-version")
                        .asText())
                .contains("202611");
    }

    @Test
    void statefulSetsStartInOrderWithTheirOwnClaims() {
        create(
                APPS + "/statefulsets",
                "db",
                "\"serviceName\":\"db\",\"replicas\":2,\"volumeClaimTemplates\":[{\"metadata\":{\"name\":\"data\"},\"spec\":{"
                        + claim("1Gi", "") + "}}]," + template(""));
        assertThat(pods()).containsExactly("db-0");
        cluster.pass(20);
        assertThat(pods()).containsExactly("db-0", "db-1");
        cluster.pass(20);
        assertThat(cluster.call("GET", APPS + "/statefulsets/db").at("/status/readyReplicas"))
                .isEqualTo("2");
        assertThat(claim("data-db-1").at("/status/phase").asText()).isEqualTo("Bound");
        cluster.patch(APPS + "/statefulsets/db", "merge-patch+json", "{\"spec\":{\"replicas\":1}}");
        cluster.pass(5);
        assertThat(pods()).containsExactly("db-0");
    }

    @Test
    void daemonSetsCoverEveryNode() {
        create(APPS + "/daemonsets", "agent", template(""));
        cluster.pass(5);
        assertThat(cluster.call("GET", APPS + "/daemonsets/agent").at("/status/numberReady"))
                .isEqualTo("3");
        cluster.api
                .nodes()
                .add(NodeSpec.builder("aks-more-1-vmss000000", "more", "Standard_D4ds_v5")
                        .build());
        cluster.pass(30);
        assertThat(cluster.call("GET", APPS + "/daemonsets/agent").at("/status/numberReady"))
                .isEqualTo("4");
    }

    @Test
    void jobsComplete() {
        create(
                "/apis/batch/v1/namespaces/default/jobs",
                "once",
                "\"template\":{\"spec\":{\"restartPolicy\":\"Never\",\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}");
        cluster.pass(20);
        ObjectNode job = cluster.api.find("jobs.batch", "default", "once").orElseThrow();
        assertThat(job.at("/status/succeeded").asInt()).isEqualTo(1);
        assertThat(job.at("/status/conditions").findValuesAsText("type")).contains("Complete");
    }

    @Test
    void claimsWaitForAPodAndThenGetADiskInItsZone() {
        create(NS + "/persistentvolumeclaims", "data", claim("5Gi", ""));
        cluster.pass(20);
        assertThat(claim("data").at("/status/phase").asText()).isEqualTo("Pending");
        assertThat(reasons("data")).containsExactly("WaitForFirstConsumer");
        create(
                NS + "/pods",
                "user",
                "\"containers\":[{\"name\":\"c\",\"image\":\"i\"}],\"volumes\":[{\"name\":\"d\",\"persistentVolumeClaim\":{\"claimName\":\"data\"}}]");
        cluster.pass(20);
        ObjectNode claim = claim("data");
        assertThat(claim.at("/status/phase").asText()).isEqualTo("Bound");
        ObjectNode volume = cluster.api
                .find("persistentvolumes", "", claim.at("/spec/volumeName").asText())
                .orElseThrow();
        assertThat(volume.at("/spec/csi/volumeHandle").asText())
                .startsWith("/subscriptions/")
                .endsWith("/providers/Microsoft.Compute/disks/"
                        + volume.at("/metadata/name").asText());
        assertThat(volume.findValuesAsText("key")).contains("topology.disk.csi.azure.com/zone");
        assertThat(cluster.api
                        .find("pods", "default", "user")
                        .orElseThrow()
                        .at("/status/phase")
                        .asText())
                .isEqualTo("Running");
    }

    @Test
    void usedClaimsAreProtectedAndDeletedClaimsDeleteTheirVolume() {
        create(NS + "/persistentvolumeclaims", "share", claim("5Gi", ",\"storageClassName\":\"azurefile-csi\""));
        cluster.pass(10);
        create(
                NS + "/pods",
                "user",
                "\"containers\":[{\"name\":\"c\",\"image\":\"i\"}],\"volumes\":[{\"name\":\"d\",\"persistentVolumeClaim\":{\"claimName\":\"share\"}}]");
        cluster.pass(10);
        assertThat(cluster.call("DELETE", NS + "/persistentvolumeclaims/share").at("/kind"))
                .isEqualTo("PersistentVolumeClaim");
        cluster.pass(10);
        assertThat(claim("share").at("/metadata").has("deletionTimestamp")).isTrue();
        cluster.call("DELETE", NS + "/pods/user");
        cluster.pass(20);
        assertThat(cluster.api.find("persistentvolumeclaims", "default", "share"))
                .isEmpty();
        assertThat(cluster.api.list("persistentvolumes", "")).isEmpty();
    }

    @Test
    void claimsGrowIfTheirClassAllowsIt() {
        create(NS + "/persistentvolumeclaims", "share", claim("5Gi", ",\"storageClassName\":\"azurefile-csi\""));
        cluster.pass(10);
        String path = NS + "/persistentvolumeclaims/share";
        cluster.patch(path, "merge-patch+json", "{\"spec\":{\"resources\":{\"requests\":{\"storage\":\"8Gi\"}}}}");
        cluster.pass(10);
        assertThat(claim("share").at("/status/capacity/storage").asText()).isEqualTo("8Gi");
        assertThat(cluster.patch(
                                path,
                                "merge-patch+json",
                                "{\"spec\":{\"resources\":{\"requests\":{\"storage\":\"1Gi\"}}}}")
                        .message())
                .contains("field can not be less than status.capacity");
    }

    @Test
    void theDriverRefusesWrongParameters() {
        cluster.call(
                "POST",
                "/apis/storage.k8s.io/v1/storageclasses",
                "{\"metadata\":{\"name\":\"typo\"},\"provisioner\":\"disk.csi.azure.com\",\"parameters\":{\"skuNmae\":\"Premium_LRS\"}}");
        create(NS + "/persistentvolumeclaims", "c", claim("5Gi", ",\"storageClassName\":\"typo\""));
        cluster.pass(10);
        assertThat(claim("c").at("/status/phase").asText()).isEqualTo("Pending");
        assertThat(cluster.api.list("events", "default"))
                .anySatisfy(event -> assertThat(event.at("/message").asText())
                        .contains("invalid parameter skuNmae in storage class"));
    }

    @Test
    void staticVolumesAreBoundByName() {
        cluster.call(
                "POST",
                "/api/v1/persistentvolumes",
                "{\"metadata\":{\"name\":\"old\"},\"spec\":{\"capacity\":{\"storage\":\"10Gi\"},\"accessModes\":[\"ReadWriteOnce\"],"
                        + "\"storageClassName\":\"\",\"csi\":{\"driver\":\"disk.csi.azure.com\",\"volumeHandle\":\"/x\"}}}");
        assertThat(cluster.api
                        .find("persistentvolumes", "", "old")
                        .orElseThrow()
                        .at("/status/phase")
                        .asText())
                .isEqualTo("Available");
        create(NS + "/persistentvolumeclaims", "c", claim("10Gi", ",\"storageClassName\":\"\",\"volumeName\":\"old\""));
        assertThat(claim("c").at("/status/phase").asText()).isEqualTo("Bound");
        cluster.call("DELETE", NS + "/persistentvolumeclaims/c");
        cluster.pass(1);
        assertThat(cluster.api
                        .find("persistentvolumes", "", "old")
                        .orElseThrow()
                        .at("/status/phase")
                        .asText())
                .isEqualTo("Released");
    }

    @Test
    void budgetsHoldEvictionsBack() {
        create(APPS + "/deployments", "web", "\"replicas\":2," + template(""));
        create(
                "/apis/policy/v1/namespaces/default/poddisruptionbudgets",
                "web",
                "\"minAvailable\":1,\"selector\":{\"matchLabels\":{\"app\":\"a\"}}");
        cluster.pass(10);
        List<String> names = pods();
        assertThat(evict(names.get(0)).status()).isEqualTo(201);
        Reply second = evict(names.get(1));
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.message()).isEqualTo("Cannot evict pod as it would violate the pod's disruption budget.");
        assertThat(second.at("/details/causes/0/reason")).isEqualTo("DisruptionBudget");
        cluster.pass(10);
        assertThat(evict(names.get(1)).status()).isEqualTo(201);
    }

    private Reply evict(String pod) {
        return cluster.call("POST", NS + "/pods/" + pod + "/eviction", "{\"metadata\":{\"name\":\"" + pod + "\"}}");
    }

    @Test
    void readyPodsBecomeEndpoints() {
        create(APPS + "/deployments", "web", "\"replicas\":2," + template(""));
        create(NS + "/services", "web", "\"selector\":{\"app\":\"a\"},\"ports\":[{\"port\":80,\"targetPort\":8080}]");
        cluster.pass(10);
        JsonNode endpoints = cluster.call("GET", NS + "/endpoints/web").json();
        assertThat(endpoints.at("/subsets/0/addresses")).hasSize(2);
        assertThat(endpoints.at("/subsets/0/ports/0/port").asInt()).isEqualTo(8080);
        assertThat(cluster.api.list("endpointslices.discovery.k8s.io", "default"))
                .singleElement()
                .satisfies(slice -> assertThat(slice.path("endpoints")).hasSize(2));
    }

    @Test
    void servicesCanBeLeftToSomebodyElsesController() {
        TestCluster left = new TestCluster(KubernetesApi.Builder::withoutLoadBalancers);
        left.call(
                "POST",
                NS + "/services",
                "{\"metadata\":{\"name\":\"s\"},\"spec\":{\"type\":\"LoadBalancer\",\"ports\":[{\"port\":80}]}}");
        left.pass(60);
        JsonNode service = left.call("GET", NS + "/services/s").json();
        assertThat(service.at("/status/loadBalancer")).isEmpty();
        assertThat(service.at("/metadata/finalizers")).isEmpty();
        assertThat(left.api.list("events", "default")).isEmpty();
        left.call("DELETE", NS + "/services/s");
        assertThat(left.call("GET", NS + "/services/s").status()).isEqualTo(404);
    }

    @Test
    void loadBalancersCanRefuseAndAreReleased() {
        boolean[] full = {true};
        boolean[] released = {false};
        TestCluster refusing = new TestCluster(builder -> builder.loadBalancers(new LoadBalancers() {
            @Override
            public Outcome ensure(Wanted service) {
                assertThat(service.subnet()).isEqualTo(Optional.of("ingress"));
                return full[0] ? new Refused("SubnetIsFull") : new Assigned("10.20.8.4");
            }

            @Override
            public void release(Wanted service) {
                released[0] = true;
            }
        }));
        refusing.call(
                "POST",
                NS + "/services",
                "{\"metadata\":{\"name\":\"s\",\"annotations\":{\"service.beta.kubernetes.io/azure-load-balancer-internal\":\"true\","
                        + "\"service.beta.kubernetes.io/azure-load-balancer-internal-subnet\":\"ingress\"}},"
                        + "\"spec\":{\"type\":\"LoadBalancer\",\"ports\":[{\"port\":80}]}}");
        refusing.pass(12);
        assertThat(refusing.api.list("events", "default"))
                .anySatisfy(event -> assertThat(event.at("/message").asText())
                        .isEqualTo("Error syncing load balancer: failed to ensure load balancer: SubnetIsFull"));
        full[0] = false;
        refusing.pass(10);
        assertThat(refusing.call("GET", NS + "/services/s").at("/status/loadBalancer/ingress/0/ip"))
                .isEqualTo("10.20.8.4");
        refusing.call("DELETE", NS + "/services/s");
        assertThat(refusing.call("GET", NS + "/services/s").status())
                .as("waits for its cleanup")
                .isEqualTo(200);
        refusing.pass(11);
        assertThat(refusing.call("GET", NS + "/services/s").status()).isEqualTo(404);
        assertThat(released[0]).isTrue();
    }
}
