package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The rules for volumes, claims and the types of the group storage.k8s.io. Stateless. */
final class StorageStrategies {

    private static final String OLD_CLASS = "volume.beta.kubernetes.io/storage-class";

    private StorageStrategies() {}

    private static void oldClass(ObjectNode object, Errors errors) {
        if (KubeJson.at(object, "metadata", "annotations").has(OLD_CLASS)) {
            errors.warn("metadata.annotations[" + OLD_CLASS
                    + "]: deprecated since v1.8; use \"storageClassName\" attribute instead");
        }
    }

    private static void provisioner(String at, String name, Checks checks) {
        if (name.isEmpty()) {
            checks.errors.required(at);
        } else {
            errors(at, name, checks);
        }
    }

    private static void errors(String at, String name, Checks checks) {
        String lower = name.toLowerCase(Locale.ROOT);
        checks.errors.each(at, lower, Names.qualified(lower));
    }

    private static void parameters(JsonNode parameters, boolean mayBeEmpty, Errors errors) {
        if (parameters.size() > 512) {
            errors.tooLong("parameters", 512);
            return;
        }
        long size = 0;
        for (var entry : Checks.sorted(parameters).entrySet()) {
            if (entry.getKey().isEmpty()) {
                errors.invalid("parameters", "", "field can not be empty.");
            }
            size += entry.getKey().length() + entry.getValue().length();
        }
        if (size > 256 * 1024) {
            errors.tooLong("parameters", 256 * 1024);
        }
        if (!mayBeEmpty && parameters.isEmpty()) {
            errors.required("parameters", "must contain at least one key/value pair");
        }
    }

    /** Persistent volumes. */
    static final class Volumes implements Strategy {

        @Override
        public void defaults(ObjectNode volume, Release release) {
            ObjectNode spec = KubeJson.make(volume, "spec");
            KubeJson.putDefault(spec, "volumeMode", "Filesystem");
            KubeJson.putDefault(spec, "persistentVolumeReclaimPolicy", "Retain");
            if (spec.get("hostPath") instanceof ObjectNode path) {
                KubeJson.putDefault(path, "type", "");
            }
            if (spec.get("azureDisk") instanceof ObjectNode disk) {
                KubeJson.putDefault(disk, "cachingMode", "ReadWrite");
                KubeJson.putDefault(disk, "fsType", "ext4");
                KubeJson.putDefault(disk, "kind", "Shared");
                KubeJson.putDefault(disk, "readOnly", false);
            }
            if (spec.get("iscsi") instanceof ObjectNode iscsi) {
                KubeJson.putDefault(iscsi, "iscsiInterface", "default");
            }
        }

        @Override
        public void create(ObjectNode volume) {
            volume.putObject("status").put("phase", "Pending");
            ((ObjectNode) volume.path("status"))
                    .set("lastPhaseTransitionTime", KubeJson.at(volume, "metadata", "creationTimestamp"));
        }

        @Override
        public void validate(ObjectNode volume, Errors errors) {
            new VolumeRules(new Checks(errors)).persistent(volume.path("spec"), "spec");
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            ObjectNode wanted = VolumeRules.source(now.path("spec")).deepCopy();
            JsonNode had = VolumeRules.source(before.path("spec"));
            if (wanted.get("csi") instanceof ObjectNode csi
                    && had.path("csi").isObject()
                    && !had.path("csi").hasNonNull("controllerExpandSecretRef")) {
                csi.remove("controllerExpandSecretRef");
            }
            if (!wanted.equals(had)) {
                errors.forbidden(
                        "spec.persistentvolumesource", "spec.persistentvolumesource is immutable after creation\n");
            }
            errors.unchanged(
                    "volumeMode",
                    now.path("spec").path("volumeMode"),
                    before.path("spec").path("volumeMode"));
            JsonNode affinity = before.path("spec").path("nodeAffinity");
            if (affinity.isObject() && !affinity.equals(now.path("spec").path("nodeAffinity"))) {
                errors.invalid(
                        "nodeAffinity",
                        now.path("spec").path("nodeAffinity"),
                        Errors.IMMUTABLE + ", except for updating from beta label to GA");
            }
            boolean had1 = before.path("spec").hasNonNull("volumeAttributesClassName");
            if (had1 && !now.path("spec").hasNonNull("volumeAttributesClassName")) {
                errors.forbidden("spec.volumeAttributesClassName", "update from non-nil value to nil is forbidden");
            }
        }

