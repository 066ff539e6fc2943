package dev.aks4j.tests.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
}
