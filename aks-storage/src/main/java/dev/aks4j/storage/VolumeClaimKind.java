package dev.aks4j.storage;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.KubernetesKind;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Write;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Plans and writes a volume claim. The size of a bound one can grow; everything else is for good. */
final class VolumeClaimKind extends KubernetesKind<PlacedVolumeClaim> {

    static final VolumeClaimKind INSTANCE = new VolumeClaimKind();

    private static final String SIZE = "/spec/resources/requests/storage";
    private static final String ATTRIBUTES = "/spec/volumeAttributesClassName";

    private VolumeClaimKind() {}

    @Override
    public String name() {
        return "volumeClaim";
    }

    @Override
    public String apiVersion() {
        return "v1";
    }

    @Override
    public String summary(PlacedVolumeClaim spec) {
        return spec.claim().sizeGib() + " GiB, "
                + spec.claim().storageClassName().orElse("the cluster's default class");
    }

    @Override
    public Set<Address> requires(PlacedVolumeClaim spec) {
        Set<Address> needed = new HashSet<>();
        spec.claim()
                .storageClassName()
                .ifPresent(name -> needed.add(
                        Address.kubernetes(spec.cluster(), StorageClassKind.API_VERSION, "StorageClass", name)));
        spec.claim()
                .volumeAttributesClassName()
                .ifPresent(name -> needed.add(AttributesClassKind.address(spec.cluster(), name)));
        spec.claim().volumeName().ifPresent(name -> needed.add(PersistentVolumeKind.address(spec.cluster(), name)));
        spec.claim().sources().stream()
                .filter(source -> source.kind() == VolumeClaimSpec.SourceKind.SNAPSHOT)
                .forEach(source -> needed.add(
                        VolumeSnapshotKind.address(spec.cluster(), spec.claim().namespace(), source.name())));
        spec.claim().sources().stream()
                .filter(source -> source.kind() == VolumeClaimSpec.SourceKind.CLAIM)
                .forEach(source -> needed.add(Address.kubernetes(
                        spec.cluster(),
                        "v1",
                        "PersistentVolumeClaim",
                        spec.claim().namespace(),
                        source.name())));
        return needed;
    }

    @Override
    public List<Problem> check(PlacedVolumeClaim spec, Scope scope) {
        VolumeClaimSpec claim = spec.claim();
        return Parameters.placed("claims." + claim.namespace() + "." + claim.name(), Rule.all(ClaimRules.ALL, claim));
    }

    /** Returns a claim as a StatefulSet holds it: without a namespace, which is the set's. */
    Json template(VolumeClaimSpec claim) {
        Json.ObjectBuilder manifest = manifest(claim).edit();
        manifest.within("metadata").remove("namespace");
        return manifest.build();
    }

    @Override
    protected Json manifest(PlacedVolumeClaim spec, Scope scope) {
        return manifest(spec.claim());
    }

    private static Json manifest(VolumeClaimSpec claim) {
        Json.ObjectBuilder manifest = Json.object();
        manifest.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
        Json.ObjectBuilder metadata = manifest.putObject("metadata");
        metadata.put("name", claim.name()).put("namespace", claim.namespace());
        Json.ObjectBuilder labels = metadata.putObject("labels");
        new TreeMap<>(claim.labels()).forEach(labels::put);
        labels.put(Ownership.LABEL, Ownership.VALUE);
        Json.ObjectBuilder body = manifest.putObject("spec");
        Json.ArrayBuilder modes = body.putArray("accessModes");
        claim.accessModes().stream().sorted().forEach(mode -> modes.add(mode.toString()));
        body.put("volumeMode", claim.isRawBlock() ? "Block" : "Filesystem");
        claim.storageClassName().ifPresent(name -> body.put("storageClassName", name));
        claim.volumeAttributesClassName().ifPresent(name -> body.put("volumeAttributesClassName", name));
        claim.volumeName().ifPresent(name -> body.put("volumeName", name));
        body.putObject("resources").putObject("requests").put("storage", claim.sizeGib() + "Gi");
        claim.sources().forEach(source -> body.put("dataSource", source(source)));
        return manifest.build();
    }