        @Override
        public void warn(ObjectNode object, Errors errors) {
            oldClass(object, errors);
            JsonNode spec = object.path("spec");
            if (KubeJson.text(spec, "persistentVolumeReclaimPolicy").equals("Recycle")) {
                errors.warn("spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the"
                        + " recommended approach is to use dynamic provisioning.");
            }
            PodWarnings warnings = new PodWarnings(errors);
            Checks.each(
                    "spec.nodeAffinity.required.nodeSelectorTerms",
                    KubeJson.at(spec, "nodeAffinity", "required", "nodeSelectorTerms"),
                    warnings::nodeTerm);
            String[][] old = {
                {"cephfs", "cephfs", "deprecated in v1.28, non-functional in v1.31+"},
                {"photonPersistentDisk", "photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"},
                {"scaleIO", "scaleIO", "deprecated in v1.16, non-functional in v1.22+"},
                {"storageos", "storageOS", "deprecated in v1.22, non-functional in v1.25+"},
                {"glusterfs", "glusterfs", "deprecated in v1.25, non-functional in v1.26+"},
                {"rbd", "rbd", "deprecated in v1.28, non-functional in v1.31+"}
            };
            for (String[] kind : old) {
                if (spec.path(kind[0]).isObject()) {
                    errors.warn("spec." + kind[1] + ": " + kind[2]);
                }
            }
        }
    }

    /** Claims of persistent volumes. */
    static final class Claims implements Strategy {

        private static final String ALLOWED =
                "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound"
                        + " claims\n";

        @Override
        public void defaults(ObjectNode claim, Release release) {
            ObjectNode spec = KubeJson.make(claim, "spec");
            KubeJson.putDefault(spec, "volumeMode", "Filesystem");
        }

        @Override
        public void create(ObjectNode claim) {
            claim.putObject("status").put("phase", "Pending");
            sources(KubeJson.make(claim, "spec"));
        }

        @Override
        public void update(ObjectNode now, ObjectNode before) {
            sources(KubeJson.make(now, "spec"));
        }

        private static boolean known(JsonNode source) {
            String kind = KubeJson.text(source, "kind");
            String group = KubeJson.text(source, "apiGroup");
            return kind.equals("PersistentVolumeClaim") && group.isEmpty()
                    || kind.equals("VolumeSnapshot") && group.equals("snapshot.storage.k8s.io");
        }

        private static void sources(ObjectNode spec) {
            if (spec.path("dataSource").isObject() && !known(spec.path("dataSource"))) {
                spec.remove("dataSource");
            }
            boolean source = spec.path("dataSource").isObject();
            boolean reference = spec.path("dataSourceRef").isObject();
            if (source && !reference) {
                spec.set("dataSourceRef", spec.get("dataSource").deepCopy());
            } else if (reference
                    && !source
                    && KubeJson.text(spec, "dataSourceRef", "namespace").isEmpty()) {
                if (known(spec.path("dataSourceRef"))) {
                    spec.set("dataSource", spec.get("dataSourceRef").deepCopy());
                }
            }
        }

