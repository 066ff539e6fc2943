package dev.aks4j.storage;

import static dev.aks4j.storage.StorageSamples.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.ClusterSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatefulWorkloadTest {

    private static final ClusterSpec CLUSTER = cluster(builder -> builder.userPool(
            "data", pool -> pool.vmSize("Standard_D4s_v5").count(2).zones(1, 2)));

    private static VolumeClaimSpec claim(StorageClassSpec storage) {
        return VolumeClaimSpec.builder("data", "shop", 64).storageClass(storage).build();
    }

    private static List<String> because(StatefulWorkload workload) {
        return workload.advise(CLUSTER).stream()
                .flatMap(why -> why.because().stream())
                .toList();
    }

    private static StatefulWorkload each(int replicas, StorageClassSpec storage) {
        return StatefulWorkload.builder("db", replicas).eachPod(claim(storage)).build();
    }

    @Test
    void aWorkloadThatFitsNeedsNoWords() {
        assertThat(each(3, DiskClass.builder("fast").sku(DiskSku.PREMIUM_ZRS).build())
                        .advise(CLUSTER))
                .isEmpty();
    }

    @Test
    void aSharedClaimIsForManyNodes() {
        StorageClassSpec disks = DiskClass.builder("fast").build();

        assertThat(because(
                        StatefulWorkload.builder("web", 3).shared(claim(disks)).build()))
                .containsExactly("3 pods share it, and one node uses it at a time");
        assertThat(because(
                        StatefulWorkload.builder("web", 1).shared(claim(disks)).build()))
                .isEmpty();
    }

    @Test
    void nodesAttachAsManyDisksAsTheirSizeAllows() {
        StatefulWorkload.Builder nine = StatefulWorkload.builder("db", 1);
        for (int i = 0; i < 9; i++) {
            nine.eachPod(claim(DiskClass.builder("fast").build()));
        }

        assertThat(because(nine.build())).containsExactly("each pod attaches 9 disks, and a node at most 8");
        assertThat(because(each(17, DiskClass.builder("fast").build())))
                .containsExactly("17 pods attach 17 disks, and all nodes together at most 16");
    }

    @Test
    void zonesUltraDisksAndDriversAreLookedAt() {
        assertThat(because(
                        each(1, DiskClass.builder("far").zones("westeurope-3").build())))
                .containsExactly("its disks are made in zones westeurope-3, where no pool is");
        assertThat(because(each(
                        1,
                        DiskClass.builder("ultra")
                                .sku(DiskSku.ULTRA)
                                .caching(DiskClass.Caching.NONE)
                                .build())))
                .containsExactly("no pool attaches Ultra disks");
        assertThat(because(each(
                        1,
                        DiskClass.builder("early")
                                .bindingMode(BindingMode.IMMEDIATE)
                                .build())))
                .containsExactly("its disks are made in any zone before a pod has a node");
        assertThat(because(each(1, BlobClass.builder("lake").build())))
                .containsExactly("the cluster has blob.csi.azure.com switched off");
    }

    @Test
    void aPoolThatIsNotThereIsTold() {
        assertThat(StatefulWorkload.builder("db", 1).pool("none").build().advise(CLUSTER))
                .singleElement()
                .satisfies(why -> assertThat(why.toString()).contains("has no pool none"));
    }
}
