package dev.aks4j.storage;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Tells from what a cluster says why a claim or a pod waits for its volume. Immutable. */
final class VolumeStory {

    private static final String DEFAULT = "storageclass.kubernetes.io/is-default-class";
    private static final String ZONE = "topology.disk.csi.azure.com/zone";

    private final VolumeFacts facts;

    VolumeStory(VolumeFacts facts) {
        this.facts = facts;
    }

    /** What is found: causes and steps, each once. */
    private static final class Found {
        private final Set<String> because = new LinkedHashSet<>();
        private final Set<String> toDo = new LinkedHashSet<>();

        void add(String cause, String step) {
            because.add(cause);
            toDo.add(step);
        }

        void tell(List<String> warnings) {
            warnings.stream()
                    .limit(3)
                    .forEach(text -> VolumeCause.of(text)
                            .ifPresentOrElse(
                                    cause -> add(cause.because(), cause.toDo()),
                                    () -> because.add("an event says: " + text)));
        }

        VolumeExplanation of(String subject, String state) {
            return new VolumeExplanation(subject, state, List.copyOf(because), List.copyOf(toDo));
        }
    }

    VolumeExplanation claim(String namespace, String name) {
        String subject = "claim " + namespace + "/" + name;
        Optional<PersistentVolumeClaim> claim = facts.claim(namespace, name);
        Found found = new Found();
        if (claim.isEmpty()) {
            found.add("there is no such claim", "create it, or check namespace and name");
            return found.of(subject, "missing");
        }
        return claim(claim.get());
    }

    private VolumeExplanation claim(PersistentVolumeClaim claim) {
        Found found = new Found();
        String state = Objects.toString(
                claim.getStatus() == null ? null : claim.getStatus().getPhase(), "Pending");
        if (claim.getMetadata().getDeletionTimestamp() != null) {
            leaving(claim, found);
            return found.of("claim " + id(claim), "Terminating");
        }
        if (state.equals("Bound")) {
            bound(claim, found);
        } else if (state.equals("Lost")) {
            found.add(
                    "its volume " + claim.getSpec().getVolumeName() + " is gone",
                    "restore the data into a new claim; this one never gets a volume again");
        } else {
            pending(claim, found);
        }
        return found.of("claim " + id(claim), state);
    }

    /** A claim is held back while a pod that has a node uses it; a deletion is not taken back. */
    private void leaving(PersistentVolumeClaim claim, Found found) {
        List<String> users = facts.users(claim).stream()
                .filter(pod ->
                        !Objects.toString(pod.getSpec().getNodeName(), "").isEmpty())
                .map(pod -> "pod " + id(pod))
                .toList();
        if (users.isEmpty()) {
            List<String> holders =
                    Objects.requireNonNullElse(claim.getMetadata().getFinalizers(), List.of());
            found.add(
                    "it is being deleted" + (holders.isEmpty() ? "" : ", and waits for " + String.join(", ", holders)),
                    "wait until it is gone; then a claim of its name can be made again");
        } else {
            found.add(
                    "it is being deleted, as soon as " + String.join(", ", users) + " uses it no more",
                    "keep the data first if it is needed, for the deletion cannot be taken back; then end what uses it");
        }
    }

    private static String id(HasMetadata object) {
        return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
    }

    private void bound(PersistentVolumeClaim claim, Found found) {
        boolean smaller = bytes(claim.getSpec().getResources().getRequests())
                        .compareTo(bytes(claim.getStatus().getCapacity()))
                > 0;
        boolean changing = claim.getStatus().getModifyVolumeStatus() != null;
        List<String> warnings = facts.warnings(claim);
        if (smaller) {
            found.because.add("it is growing from "
                    + claim.getStatus().getCapacity().get("storage") + " to "
                    + claim.getSpec().getResources().getRequests().get("storage"));
            if (facts.users(claim).isEmpty()) {
                found.toDo.add("start a pod that uses it: a file system grows when it is mounted");
            }
        }
        if (changing) {
            found.because.add("its attributes change to "
                    + claim.getStatus().getModifyVolumeStatus().getTargetVolumeAttributesClassName() + ": "
                    + claim.getStatus().getModifyVolumeStatus().getStatus());
        }
        if (smaller || changing) {
            found.tell(warnings);
        }
    }