        @Override
        public void validate(ObjectNode claim, Errors errors) {
            new VolumeRules(new Checks(errors)).claim(claim.path("spec"), "spec");
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            ObjectNode wanted = now.path("spec").deepCopy();
            ObjectNode had = before.path("spec").deepCopy();
            boolean bound = KubeJson.text(now, "status", "phase").equals("Bound");
            if (KubeJson.text(had, "volumeName").isEmpty()) {
                wanted.remove("volumeName");
                had.remove("volumeName");
            }
            if (!had.hasNonNull("storageClassName")) {
                wanted.remove("storageClassName");
            }
            if (bound) {
                wanted.remove("volumeAttributesClassName");
                had.remove("volumeAttributesClassName");
                KubeJson.make(wanted, "resources", "requests").remove("storage");
                KubeJson.make(had, "resources", "requests").remove("storage");
            }
            if (!wanted.equals(had)) {
                errors.forbidden("spec", ALLOWED);
            }
            JsonNode size = KubeJson.at(now, "spec", "resources", "requests", "storage");
            JsonNode old = KubeJson.at(before, "spec", "resources", "requests", "storage");
            JsonNode capacity = KubeJson.at(before, "status", "capacity", "storage");
            boolean shrinks = Checks.value(size).compareTo(Checks.value(old)) < 0;
            if (shrinks && Checks.value(size).compareTo(Checks.value(capacity)) <= 0) {
                errors.forbidden("spec.resources.requests.storage", "field can not be less than status.capacity");
            }
            errors.unchanged(
                    "volumeMode",
                    now.path("spec").path("volumeMode"),
                    before.path("spec").path("volumeMode"));
            if (before.path("status").hasNonNull("currentVolumeAttributesClassName")) {
                String at = "spec.volumeAttributesClassName";
                if (!now.path("spec").hasNonNull("volumeAttributesClassName")) {
                    errors.forbidden(
                            at, "update to nil is forbidden when status.currentVolumeAttributesClassName is not nil");
                } else if (KubeJson.text(now, "spec", "volumeAttributesClassName")
                        .isEmpty()) {
                    errors.forbidden(
                            at,
                            "update to empty string is forbidden when status.currentVolumeAttributesClassName is not"
                                    + " nil");
                }
            }
        }

        @Override
        public void warn(ObjectNode object, Errors errors) {
            oldClass(object, errors);
            new PodWarnings(errors).claim(object.path("spec"), "spec");
        }
    }

