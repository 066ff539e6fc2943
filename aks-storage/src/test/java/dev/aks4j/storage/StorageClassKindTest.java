package dev.aks4j.storage;

import static dev.aks4j.core.plan.kind.Change.NONE;
import static dev.aks4j.core.plan.kind.Change.RECREATE;
import static dev.aks4j.core.plan.kind.Change.UPDATE;
import static dev.aks4j.storage.StorageSamples.GROUP;
import static dev.aks4j.storage.StorageSamples.cluster;
import static dev.aks4j.storage.StorageSamples.json;
import static dev.aks4j.storage.StorageSamples.scope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Write;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StorageClassKindTest {

    private static final StorageClassKind KIND = StorageClassKind.INSTANCE;
    private static final StorageClassSpec FAST =
            DiskClass.builder("fast-zrs").sku(DiskSku.PREMIUM_ZRS).build();

    private static PlacedStorageClass placed(StorageClassSpec spec) {
        return (PlacedStorageClass) spec.on(cluster());
    }

    private static Json manifest(StorageClassSpec spec) {
        return ((Write.Apply) KIND.create(placed(spec), scope()).get(0)).manifest();
    }

    private static Comparison compare(StorageClassSpec spec, Json live) {
        return KIND.compare(placed(spec), live, scope());
    }

    @Test
    void theDesignsClassIsWrittenAsKubernetesReadsIt() {
        assertThat(manifest(FAST)).isEqualTo(json("""
                                {'apiVersion':'storage.k8s.io/v1','kind':'StorageClass',
                                 'metadata':{'name':'fast-zrs','labels':{'app.kubernetes.io/managed-by':'aks4j'}},
                                 'provisioner':'disk.csi.azure.com','parameters':{'skuName':'Premium_ZRS'},
                                 'reclaimPolicy':'Delete','volumeBindingMode':'WaitForFirstConsumer',
                                 'allowVolumeExpansion':true}
                                """));
    }

    @Test
    void fabric8ReadsTheManifestAndLosesNothing() {
        StorageClassSpec full = DiskClass.builder("full")
                .sku(DiskSku.PREMIUM)
                .zones("westeurope-1")
                .mountOptions("noatime")
                .reclaimPolicy(ReclaimPolicy.RETAIN)
                .notExpandable()
                .asDefault()
                .label("team", "shop")
                .tags(Map.of("team", "shop", "env", "test"))
                .build();
        KubernetesSerialization library = new KubernetesSerialization();
        Json back = json(library.asJson(library.unmarshal(manifest(full).toString(), StorageClass.class)));
        assertThat(back).isEqualTo(manifest(full));
        assertThat(manifest(full).at("/parameters/tags").asText()).isEqualTo("env=test,team=shop");
    }

    @Test
    void itLivesInTheClustersApi() {
        assertThat(FAST.on(cluster()).address())
                .isEqualTo(Address.kubernetes(cluster().id(), "storage.k8s.io/v1", "StorageClass", "fast-zrs"));
        assertThat(KIND.summary(placed(FAST))).isEqualTo("disk.csi.azure.com, Premium_ZRS");
    }

    @Test
    void idsInParametersGetTheirSubscription() {
        StorageClassSpec encrypted = DiskClass.builder("secret")
                .encryptionSet(GROUP.id().child("Microsoft.Compute/diskEncryptionSets", "des"))
                .build();
        assertThat(manifest(encrypted).at("/parameters/diskEncryptionSetID").asText())
                .startsWith("/subscriptions/" + StorageSamples.SUBSCRIPTION + "/resourceGroups/rg-shop/");
    }

    @Test
    void whatWasWrittenIsUnchanged() {
        assertThat(compare(FAST, manifest(FAST)).change()).isEqualTo(NONE);
    }

    @Test
    void expansionChangesInPlace() {
        Json.ObjectBuilder live = manifest(FAST).edit();
        live.put("allowVolumeExpansion", false);
        assertThat(compare(FAST, live.build()).change()).isEqualTo(UPDATE);
    }

    @Test
    void everythingElseMakesTheClassAnew() {
        for (String change : new String[] {
            "{'provisioner':'file.csi.azure.com'}",
            "{'reclaimPolicy':'Retain'}",
            "{'volumeBindingMode':'Immediate'}",
            "{'parameters':{'skuName':'Premium_LRS'}}"
        }) {
            Json.ObjectBuilder live = manifest(FAST).edit();
            live.putAll(json(change));
            assertThat(compare(FAST, live.build()).differences())
                    .as(change)
                    .singleElement()
                    .satisfies(difference -> {
                        assertThat(difference.change()).isEqualTo(RECREATE);
                        assertThat(difference.reason()).contains("volumes and claims stay");
                    });
        }
    }

    /** Another tool may have said more of a class; that is listed, and no reason to make the class anew. */
    @Test
    void aParameterThatNobodyDeclaresIsListed() {
        Json.ObjectBuilder live = manifest(FAST).edit();
        live.putAll(json("{'parameters':{'skuName':'Premium_ZRS','cachingMode':'None'}}"));
        assertThat(compare(FAST, live.build()).differences()).isEmpty();
        assertThat(compare(FAST, live.build()).unmanaged()).singleElement().satisfies(listed -> {
            assertThat(listed.path()).isEqualTo("/parameters/cachingMode");
            assertThat(listed.reason()).contains("makes the object anew");
        });
    }
}