    private static BigDecimal bytes(Map<String, Quantity> amounts) {
        Quantity storage = amounts == null ? null : amounts.get("storage");
        return storage == null ? BigDecimal.ZERO : Quantity.getAmountInBytes(storage);
    }

    private void pending(PersistentVolumeClaim claim, Found found) {
        String volume = Objects.toString(claim.getSpec().getVolumeName(), "");
        if (!volume.isEmpty()) {
            taken(claim, volume, found);
            return;
        }
        Optional<String> name = Optional.ofNullable(claim.getSpec().getStorageClassName());
        if (name.isEmpty() || name.get().isEmpty()) {
            boolean any = facts.classes().stream()
                    .anyMatch(one -> one.getMetadata().getAnnotations() != null
                            && "true".equals(one.getMetadata().getAnnotations().get(DEFAULT)));
            found.add(
                    name.isPresent()
                            ? "it asks for a volume that exists, and none that is free fits"
                            : any
                                    ? "it was made before the cluster had a default class"
                                    : "it names no class, and the cluster has no default",
                    name.isPresent()
                            ? "create a volume of its size and access modes without a class"
                            : "name a storage class, or make one the default");
            return;
        }
        Optional<StorageClass> storage = facts.storageClass(name.get());
        if (storage.isEmpty()) {
            found.add("there is no storage class " + name.get(), "create it, or name one that exists");
            return;
        }
        provisioned(claim, storage.get(), found);
    }

    private void taken(PersistentVolumeClaim claim, String name, Found found) {
        Optional<PersistentVolume> volume = facts.volume(name);
        if (volume.isEmpty()) {
            found.add("the volume " + name + " does not exist", "create it, or name one that does");
            return;
        }
        new VolumeFit(claim, volume.get()).tell(found::add);
        if (found.because.isEmpty()) {
            found.add("the controller has not bound it yet", "wait");
        }
    }

    private void provisioned(PersistentVolumeClaim claim, StorageClass storage, Found found) {
        List<String> warnings = facts.warnings(claim);
        boolean waits = "WaitForFirstConsumer".equals(storage.getVolumeBindingMode());
        List<Pod> users = facts.users(claim);
        boolean known = facts.drivers().isEmpty()
                || facts.drivers().stream()
                        .anyMatch(driver -> driver.getMetadata().getName().equals(storage.getProvisioner()));
        if (!known) {
            found.add(
                    "the cluster has no driver " + storage.getProvisioner(),
                    "switch it on, with ClusterSpec's storage(...)");
        } else if (!warnings.isEmpty()) {
            found.tell(warnings);
        } else if (waits && users.isEmpty()) {
            found.add(
                    "its class makes a volume when a pod uses it, and none does",
                    "start a pod that uses it; nothing is wrong");
        } else if (waits) {
            users.forEach(pod -> {
                found.because.add("its class makes a volume where pod " + id(pod) + " runs, which has no node yet");
                found.tell(facts.warnings(pod));
            });
        } else {
            found.add(
                    "the driver is making the volume",
                    "wait; it takes seconds for a disk, up to minutes for an account");
        }
    }

