package dev.aks4j.tests.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanEntry;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.network.LoadBalancerService;
import dev.aks4j.storage.DiskClass;
import dev.aks4j.storage.DiskSku;
import dev.aks4j.storage.FileClass;
import dev.aks4j.storage.StorageClassSpec;
import dev.aks4j.storage.VolumeClaimSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Load-balancer services, storage classes and claims from plans, on the simulator's API server. */
class ServicesAndVolumesTest {

    private static final StorageClassSpec FAST =
            DiskClass.builder("fast-zrs").sku(DiskSku.PREMIUM_ZRS).build();

    private final OneCluster one = new OneCluster();

    @AfterEach
    void close() {
        one.close();
    }

    private static List<Spec> specs(StorageClassSpec fast, long gib, LoadBalancerService web) {
        return List.of(
                OneCluster.GROUP,
                OneCluster.CLUSTER,
                FileClass.builder("shared").nfs().build().on(OneCluster.CLUSTER),
                fast.on(OneCluster.CLUSTER),
                VolumeClaimSpec.builder("data", "default", gib)
                        .storageClass(fast)
                        .build()
                        .on(OneCluster.CLUSTER),
                web.on(OneCluster.CLUSTER));
    }

    private static LoadBalancerService web(int port) {
        return LoadBalancerService.internal("web", "default")
                .port(port, 8080)
                .selector("app", "web")
                .probe(probe -> probe.http("/healthz").interval(Duration.ofSeconds(10)))
                .build();
    }

    @Test
    void whatIsAppliedIsSettled() {
        List<Spec> specs = specs(FAST, 64, web(80));
        one.apply(specs);

        assertThat(one.find("storageclasses.storage.k8s.io", "", "fast-zrs")
                        .orElseThrow()
                        .at("/parameters/skuName")
                        .asText())
                .isEqualTo("Premium_ZRS");
        assertThat(one.find("services", "default", "web")
                        .orElseThrow()
                        .at("/spec/type")
                        .asText())
                .isEqualTo("LoadBalancer");
        assertThat(one.isSettled(specs)).isTrue();
    }

    @Test
    void portsChangeAndClassesAndWaitingClaimsAreMadeAnew() {
        one.apply(specs(FAST, 64, web(80)));
        StorageClassSpec other =
                DiskClass.builder("fast-zrs").sku(DiskSku.STANDARD_SSD_ZRS).build();
        List<Spec> changed = specs(other, 128, web(81));

        Plan plan = one.aks().plan(changed, PlanOptions.standard().allowRecreate());

        assertThat(plan.entries())
                .filteredOn(entry -> entry.change() != Change.NONE)
                .extracting(PlanEntry::type, PlanEntry::change)
                .containsExactlyInAnyOrder(
                        tuple("storageClass", Change.RECREATE),
                        tuple("volumeClaim", Change.RECREATE),
                        tuple("service", Change.UPDATE));
        assertThat(plan.apply().await(OneCluster.LONG).isSuccess()).isTrue();
        assertThat(one.isSettled(changed)).isTrue();
        assertThat(one.find("services", "default", "web").orElseThrow().at("/spec/ports"))
                .singleElement()
                .satisfies(port -> assertThat(port.path("port").asInt()).isEqualTo(81));
    }

    /** A second plan said "No changes" while the service still let only the old range in. */
    @Test
    void whatASpecNoLongerSaysIsTakenAway() {
        LoadBalancerService guarded = LoadBalancerService.internal("web", "default")
                .port(80, 8080)
                .port(443, 8443)
                .selector("app", "web")
                .label("team", "shop")
                .sourceRanges("10.1.0.0/16")
                .idleTimeout(Duration.ofMinutes(10))
                .build();
        one.apply(specs(FAST, 64, guarded));
        LoadBalancerService open = LoadBalancerService.internal("web", "default")
                .port(80, 8080)
                .selector("app", "web")
                .build();

        Plan plan = one.aks().plan(specs(FAST, 64, open), PlanOptions.standard());
        assertThat(plan.toString())
                .contains("spec.loadBalancerSourceRanges", "no longer declared")
                .contains("443");
        assertThat(plan.apply().await(OneCluster.LONG).isSuccess()).isTrue();

        JsonNode service = one.find("services", "default", "web").orElseThrow();
        assertThat(service.at("/spec/loadBalancerSourceRanges").isMissingNode()).isTrue();
        assertThat(service.at("/spec/ports")).hasSize(1);
        assertThat(service.at("/metadata/labels").has("team")).isFalse();
        assertThat(service.at("/metadata/annotations").toString()).doesNotContain("idle-timeout");
        assertThat(one.isSettled(specs(FAST, 64, open))).isTrue();
    }

    @Test
    void whatSomebodyElseAddedToAnObjectStays() {
        one.apply(specs(FAST, 64, web(80)));
        try (KubernetesClient client = one.aks().kubernetes().client(OneCluster.CLUSTER.id(), OneCluster.LONG)) {
            client.services().inNamespace("default").withName("web").edit(service -> {
                service.getMetadata().getLabels().put("theirs", "yes");
                return service;
            });
        }

        assertThat(one.isSettled(specs(FAST, 64, web(80)))).isTrue();
        one.apply(specs(FAST, 64, web(81)));

        assertThat(one.find("services", "default", "web")
                        .orElseThrow()
                        .at("/metadata/labels/theirs")
                        .asText())
                .isEqualTo("yes");
    }

    @Test
    void whatAClaimWasMadeFromNeedNotBeSaidForEver() {
        VolumeClaimSpec first = VolumeClaimSpec.builder("source", "default", 8)
                .storageClass(FAST)
                .build();
        VolumeClaimSpec copy = VolumeClaimSpec.builder("copy", "default", 8)
                .storageClass(FAST)
                .cloneOf("source")
                .build();
        List<Spec> before = List.of(
                OneCluster.GROUP,
                OneCluster.CLUSTER,
                FAST.on(OneCluster.CLUSTER),
                first.on(OneCluster.CLUSTER),
                copy.on(OneCluster.CLUSTER));
        one.apply(before);
        List<Spec> after = List.of(
                OneCluster.GROUP,
                OneCluster.CLUSTER,
                VolumeClaimSpec.builder("copy", "default", 8)
                        .label("team", "shop")
                        .build()
                        .on(OneCluster.CLUSTER));

        one.apply(after);

        assertThat(one.isSettled(after)).isTrue();
        assertThat(one.find("persistentvolumeclaims", "default", "copy")
                        .orElseThrow()
                        .at("/spec/dataSource/name")
                        .asText())
                .isEqualTo("source");
    }
}
