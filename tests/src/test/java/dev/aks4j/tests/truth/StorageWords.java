package dev.aks4j.tests.truth;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.storage.AccessMode;
import dev.aks4j.storage.BindingMode;
import dev.aks4j.storage.BlobClass;
import dev.aks4j.storage.BlobSku;
import dev.aks4j.storage.DiskClass;
import dev.aks4j.storage.DiskSku;
import dev.aks4j.storage.FileClass;
import dev.aks4j.storage.FileSku;
import dev.aks4j.storage.ReclaimPolicy;
import dev.aks4j.storage.StorageClassSpec;
import dev.aks4j.storage.VolumeClaimSpec;
import dev.aks4j.storage.VolumeSnapshotClassSpec;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What can be said of storage. */
final class StorageWords {

    /** A builder of something in a cluster, and the cluster. */
    private record Placed<B>(ClusterSpec cluster, B it) {
        <T> Spec on(Function<B, T> build, BiFunction<T, ClusterSpec, Spec> place) {
            return place.apply(build.apply(it), cluster);
        }
    }

    static final List<Part<?>> PARTS = List.of(
            Part.of(
                            "disk class",
                            cluster -> new Placed<>(cluster, DiskClass.builder("disk")),
                            placed -> placed.on(DiskClass.Builder::build, StorageClassSpec::on))
                    .say("zone-redundant", c -> c.it.sku(DiskSku.PREMIUM_ZRS))
                    .say("file system", c -> c.it.fsType("xfs"))
                    .say("no caching", c -> c.it.caching(DiskClass.Caching.NONE))
                    .say("retained", c -> c.it.reclaimPolicy(ReclaimPolicy.RETAIN))
                    .say("at once", c -> c.it.bindingMode(BindingMode.IMMEDIATE))
                    .say("fixed size", c -> c.it.notExpandable())
                    .say("default", c -> c.it.asDefault())
                    .say("options", c -> c.it.mountOptions("noatime", "nodiratime"))
                    .say("options turned", c -> c.it.mountOptions("nodiratime", "noatime"))
                    .say("label", c -> c.it.label("a", "b"))
                    .say("tags", c -> c.it.tags(Map.of("a", "b")))
                    .say("zones", c -> c.it.zones("westeurope-1", "westeurope-2"))
                    .say("zones turned", c -> c.it.zones("westeurope-2", "westeurope-1"))
                    .say("parameter", c -> c.it.parameter("tags", "c=d")),
            Part.of(
                            "file class",
                            cluster -> new Placed<>(cluster, FileClass.builder("file")),
                            placed -> placed.on(FileClass.Builder::build, StorageClassSpec::on))
                    .say("premium", c -> c.it.sku(FileSku.PREMIUM))
                    .say("nfs", c -> c.it.nfs()),
            Part.of(
                            "blob class",
                            cluster -> new Placed<>(cluster, BlobClass.builder("blob")),
                            placed -> placed.on(BlobClass.Builder::build, StorageClassSpec::on))
                    .on("storage(s -> s.blobs(enabled))")
                    .say("premium", c -> c.it.sku(BlobSku.PREMIUM))
                    .say("nfs", c -> c.it.nfs()),
            Part.of(
                            "snapshot class",
                            cluster -> new Placed<>(cluster, VolumeSnapshotClassSpec.ofDisks("snap")),
                            placed -> placed.on(VolumeSnapshotClassSpec.Builder::build, VolumeSnapshotClassSpec::on))
                    .say("retained", c -> c.it.retain())
                    .say("full", c -> c.it.full()),
            Part.of(
                            "claim",
                            cluster -> new Placed<>(cluster, VolumeClaimSpec.builder("data", "default", 4)),
                            placed -> placed.on(VolumeClaimSpec.Builder::build, VolumeClaimSpec::on))
                    .say("class", c -> c.it.storageClass("managed-csi"))
                    .say("label", c -> c.it.label("a", "b"))
                    .say("raw", c -> c.it.rawBlock())
                    .say("modes", c -> c.it.accessModes(AccessMode.READ_WRITE_ONCE_POD)));

    private StorageWords() {}
}
