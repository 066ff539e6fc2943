package dev.aks4j.storage;

import java.util.Locale;
import java.util.Set;

/** What every driver's parameters have in common: how switches are read, and what the provisioner takes for itself. */
final class DriverParameters {

    /** What Go's {@code strconv.ParseBool} reads as true. */
    static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

    /** What Go's {@code strconv.ParseBool} reads as false. */
    static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    /** Begins a key that Kubernetes' external provisioner reads and takes out before it asks the driver. */
    static final String RESERVED = "csi.storage.k8s.io/";

    /** Begins a key by which the disk driver tunes the block device of a node; in this letter case only. */
    static final String DEVICE_SETTING = "device-setting/";

    /** Secrets that the provisioner hands to the driver: each with a name and a namespace. */
    static final Set<String> SECRETS = Set.of(
            "secret",
            "provisioner-secret",
            "controller-publish-secret",
            "controller-expand-secret",
            "node-stage-secret",
            "node-publish-secret",
            "node-expand-secret");

    private DriverParameters() {}

    /** Returns whether the provisioner knows a key of its own. */
    static boolean provisionerKnows(String key) {
        if (!key.startsWith(RESERVED)) {
            return false;
        }
        String name = key.substring(RESERVED.length());
        return name.equals("fstype")
                || SECRETS.stream()
                        .anyMatch(secret -> name.equals(secret + "-name") || name.equals(secret + "-namespace"));
    }

    static boolean isBoolean(String value) {
        return TRUE.contains(value) || FALSE.contains(value);
    }

    /** Returns whether a text holds a variable that the driver fills in for each volume. */
    static boolean isTemplate(String text) {
        return text.contains("${pvc.metadata.name}")
                || text.contains("${pvc.metadata.namespace}")
                || text.contains("${pv.metadata.name}");
    }

    /** Returns a text with its variables filled in, as a driver could fill them. */
    static String filled(String text) {
        return text.replace("${pvc.metadata.name}", "claim")
                .replace("${pvc.metadata.namespace}", "space")
                .replace("${pv.metadata.name}", "volume");
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
