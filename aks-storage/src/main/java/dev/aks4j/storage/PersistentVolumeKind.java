package dev.aks4j.storage;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.KubernetesKind;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Scope;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Plans and writes a persistent volume that stands for existing storage. What it stands for never changes. */
final class PersistentVolumeKind extends KubernetesKind<PlacedPersistentVolume> {

    static final PersistentVolumeKind INSTANCE = new PersistentVolumeKind();

    private static final String SIZE = "/spec/capacity/storage";

    private PersistentVolumeKind() {}

    static Address address(ResourceId cluster, String name) {
        return Address.kubernetes(cluster, "v1", "PersistentVolume", name);
    }

    @Override
    public String name() {
        return "persistentVolume";
    }

    @Override
    public String apiVersion() {
        return "v1";
    }

    @Override
    public String summary(PlacedPersistentVolume spec) {
        PersistentVolumeSpec volume = spec.volume();
        return volume.sizeGib() + " GiB, " + volume.storage.name()
                + Optional.ofNullable(volume.attributes.get("shareName"))
                        .or(() -> Optional.ofNullable(volume.attributes.get("containerName")))
                        .map(part -> "/" + part)
                        .orElse("");
    }

    @Override
    public Set<Address> requires(PlacedPersistentVolume spec) {
        return Set.of(Address.azure(VolumeHandle.storage(spec.volume())));
    }

    @Override
    protected Json manifest(PlacedPersistentVolume spec, Scope scope) {
        PersistentVolumeSpec volume = spec.volume();
        Json.ObjectBuilder manifest = Json.object();
        manifest.put("apiVersion", "v1").put("kind", "PersistentVolume");
        Json.ObjectBuilder metadata = manifest.putObject("metadata");
        metadata.put("name", volume.name());
        metadata.putObject("labels").put(Ownership.LABEL, Ownership.VALUE);
        metadata.putObject("annotations").put("pv.kubernetes.io/provisioned-by", volume.driver.provisioner());
        Json.ObjectBuilder body = manifest.putObject("spec");
        body.putObject("capacity").put("storage", volume.sizeGib() + "Gi");
        Json.ArrayBuilder modes = body.putArray("accessModes");
        volume.accessModes().stream().sorted().forEach(mode -> modes.add(mode.toString()));
        body.put("volumeMode", volume.isRawBlock() ? "Block" : "Filesystem");
        body.put("persistentVolumeReclaimPolicy", ReclaimPolicy.RETAIN.toString());
        if (!volume.storageClassName().isEmpty()) {
            body.put("storageClassName", volume.storageClassName());
        }
        if (!volume.mountOptions().isEmpty()) {
            Json.ArrayBuilder options = body.putArray("mountOptions");
            volume.mountOptions().forEach(options::add);
        }
        volume.claim.ifPresent(claim -> body.putObject("claimRef")
                .put("apiVersion", "v1")
                .put("kind", "PersistentVolumeClaim")
                .put("namespace", claim.namespace())
                .put("name", claim.name()));
        Json.ObjectBuilder csi = body.putObject("csi");
        csi.put("driver", volume.driver.provisioner());
        csi.put("volumeHandle", VolumeHandle.of(volume, scope));
        if (volume.readOnly) {
            csi.put("readOnly", true);
        }
        if (volume.driver == Driver.DISK && !volume.isRawBlock()) {
            csi.put("fsType", volume.fsType.orElse("ext4"));
        }
        volume.secret.ifPresent(secret ->
                csi.putObject("nodeStageSecretRef").put("name", secret.name()).put("namespace", secret.namespace()));
        TreeMap<String, String> attributes = new TreeMap<>(volume.attributes);
        attributes.putAll(VolumeHandle.attributes(volume));
        if (!attributes.isEmpty()) {
            Json.ObjectBuilder all = csi.putObject("volumeAttributes");
            attributes.forEach(all::put);
        }
        volume.zone.ifPresent(zone -> body.putObject("nodeAffinity")
                .putObject("required")
                .putArray("nodeSelectorTerms")
                .addObject()
                .putArray("matchExpressions")
                .addObject()
                .put("key", "topology.disk.csi.azure.com/zone")
                .put("operator", "In")
                .putArray("values")
                .add(zone));
        return manifest.build();
    }

    @Override
    protected Set<String> defaults(PlacedPersistentVolume spec) {
        PersistentVolumeSpec volume = spec.volume();
        Set<String> defaults = new HashSet<>();
        defaults.add("/spec/persistentVolumeReclaimPolicy");
        defaults.add("/metadata/annotations/pv.kubernetes.io~1provisioned-by");
        if (!volume.saysModes) {
            defaults.add("/spec/accessModes");
        }
        if (!volume.isRawBlock()) {
            defaults.add("/spec/volumeMode");
        }
        if (volume.fsType.isEmpty()) {
            defaults.add("/spec/csi/fsType");
        }
        return defaults;
    }

    /** A claim that is bound to a volume loses it when the object is made anew; what it stands for stays. */
    @Override
    public boolean holdsSomething(PlacedPersistentVolume spec, Json live) {
        return live.at("/status/phase").asText().equals("Bound");
    }

    @Override
    protected Optional<Difference> judge(PlacedPersistentVolume spec, Difference difference, Json live) {
        String path = difference.path();
        if (path.equals(SIZE)) {
            boolean grown = difference.before().isText()
                    && Quantity.getAmountInBytes(
                                            Quantity.parse(difference.before().asText()))
                                    .compareTo(Quantity.getAmountInBytes(
                                            Quantity.parse(difference.after().asText())))
                            >= 0;
            return grown ? Optional.empty() : Optional.of(difference);
        }
        boolean inPlace = path.startsWith("/metadata/")
                || path.startsWith("/spec/mountOptions")
                || path.equals("/spec/persistentVolumeReclaimPolicy")
                || path.equals("/spec/storageClassName");
        return Optional.of(
                inPlace
                        ? difference
                        : new Difference(
                                path,
                                difference.before(),
                                difference.after(),
                                Change.RECREATE,
                                "Kubernetes does not change what a volume stands for; the storage in Azure stays"));
    }
}
