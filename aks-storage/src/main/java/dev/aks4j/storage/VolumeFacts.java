package dev.aks4j.storage;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.storage.CSIDriver;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a cluster says about its volumes, read once.
 *
 * @param claims all claims
 * @param volumes all persistent volumes
 * @param classes all storage classes
 * @param pods all pods
 * @param nodes all nodes
 * @param drivers the storage drivers
 * @param events all events
 */
record VolumeFacts(
        List<PersistentVolumeClaim> claims,
        List<PersistentVolume> volumes,
        List<StorageClass> classes,
        List<Pod> pods,
        List<Node> nodes,
        List<CSIDriver> drivers,
        List<Event> events) {

    static VolumeFacts read(KubernetesClient client) {
        return new VolumeFacts(
                client.persistentVolumeClaims().inAnyNamespace().list().getItems(),
                client.persistentVolumes().list().getItems(),
                client.storage().v1().storageClasses().list().getItems(),
                client.pods().inAnyNamespace().list().getItems(),
                client.nodes().list().getItems(),
                client.storage().v1().csiDrivers().list().getItems(),
                client.v1().events().inAnyNamespace().list().getItems());
    }

    Optional<PersistentVolumeClaim> claim(String namespace, String name) {
        return claims.stream().filter(is(namespace, name)).findFirst();
    }

    Optional<Pod> pod(String namespace, String name) {
        return pods.stream().filter(is(namespace, name)).findFirst();
    }

    Optional<PersistentVolume> volume(String name) {
        return volumes.stream()
                .filter(one -> one.getMetadata().getName().equals(name))
                .findFirst();
    }

    Optional<StorageClass> storageClass(String name) {
        return classes.stream()
                .filter(one -> one.getMetadata().getName().equals(name))
                .findFirst();
    }

    private static Predicate<HasMetadata> is(String namespace, String name) {
        return one -> one.getMetadata().getNamespace().equals(namespace)
                && one.getMetadata().getName().equals(name);
    }

    /** Returns the pods that use a claim and are not over. */
    List<Pod> users(PersistentVolumeClaim claim) {
        return pods.stream()
                .filter(pod -> pod.getMetadata()
                        .getNamespace()
                        .equals(claim.getMetadata().getNamespace()))
                .filter(pod -> pod.getStatus() == null
                        || !List.of("Succeeded", "Failed")
                                .contains(Objects.toString(pod.getStatus().getPhase(), "")))
                .filter(pod -> claimsOf(pod).anyMatch(claim.getMetadata().getName()::equals))
                .toList();
    }

    static Stream<String> claimsOf(Pod pod) {
        return pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getPersistentVolumeClaim() != null)
                .map(volume -> volume.getPersistentVolumeClaim().getClaimName());
    }

    /** Returns the texts of warnings about an object, the newest first. */
    List<String> warnings(HasMetadata object) {
        return about(object)
                .filter(event -> "Warning".equals(event.getType()))
                .map(event -> Objects.toString(event.getMessage(), ""))
                .distinct()
                .toList();
    }

    boolean tells(HasMetadata object, String reason) {
        return about(object).anyMatch(event -> reason.equals(event.getReason()));
    }

    private Stream<Event> about(HasMetadata object) {
        String uid = object.getMetadata().getUid();
        return events.stream()
                .filter(event -> event.getInvolvedObject() != null
                        && Objects.equals(event.getInvolvedObject().getUid(), uid))
                .sorted(Comparator.comparing(VolumeFacts::time).reversed());
    }

    private static String time(Event event) {
        return Stream.of(
                        event.getLastTimestamp(),
                        event.getEventTime() == null
                                ? null
                                : event.getEventTime().getTime(),
                        event.getMetadata().getCreationTimestamp())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }
}
