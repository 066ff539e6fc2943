package dev.aks4j.storage;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Scope;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The handle of a volume that stands for existing storage, in the form that the driver gives its own: the id of a disk;
 * {@code group#account#share##volume#namespace} of a share; {@code group#account#container#volume#namespace} of a
 * container; then the subscription, where it was said. With it the drivers find what to grow and copy.
 */
final class VolumeHandle {

    private VolumeHandle() {}

    static String of(PersistentVolumeSpec volume, Scope scope) {
        if (volume.driver == Driver.DISK) {
            return scope.id(volume.storage).toString();
        }
        String namespace = volume.secret
                .or(() -> volume.claim)
                .map(PersistentVolumeSpec.Named::namespace)
                .orElse("default");
        String subscription =
                volume.storage.subscriptionId().map(id -> "#" + id).orElse("");
        String part = volume.driver == Driver.FILE
                ? volume.attributes.get("shareName") + "#"
                : volume.attributes.get("containerName");
        return group(volume) + "#" + volume.storage.name() + "#" + part + "#" + volume.name() + "#" + namespace
                + subscription;
    }

    /** Returns what the driver has to be told beside the handle. */
    static Map<String, String> attributes(PersistentVolumeSpec volume) {
        Map<String, String> attributes = new TreeMap<>();
        if (volume.driver != Driver.DISK) {
            attributes.put("resourceGroup", group(volume));
            attributes.put("storageAccount", volume.storage.name());
            volume.storage.subscriptionId().ifPresent(id -> attributes.put("subscriptionID", id));
        }
        return attributes;
    }

    /** Returns what has to exist before the volume: the disk, the share or the container. */
    static ResourceId storage(PersistentVolumeSpec volume) {
        return switch (volume.driver) {
            case DISK -> volume.storage;
            case FILE -> volume.storage.child("fileServices", "default").child("shares", place(volume, "shareName"));
            case BLOB ->
                volume.storage.child("blobServices", "default").child("containers", place(volume, "containerName"));
        };
    }

    /** The builder asks for the share or the container, so that it is always there. */
    private static String place(PersistentVolumeSpec volume, String attribute) {
        return Objects.requireNonNull(volume.attributes.get(attribute));
    }

    private static String group(PersistentVolumeSpec volume) {
        return Optional.of(volume.storage)
                .flatMap(ResourceId::resourceGroup)
                .orElseThrow(() -> new AksException("The storage of " + volume + " (" + volume.storage
                        + ") lies in no resource group. Give the id of a disk or a storage account."));
    }
}
