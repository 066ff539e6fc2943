package dev.aks4j.tests.truth;

import static dev.aks4j.tests.truth.TruthWorld.GROUP;
import static dev.aks4j.tests.truth.TruthWorld.LONG;
import static dev.aks4j.tests.truth.TruthWorld.shop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.kubernetes.NamespaceSpec;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.network.LoadBalancerService;
import dev.aks4j.network.LoadBalancerServiceSpec;
import dev.aks4j.network.resource.PrivateDnsRecordSpec;
import dev.aks4j.network.resource.PrivateDnsZoneSpec;
import dev.aks4j.storage.DiskClass;
import dev.aks4j.storage.VolumeSnapshotClassSpec;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What others wrote into objects of a cluster: listed, left alone, taken away where that is asked for, and told when it goes. */
class OthersInObjectsTest {

    private static final PlanOptions EXACT = PlanOptions.standard().exact();

    private final TruthWorld world = new TruthWorld();
    private final ClusterSpec cluster = shop("1.35").build();

    @AfterEach
    void close() {
        world.close();
    }

    private KubernetesClient client() {
        return world.aks.kubernetes().client(cluster.id().inSubscription(world.azure.subscriptionId()), LONG);
    }

    /** Patches an object as kubectl does. */
    private void edit(String apiVersion, String kind, String namespace, String name, String patch) {
        try (KubernetesClient client = client()) {
            PatchContext merge = PatchContext.of(PatchType.JSON_MERGE);
            if (namespace.isEmpty()) {
                client.genericKubernetesResources(apiVersion, kind)
                        .withName(name)
                        .patch(merge, patch);
            } else {
                client.genericKubernetesResources(apiVersion, kind)
                        .inNamespace(namespace)
                        .withName(name)
                        .patch(merge, patch);
            }
        }
    }

    private GenericKubernetesResource object(String apiVersion, String kind, String name) {
        try (KubernetesClient client = client()) {
            return client.genericKubernetesResources(apiVersion, kind)
                    .withName(name)
                    .get();
        }
    }

    private static LoadBalancerServiceSpec web(ClusterSpec cluster) {
        return LoadBalancerService.publicFacing("web", "default")
                .port(443, 8443, port -> port.name("tls"))
                .selector("app", "web")
                .build()
                .on(cluster);
    }

