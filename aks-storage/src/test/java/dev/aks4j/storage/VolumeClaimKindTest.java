package dev.aks4j.storage;

import static dev.aks4j.core.plan.kind.Change.FORBIDDEN;
import static dev.aks4j.core.plan.kind.Change.NONE;
import static dev.aks4j.core.plan.kind.Change.RECREATE;
import static dev.aks4j.core.plan.kind.Change.UPDATE;
import static dev.aks4j.storage.StorageSamples.cluster;
import static dev.aks4j.storage.StorageSamples.json;
import static dev.aks4j.storage.StorageSamples.scope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Write;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VolumeClaimKindTest {

    private static final VolumeClaimKind KIND = VolumeClaimKind.INSTANCE;
    private static final StorageClassSpec FAST =
            DiskClass.builder("fast-zrs").sku(DiskSku.PREMIUM_ZRS).build();

    private static VolumeClaimSpec claim(long gib) {
        return VolumeClaimSpec.builder("data", "shop", gib).storageClass(FAST).build();
    }

    private static PlacedVolumeClaim placed(VolumeClaimSpec claim) {
        return (PlacedVolumeClaim) claim.on(cluster());
    }

    private static Json manifest(VolumeClaimSpec claim) {
        return ((Write.Apply) KIND.create(placed(claim), scope()).get(0)).manifest();
    }

    private static Change change(VolumeClaimSpec claim, Json live) {
        return KIND.compare(placed(claim), live, scope()).change();
    }

    @Test
    void aClaimIsWrittenAsKubernetesReadsIt() {
        assertThat(manifest(claim(256))).isEqualTo(json("""
                                {'apiVersion':'v1','kind':'PersistentVolumeClaim',
                                 'metadata':{'name':'data','namespace':'shop',
                                   'labels':{'app.kubernetes.io/managed-by':'aks4j'}},
                                 'spec':{'accessModes':['ReadWriteOnce'],'volumeMode':'Filesystem',
                                   'storageClassName':'fast-zrs','resources':{'requests':{'storage':'256Gi'}}}}
                                """));
    }

    @Test
    void fabric8ReadsTheManifestAndLosesNothing() {
        VolumeClaimSpec full = VolumeClaimSpec.builder("data", "shop", 10)
                .storageClass("managed-csi")
                .accessModes(AccessMode.READ_WRITE_ONCE, AccessMode.READ_ONLY_MANY)
                .rawBlock()
                .fromSnapshot("monday")
                .label("team", "shop")
                .build();
        KubernetesSerialization library = new KubernetesSerialization();
        Json back = json(library.asJson(library.unmarshal(manifest(full).toString(), PersistentVolumeClaim.class)));
        assertThat(back).isEqualTo(manifest(full));
    }

    @Test
    void aStatefulSetMakesItsClaimsOfATemplate() {
        VolumeClaimSpec template = VolumeClaimSpec.builder("data", "shop", 64)
                .storageClass(FAST)
                .accessModes(AccessMode.READ_WRITE_ONCE_POD)
                .label("team", "shop")
                .build();

        assertThat(template.asTemplate().getMetadata().getNamespace()).isNull();
        assertThat(template.asTemplate().getSpec().getStorageClassName()).isEqualTo("fast-zrs");
        assertThat(template.ofStatefulSet("db", 3))
                .extracting(VolumeClaimSpec::name)
                .containsExactly("data-db-0", "data-db-1", "data-db-2");
        assertThat(manifest(template.ofStatefulSet("db", 1).get(0)).path("spec"))
                .isEqualTo(manifest(template).path("spec"));
    }

    @Test
    void theClassAndTheClonedClaimComeFirst() {
        VolumeClaimSpec copy = VolumeClaimSpec.builder("copy", "shop", 10)
                .storageClass(FAST)
                .cloneOf("data")
                .build();
        assertThat(KIND.requires(placed(copy)))
                .containsExactlyInAnyOrder(
                        FAST.on(cluster()).address(), claim(10).on(cluster()).address());
    }

    @Test
    void sizesCompareByWhatTheyMean() {
        Json live = manifest(claim(1)).with("/spec/resources/requests/storage", "1073741824");
        assertThat(change(claim(1), live)).isEqualTo(NONE);
    }

    @Test
    void aVolumeOnlyGrows() {
        assertThat(change(claim(512), manifest(claim(256)))).isEqualTo(UPDATE);
        assertThat(change(claim(256), manifest(claim(512)))).isEqualTo(FORBIDDEN);
        VolumeClaimSpec fixed = VolumeClaimSpec.builder("data", "shop", 512)
                .storageClass(DiskClass.builder("fast-zrs").notExpandable().build())
                .build();
        assertThat(change(fixed, manifest(claim(256)))).isEqualTo(FORBIDDEN);
    }

    @Test
    void aClaimThatWaitsForItsVolumeIsMadeAnew() {
        Json.ObjectBuilder live = manifest(claim(256)).edit();
        live.put("status", json("{'phase':'Pending'}"));
        assertThat(change(claim(512), live.build())).isEqualTo(RECREATE);
        assertThat(change(claim(256), live.build())).isEqualTo(NONE);
        live.put("status", json("{'phase':'Bound'}"));
        assertThat(change(claim(512), live.build())).isEqualTo(UPDATE);
    }

    @Test
    void everythingElseMakesTheClaimAnew() {
        for (String change : new String[] {
            "{'accessModes':['ReadWriteMany']}", "{'volumeMode':'Block'}", "{'storageClassName':'default'}"
        }) {
            Json.ObjectBuilder live = manifest(claim(10)).edit();
            live.within("spec").putAll(json(change));
            assertThat(change(claim(10), live.build())).as(change).isEqualTo(RECREATE);
        }
    }

    @Test
    void aSnapshotClassIsWrittenAsTheControllerReadsIt() {
        VolumeSnapshotClassSpec daily = VolumeSnapshotClassSpec.ofDisks("daily")
                .retain()
                .tags(Map.of("team", "shop"))
                .build();
        PlacedSnapshotClass placed = (PlacedSnapshotClass) daily.on(cluster());
        Json manifest = ((Write.Apply)
                        SnapshotClassKind.INSTANCE.create(placed, scope()).get(0))
                .manifest();
        assertThat(manifest).isEqualTo(json("""
                                {'apiVersion':'snapshot.storage.k8s.io/v1','kind':'VolumeSnapshotClass',
                                 'metadata':{'name':'daily','labels':{'app.kubernetes.io/managed-by':'aks4j'}},
                                 'driver':'disk.csi.azure.com','deletionPolicy':'Retain','parameters':{'tags':'team=shop'}}
                                """));
        assertThat(placed.address())
                .isEqualTo(Address.kubernetes(
                        cluster().id(), "snapshot.storage.k8s.io/v1", "VolumeSnapshotClass", "daily"));
        assertThat(SnapshotClassKind.INSTANCE.compare(placed, manifest, scope()).change())
                .isEqualTo(NONE);
    }
}