    /** Storage classes. */
    static final class Classes implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            KubeJson.putDefault(object, "reclaimPolicy", "Delete");
            KubeJson.putDefault(object, "volumeBindingMode", "Immediate");
        }

        @Override
        public void validate(ObjectNode object, Errors errors) {
            Checks checks = new Checks(errors);
            provisioner("provisioner", KubeJson.text(object, "provisioner"), checks);
            parameters(object.path("parameters"), true, errors);
            String reclaim = KubeJson.text(object, "reclaimPolicy");
            if (!reclaim.isEmpty()) {
                errors.oneOf("reclaimPolicy", reclaim, "Delete", "Retain");
            }
            errors.oneOf(
                    "volumeBindingMode",
                    KubeJson.text(object, "volumeBindingMode"),
                    "Immediate",
                    "WaitForFirstConsumer");
            Set<JsonNode> terms = new HashSet<>();
            Checks.each("allowedTopologies", object.path("allowedTopologies"), (at, term) -> {
                Set<String> keys = new HashSet<>();
                Checks.each(at + ".matchLabelExpressions", term.path("matchLabelExpressions"), (here, one) -> {
                    JsonNode values = one.path("values");
                    if (values.isEmpty()) {
                        errors.required(here + ".values");
                    }
                    Set<String> seen = new HashSet<>();
                    Checks.each(here + ".values", values, (where, value) -> {
                        if (!seen.add(value.asText())) {
                            errors.duplicate(where, value.asText());
                        }
                    });
                    checks.qualified(here + ".key", KubeJson.text(one, "key"));
                    if (!keys.add(KubeJson.text(one, "key"))) {
                        errors.duplicate(here + ".key", KubeJson.text(one, "key"));
                    }
                });
                if (!terms.add(term)) {
                    errors.duplicate(at + ".matchLabelExpressions", "");
                }
            });
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            for (String field : List.of("parameters", "provisioner", "reclaimPolicy", "volumeBindingMode")) {
                if (errors.release().atLeast(37)) {
                    errors.unchangedSilently(field, now.path(field), before.path(field));
                } else if (field.equals("volumeBindingMode")) {
                    errors.unchanged(field, now.path(field), before.path(field));
                } else if (!Errors.same(now.path(field), before.path(field))) {
                    errors.forbidden(field, "updates to " + field + " are forbidden.");
                }
            }
        }

        @Override
        public void warn(ObjectNode object, Errors errors) {
            Checks.each(
                    "allowedTopologies",
                    object.path("allowedTopologies"),
                    (at, term) -> Checks.each(
                            at + ".matchLabelExpressions", term.path("matchLabelExpressions"), (here, one) -> {
                                String text = PodWarnings.deprecatedLabel(KubeJson.text(one, "key"));
                                if (text != null) {
                                    errors.warn(here + ".key: " + text);
                                }
                            }));
        }
    }

    /** Volume attributes classes. */
    static final class AttributesClasses implements Strategy {

        @Override
        public void validate(ObjectNode object, Errors errors) {
            provisioner("driverName", KubeJson.text(object, "driverName"), new Checks(errors));
            parameters(object.path("parameters"), false, errors);
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            for (String field : List.of("driverName", "parameters")) {
                if (!Errors.same(now.path(field), before.path(field))) {
                    errors.forbidden(field, "updates to " + field + " are forbidden.");
                }
            }
        }
    }

    /** CSI drivers. */
    static final class Drivers implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            ObjectNode spec = KubeJson.make(object, "spec");
            KubeJson.putDefault(spec, "attachRequired", true);
            KubeJson.putDefault(spec, "podInfoOnMount", false);
            KubeJson.putDefault(spec, "storageCapacity", false);
            KubeJson.putDefault(spec, "fsGroupPolicy", "ReadWriteOnceWithFSType");
            KubeJson.putDefault(spec, "requiresRepublish", false);
            KubeJson.putDefault(spec, "seLinuxMount", false);
            if (release.atLeast(37)) {
                KubeJson.putDefault(spec, "preventPodSchedulingIfMissing", false);
            }
            if (spec.path("volumeLifecycleModes").isEmpty()) {
                spec.set("volumeLifecycleModes", KubeJson.array(List.of("Persistent")));
            }
        }

        @Override
        public void validate(ObjectNode object, Errors errors) {
            JsonNode spec = object.path("spec");
            errors.oneOf(
                    "spec.fsGroupPolicy",
                    KubeJson.text(spec, "fsGroupPolicy"),
                    "File",
                    "None",
                    "ReadWriteOnceWithFSType");
            Set<String> audiences = new HashSet<>();
            VolumeRules rules = new VolumeRules(new Checks(errors));
            Checks.each("spec.tokenRequests", spec.path("tokenRequests"), (at, request) -> {
                String audience = KubeJson.text(request, "audience");
                if (!audiences.add(audience)) {
                    errors.duplicate(at + ".audience", audience);
                } else if (request.hasNonNull("expirationSeconds")) {
                    rules.expiration(at + ".expirationSeconds", request.path("expirationSeconds"));
                }
            });
            for (JsonNode mode : spec.path("volumeLifecycleModes")) {
                errors.oneOf("spec.volumeLifecycleModes", mode.asText(), "Persistent", "Ephemeral");
            }
            JsonNode period = spec.path("nodeAllocatableUpdatePeriodSeconds");
            if (period.isNumber() && period.asLong() < 10) {
                errors.invalid(
                        "spec.nodeAllocatableUpdatePeriodSeconds",
                        period,
                        "must be greater than or equal to 10 seconds");
            }
            if (spec.hasNonNull("serviceAccountTokenInSecrets")
                    && spec.path("tokenRequests").isEmpty()) {
                errors.invalid(
                        "spec.serviceAccountTokenInSecrets",
                        spec.path("serviceAccountTokenInSecrets"),
                        "serviceAccountTokenInSecrets is set but no tokenRequests are specified");
            }
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            errors.unchanged(
                    "spec.attachedRequired",
                    now.path("spec").path("attachRequired"),
                    before.path("spec").path("attachRequired"));
            errors.unchangedSilently(
                    "spec.volumeLifecycleModes",
                    now.path("spec").path("volumeLifecycleModes"),
                    before.path("spec").path("volumeLifecycleModes"));
        }
    }

    /** CSI nodes. */
    static final class CsiNodes implements Strategy {

        @Override
        public void validate(ObjectNode object, Errors errors) {
            Checks checks = new Checks(errors);
            Set<String> names = new HashSet<>();
            Checks.each("spec.drivers", KubeJson.at(object, "spec", "drivers"), (at, driver) -> {
                String name = KubeJson.text(driver, "name");
                String id = KubeJson.text(driver, "nodeID");
                new VolumeRules(checks).driver(at + ".name", name);
                if (id.isEmpty()) {
                    errors.required(at + ".nodeID");
                } else if (id.length() > 256) {
                    errors.invalid(at + ".nodeID", id, "must be 256 characters or less");
                }
                errors.notNegative(at + ".allocatable.count", KubeJson.at(driver, "allocatable", "count"));
                if (!names.add(name)) {
                    errors.duplicate(at + ".name", name);
                }
                Set<String> keys = new HashSet<>();
                for (JsonNode key : driver.path("topologyKeys")) {
                    if (!keys.add(key.asText())) {
                        errors.duplicate(at + ".topologyKeys", key.asText());
                    }
                    checks.qualified(at + ".topologyKeys", key.asText());
                }
            });
        }
    }

    /** Capacities of storage. */
    static final class Capacities implements Strategy {

        @Override
        public void validate(ObjectNode object, Errors errors) {
            Checks checks = new Checks(errors);
            checks.labelSelector("nodeTopology", object.path("nodeTopology"));
            checks.subdomain("storageClassName", KubeJson.text(object, "storageClassName"));
            JsonNode capacity = object.path("capacity");
            if (object.hasNonNull("capacity") && Checks.value(capacity).signum() < 0) {
                errors.invalid("capacity", Checks.shown(capacity), "must be greater than or equal to 0");
            }
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            errors.unchanged("nodeTopology", now.path("nodeTopology"), before.path("nodeTopology"));
            errors.unchanged("storageClassName", now.path("storageClassName"), before.path("storageClassName"));
        }
    }

    /** Attachments of volumes to nodes. */
    static final class Attachments implements Strategy {

        @Override
        public void validate(ObjectNode object, Errors errors) {
            Checks checks = new Checks(errors);
            JsonNode spec = object.path("spec");
            new VolumeRules(checks).driver("spec.attacher", KubeJson.text(spec, "attacher"));
            boolean inline = KubeJson.at(spec, "source").hasNonNull("inlineVolumeSpec");
            boolean named = KubeJson.at(spec, "source").hasNonNull("persistentVolumeName");
            String name = KubeJson.text(spec, "source", "persistentVolumeName");
            if (!inline && !named) {
                errors.required("spec.source", "must specify exactly one of inlineVolumeSpec and persistentVolumeName");
            } else if (inline && named) {
                errors.forbidden(
                        "spec.source", "must specify exactly one of inlineVolumeSpec and persistentVolumeName");
            } else if (named && name.isEmpty()) {
                errors.required("spec.source.persistentVolumeName", "must specify non empty persistentVolumeName");
            }
            checks.subdomain("spec.nodeName", KubeJson.text(spec, "nodeName"));
            if (named) {
                checks.subdomain("spec.source.persistentVolumeName", name);
            }
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            errors.unchangedSilently("spec", now.path("spec"), before.path("spec"));
        }
    }
}