    private static Json.ObjectBuilder source(VolumeClaimSpec.Source source) {
        Json.ObjectBuilder node = Json.object();
        if (source.kind() == VolumeClaimSpec.SourceKind.SNAPSHOT) {
            node.put("apiGroup", "snapshot.storage.k8s.io").put("kind", "VolumeSnapshot");
        } else {
            node.put("kind", "PersistentVolumeClaim");
        }
        return node.put("name", source.name());
    }

    @Override
    protected Set<String> defaults(PlacedVolumeClaim spec) {
        return spec.claim().defaults();
    }

    /** A claim that waits for its volume has no data yet. */
    @Override
    public boolean holdsSomething(PlacedVolumeClaim spec, Json live) {
        return !live.at("/status/phase").asText().equals("Pending");
    }

    @Override
    protected Optional<Difference> judge(PlacedVolumeClaim spec, Difference difference, Json live) {
        if (difference.path().equals(SIZE)) {
            return size(spec, difference, live);
        }
        if (difference.path().equals(ATTRIBUTES)) {
            return attributes(difference, live);
        }
        if (isOrigin(difference.path()) && difference.after().isMissing()) {
            return Optional.empty();
        }
        if (difference.path().equals("/spec/accessModes")
                && texts(difference.before()).equals(texts(difference.after()))) {
            return Optional.empty();
        }
        return Optional.of(
                difference.path().startsWith("/metadata/")
                        ? difference
                        : difference.with(Change.RECREATE, "only the size of a claim can change; its data is lost"));
    }

    /** Returns whether a property only matters when the volume is made; a spec may cease to say it. */
    private static boolean isOrigin(String path) {
        return path.equals("/spec/dataSource")
                || path.equals("/spec/storageClassName")
                || path.equals("/spec/volumeName")
                || path.equals(ATTRIBUTES);
    }

    /** Writes the claim with what it was made from: Kubernetes would refuse to take that away. */
    @Override
    public List<Write> update(PlacedVolumeClaim spec, Json live, Comparison comparison, Scope scope) {
        Json.ObjectBuilder manifest = kept(spec, live, scope).edit();
        Json.ObjectBuilder body = manifest.within("spec");
        for (String origin : List.of("dataSource", "storageClassName", "volumeName", "volumeAttributesClassName")) {
            Json there = live.path("spec").path(origin);
            if (!body.has(origin) && !there.isMissing()) {
                body.put(origin, there);
            }
        }
        return List.of(new Write.Apply(object(spec, scope), manifest.build()));
    }

    /** A bound claim changes its attributes in place; they never cease to be said. */
    private static Optional<Difference> attributes(Difference difference, Json live) {
        if (difference.after().isMissing()) {
            return Optional.empty();
        }
        return Optional.of(
                live.at("/status/phase").asText().equals("Bound")
                        ? difference
                        : difference.with(
                                Change.RECREATE, "a claim without a volume cannot change; there is no data to lose"));
    }

    private static Optional<Difference> size(PlacedVolumeClaim spec, Difference difference, Json live) {
        int direction = bytes(difference.after()).compareTo(bytes(difference.before()));
        if (direction == 0) {
            return Optional.empty();
        }
        if (live.at("/status/phase").asText().equals("Pending")) {
            return Optional.of(difference.with(
                    Change.RECREATE, "a claim without a volume cannot change; there is no data to lose"));
        }
        if (direction < 0) {
            return Optional.of(difference.with(
                    Change.FORBIDDEN,
                    "a volume only grows; ask for at least "
                            + difference.before().asText()));
        }
        boolean fixed = spec.claim()
                .storageClass()
                .filter(storage -> !storage.isExpandable())
                .isPresent();
        return Optional.of(
                fixed ? difference.with(Change.FORBIDDEN, "the storage class lets no volume grow") : difference);
    }

    private static BigDecimal bytes(Json quantity) {
        return quantity.isText() ? Quantity.getAmountInBytes(Quantity.parse(quantity.asText())) : BigDecimal.ZERO;
    }

    private static Set<String> texts(Json array) {
        Set<String> texts = new HashSet<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
