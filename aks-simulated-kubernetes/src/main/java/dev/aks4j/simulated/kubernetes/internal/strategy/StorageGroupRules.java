package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.Locale;

/** What volumes, claims and the types of the group storage.k8s.io have in common. Stateless. */
final class StorageGroupRules {

    private static final String OLD_CLASS = "volume.beta.kubernetes.io/storage-class";

    private StorageGroupRules() {}

    static void oldClass(ObjectNode object, Errors errors) {
        if (KubeJson.at(object, "metadata", "annotations").has(OLD_CLASS)) {
            errors.warn("metadata.annotations[" + OLD_CLASS
                    + "]: deprecated since v1.8; use \"storageClassName\" attribute instead");
        }
    }

    static void provisioner(String at, String name, Checks checks) {
        if (name.isEmpty()) {
            checks.errors.required(at);
        } else {
            driverName(at, name, checks);
        }
    }

    static void driverName(String at, String name, Checks checks) {
        String lower = name.toLowerCase(Locale.ROOT);
        checks.errors.each(at, lower, Names.qualified(lower));
    }

    static void parameters(JsonNode parameters, boolean mayBeEmpty, Errors errors) {
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
}