    VolumeExplanation pod(String namespace, String name) {
        String subject = "pod " + namespace + "/" + name;
        Optional<Pod> pod = facts.pod(namespace, name);
        Found found = new Found();
        if (pod.isEmpty()) {
            found.add("there is no such pod", "check namespace and name");
            return found.of(subject, "missing");
        }
        String state = Objects.toString(
                pod.get().getStatus() == null ? null : pod.get().getStatus().getPhase(), "Pending");
        if (state.equals("Running") || state.equals("Succeeded")) {
            return found.of(subject, state);
        }
        VolumeFacts.claimsOf(pod.get()).forEach(claim -> {
            VolumeExplanation why = claim(namespace, claim);
            boolean circle = why.because().stream().anyMatch(text -> text.contains("pod " + namespace + "/" + name));
            if (!why.state().equals("Bound") && !circle) {
                why.because().forEach(cause -> found.because.add("claim " + claim + ": " + cause));
                found.toDo.addAll(why.toDo());
            }
        });
        boolean told = !found.because.isEmpty();
        facts.warnings(pod.get()).stream()
                .filter(text -> !told || !text.contains("unbound immediate"))
                .limit(3)
                .forEach(text -> found.tell(List.of(text)));
        return found.of(subject, state);
    }

    /** Returns everything that waits, and what will. */
    List<VolumeExplanation> all() {
        List<VolumeExplanation> all = new ArrayList<>();
        facts.claims().stream().map(this::claim).filter(why -> !why.isSettled()).forEach(all::add);
        facts.pods().stream()
                .filter(pod -> VolumeFacts.claimsOf(pod).findAny().isPresent())
                .map(pod ->
                        pod(pod.getMetadata().getNamespace(), pod.getMetadata().getName()))
                .filter(why -> !why.isSettled())
                .forEach(all::add);
        facts.claims().forEach(claim -> stranded(claim).ifPresent(all::add));
        facts.claims().forEach(claim -> torn(claim).ifPresent(all::add));
        return all;
    }

    /** A volume in a zone without a node. */
    private Optional<VolumeExplanation> stranded(PersistentVolumeClaim claim) {
        List<String> zones = facts.volume(Objects.toString(claim.getSpec().getVolumeName(), ""))
                .map(VolumeStory::zones)
                .orElse(List.of());
        boolean reached = zones.isEmpty()
                || zones.stream()
                        .anyMatch(zone -> facts.nodes().stream()
                                .anyMatch(node -> zone(node).equals(zone)));
        return reached
                ? Optional.empty()
                : Optional.of(new VolumeExplanation(
                        "claim " + id(claim),
                        "out of reach",
                        List.of("its volume lies in " + String.join(", ", zones) + ", where no node is"),
                        List.of("add a node there, or copy the volume to a type that is copied across zones")));
    }

    /** A claim for one node that pods on several nodes use. */
    private Optional<VolumeExplanation> torn(PersistentVolumeClaim claim) {
        boolean many = claim.getSpec().getAccessModes().stream()
                .anyMatch(mode -> mode.equals("ReadWriteMany") || mode.equals("ReadOnlyMany"));
        List<String> nodes = facts.users(claim).stream()
                .map(pod -> Objects.toString(pod.getSpec().getNodeName(), ""))
                .filter(node -> !node.isEmpty())
                .distinct()
                .toList();
        return many || nodes.size() < 2
                ? Optional.empty()
                : Optional.of(
                        new VolumeExplanation(
                                "claim " + id(claim),
                                "used by several nodes",
                                List.of("one node uses it at a time, and pods on " + String.join(", ", nodes)
                                        + " want it"),
                                List.of(
                                        "run the pods on one node, give each a claim of its own, or use a class of file shares")));
    }

    private static List<String> zones(PersistentVolume volume) {
        var affinity = volume.getSpec().getNodeAffinity();
        if (affinity == null || affinity.getRequired() == null) {
            return List.of();
        }
        return affinity.getRequired().getNodeSelectorTerms().stream()
                .flatMap(term -> term.getMatchExpressions().stream())
                .filter(expression -> expression.getKey().equals(ZONE))
                .flatMap(expression -> expression.getValues().stream())
                .filter(zone -> !zone.isEmpty())
                .distinct()
                .toList();
    }

    private static String zone(Node node) {
        Map<String, String> labels = node.getMetadata().getLabels();
        return labels == null ? "" : labels.getOrDefault(ZONE, labels.getOrDefault("topology.kubernetes.io/zone", ""));
    }
}
