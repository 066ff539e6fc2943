package dev.aks4j.simulated.kubernetes.internal.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.ArrayList;
import java.util.List;

/** The columns of the storage types. Stateless. */
final class StorageColumns {

    private StorageColumns() {}

    static List<Column> volumes() {
        return List.of(
                BuiltInColumns.text("Capacity", "spec", "capacity", "storage"),
                Column.of(
                        "Access Modes", (object, now) -> Cells.accessModes(KubeJson.at(object, "spec", "accessModes"))),
                BuiltInColumns.text("Reclaim Policy", "spec", "persistentVolumeReclaimPolicy"),
                Column.of(
                        "Status",
                        (object, now) -> object.path("metadata").has("deletionTimestamp")
                                ? "Terminating"
                                : KubeJson.text(object, "status", "phase")),
                Column.of(
                        "Claim",
                        (object, now) -> claim(
                                KubeJson.text(object, "spec", "claimRef", "namespace"),
                                KubeJson.text(object, "spec", "claimRef", "name"))),
                Column.of("StorageClass", (object, now) -> KubeJson.text(object, "spec", "storageClassName")),
                Column.of("VolumeAttributesClass", (object, now) -> "<unset>"),
                Column.of("Reason", (object, now) -> KubeJson.text(object, "status", "reason")),
                Column.of("Age", Cells::age),
                Column.wide("VolumeMode", (object, now) -> KubeJson.text(object, "spec", "volumeMode")));
    }

    private static String claim(String namespace, String name) {
        return name.isEmpty() ? "" : namespace + "/" + name;
    }

    static List<Column> claims() {
        return List.of(
                Column.of(
                        "Status",
                        (object, now) -> object.path("metadata").has("deletionTimestamp")
                                ? "Terminating"
                                : KubeJson.text(object, "status", "phase")),
                Column.of("Volume", (object, now) -> KubeJson.text(object, "spec", "volumeName")),
                Column.of("Capacity", (object, now) -> KubeJson.text(object, "status", "capacity", "storage")),
                Column.of(
                        "Access Modes",
                        (object, now) -> Cells.accessModes(KubeJson.at(object, "status", "accessModes"))),
                Column.of("StorageClass", (object, now) -> KubeJson.text(object, "spec", "storageClassName")),
                Column.of("VolumeAttributesClass", (object, now) -> {
                    String name = KubeJson.text(object, "spec", "volumeAttributesClassName");
                    return name.isEmpty() ? "<unset>" : name;
                }),
                Column.of("Age", Cells::age),
                Column.wide("VolumeMode", (object, now) -> KubeJson.text(object, "spec", "volumeMode")));
    }

    static List<Column> classes() {
        return List.of(
                BuiltInColumns.text("Provisioner", "provisioner"),
                BuiltInColumns.text("ReclaimPolicy", "reclaimPolicy"),
                BuiltInColumns.text("VolumeBindingMode", "volumeBindingMode"),
                Column.of(
                        "AllowVolumeExpansion",
                        (object, now) -> object.path("allowVolumeExpansion").asBoolean() ? "true" : "false"));
    }

    static List<Column> drivers() {
        return List.of(
                flag("AttachRequired", "attachRequired"),
                flag("PodInfoOnMount", "podInfoOnMount"),
                flag("StorageCapacity", "storageCapacity"),
                Column.of("TokenRequests", (object, now) -> audiences(object)),
                flag("RequiresRepublish", "requiresRepublish"),
                Column.of("Modes", (object, now) -> Cells.texts(KubeJson.at(object, "spec", "volumeLifecycleModes"))));
    }

    private static String audiences(ObjectNode driver) {
        List<String> audiences = new ArrayList<>();
        KubeJson.at(driver, "spec", "tokenRequests").forEach(one -> audiences.add(KubeJson.text(one, "audience")));
        return audiences.isEmpty() ? "<unset>" : String.join(",", audiences);
    }

    private static Column flag(String name, String field) {
        return Column.of(
                name, (object, now) -> KubeJson.at(object, "spec", field).asBoolean());
    }
}