    @Test
    void whatOthersGaveAnObjectIsListedAndLeftAlone() {
        NamespaceSpec space =
                NamespaceSpec.builder("team", cluster.id()).label("team", "a").build();
        world.apply(GROUP, cluster, space);
        edit(
                "v1",
                "Namespace",
                "",
                "team",
                "{\"metadata\":{\"labels\":{\"cost\":\"1\",\"pod-security.kubernetes.io/enforce\":\"privileged\"},"
                        + "\"annotations\":{\"example.org/by\":\"kubectl\"}}}");

        Plan plan = world.plan(GROUP, cluster, space);

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.unmanaged().get("namespace shop/team"))
                .extracting(each -> each.path())
                .containsExactly(
                        "/metadata/labels/pod-security.kubernetes.io~1enforce",
                        "/metadata/annotations/example.org~1by",
                        "/metadata/labels/cost");
        assertThat(plan.toString()).contains("security: exact() takes it away");
    }

    @Test
    void exactTakesAwayWhatOthersGaveAnObjectAndNothingElse() {
        NamespaceSpec space =
                NamespaceSpec.builder("team", cluster.id()).label("team", "a").build();
        world.apply(GROUP, cluster, space);
        edit("v1", "Namespace", "", "team", "{\"metadata\":{\"labels\":{\"cost\":\"1\"}}}");

        Plan exact = world.plan(EXACT, GROUP, cluster, space);
        assertThat(exact.isEmpty()).isFalse();
        exact.apply().await(LONG);

        assertThat(object("v1", "Namespace", "team").getMetadata().getLabels())
                .containsEntry("team", "a")
                .doesNotContainKey("cost");
        assertThat(world.plan(EXACT, GROUP, cluster, space).isEmpty()).isTrue();
    }

    @Test
    void exactTakesAPortOfOthersOutOfAServiceAndLeavesOurs() {
        LoadBalancerServiceSpec web = web(cluster);
        world.apply(GROUP, cluster, web);
        edit(
                "v1",
                "Service",
                "default",
                "web",
                "{\"spec\":{\"ports\":[{\"name\":\"tls\",\"protocol\":\"TCP\",\"port\":443,\"targetPort\":8443},"
                        + "{\"name\":\"debug\",\"protocol\":\"TCP\",\"port\":5005,\"targetPort\":5005}],"
                        + "\"sessionAffinity\":\"ClientIP\",\"loadBalancerSourceRanges\":[\"10.0.0.0/8\"]}}");

        Plan plan = world.plan(GROUP, cluster, web);
        assertThat(plan.isEmpty()).as("%s", plan).isTrue();
        assertThat(plan.unmanaged().get("service shop/default/web"))
                .extracting(each -> each.path())
                .contains("/spec/ports/debug", "/spec/sessionAffinity", "/spec/loadBalancerSourceRanges");

        world.plan(EXACT, GROUP, cluster, web).apply().await(LONG);

        try (KubernetesClient client = client()) {
            var spec = client.services()
                    .inNamespace("default")
                    .withName("web")
                    .get()
                    .getSpec();
            assertThat(spec.getPorts()).extracting(port -> port.getName()).containsExactly("tls");
            assertThat(spec.getSessionAffinity()).isEqualTo("None");
            assertThat(spec.getLoadBalancerSourceRanges()).isNullOrEmpty();
        }
        assertThat(world.plan(EXACT, GROUP, cluster, web).isEmpty()).isTrue();
    }

    /** A class of storage that another tool made says more than the spec; that is no reason to make it anew. */
    @Test
    void aParameterOfAnAdoptedClassStays() {
        world.apply(GROUP, cluster);
        try (KubernetesClient client = client()) {
            client.resource(
                            "{\"apiVersion\":\"storage.k8s.io/v1\",\"kind\":\"StorageClass\",\"metadata\":{\"name\":\"fast\"},"
                                    + "\"provisioner\":\"disk.csi.azure.com\",\"reclaimPolicy\":\"Retain\","
                                    + "\"volumeBindingMode\":\"Immediate\",\"parameters\":{\"skuName\":\"Premium_ZRS\","
                                    + "\"tags\":\"a=b\"}}")
                    .create();
        }
        Spec fast = DiskClass.builder("fast")
                .sku(dev.aks4j.storage.DiskSku.PREMIUM_ZRS)
                .build()
                .on(cluster);

        Plan adopted = world.plan(PlanOptions.standard().adopt(), GROUP, cluster, fast);
        adopted.apply().await(LONG);

        assertThat(adopted.toString()).contains("0 to create, 1 to change, 0 to remove");
        var made = object("storage.k8s.io/v1", "StorageClass", "fast");
        assertThat(made.getAdditionalProperties())
                .containsEntry("reclaimPolicy", "Retain")
                .containsEntry("parameters", Map.of("skuName", "Premium_ZRS", "tags", "a=b"));
        assertThat(world.plan(GROUP, cluster, fast).isEmpty()).isTrue();
        assertThat(world.plan(GROUP, cluster, fast).unmanaged().get("storageClass shop/fast"))
                .extracting(each -> each.path())
                .contains("/parameters/tags", "/reclaimPolicy", "/volumeBindingMode");
    }

    /** What goes with a cluster that is made anew and is in no spec is told before it goes. */
    @Test
    void whatObjectsLoseWithAClusterThatIsMadeAnewIsTold() {
        Spec before = VolumeSnapshotClassSpec.ofDisks("snap")
                .location("westeurope")
                .build()
                .on(cluster);
        world.apply(GROUP, cluster, before);
        edit(
                "snapshot.storage.k8s.io/v1",
                "VolumeSnapshotClass",
                "",
                "snap",
                "{\"metadata\":{\"annotations\":{\"example.org/by\":\"kubectl\"}}}");
        ClusterSpec closed = shop("1.35").apiServer(api -> api.privateCluster()).build();
        Spec snap = VolumeSnapshotClassSpec.ofDisks("snap").build().on(closed);

        Plan plan = world.plan(PlanOptions.standard().allowRecreate(closed), GROUP, closed, snap);

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.entries())
                .filteredOn(entry -> entry.type().equals("snapshotClass"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.differences())
                        .extracting(each -> each.path())
                        .containsExactlyInAnyOrder("/parameters", "/metadata/annotations/example.org~1by"));
        assertThat(plan.toString()).contains("westeurope", "it is made anew with what holds it");
        plan.apply().await(LONG);
        assertThat(world.plan(GROUP, closed, snap).isEmpty()).isTrue();
    }

    @Test
    void whatIsToBeMadeInSomethingThatIsNotThereIsRefused() {
        world.apply(GROUP);
        PrivateDnsZoneSpec zone =
                PrivateDnsZoneSpec.builder("shop.internal", GROUP).build();
        Spec record = PrivateDnsRecordSpec.builder(PrivateDnsRecordSpec.Type.A, "web", zone.id(), "10.0.0.4")
                .build();
        NamespaceSpec space = NamespaceSpec.builder("team", cluster.id()).build();

        Plan refused = world.plan(GROUP, record, space);

        assertThat(refused.isEmpty()).isFalse();
        assertThat(refused.problems()).extracting(Problem::rule).containsExactly("AKS-PLAN-022", "AKS-PLAN-022");
        assertThat(refused.problems()).extracting(Problem::value).containsExactlyInAnyOrder("shop.internal", "shop");
        assertThat(world.plan(GROUP, zone, record).problems()).isEmpty();
        world.apply(GROUP, zone, cluster);
        assertThat(world.aks
                        .plan(List.of(GROUP, record, space), PlanOptions.standard())
                        .problems())
                .isEmpty();
    }
}
