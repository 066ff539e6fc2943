package dev.aks4j.storage;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A storage driver of AKS: its name, the setting that switches it on, and the parameters it knows. */
enum Driver {
    DISK("disk.csi.azure.com", "azuredisk 1.34.5", "diskCSIDriver", true, "disk"),
    FILE("file.csi.azure.com", "azurefile 1.35.7", "fileCSIDriver", true, "file"),
    BLOB("blob.csi.azure.com", "blob 1.27.9", "blobCSIDriver", false, "blob");

    private final String provisioner;
    private final String version;
    private final String setting;
    private final boolean onByDefault;
    private final List<DriverParameter> table;
    private final Set<String> known;
    private final Set<String> parsed;

    Driver(String provisioner, String version, String setting, boolean onByDefault, String table) {
        this.provisioner = provisioner;
        this.version = version;
        this.setting = setting;
        this.onByDefault = onByDefault;
        this.table = DriverParameter.table(table);
        this.known = keys(parameter -> true);
        this.parsed = keys(DriverParameter::isParsed);
    }

    private Set<String> keys(Predicate<DriverParameter> which) {
        return table.stream()
                .filter(which)
                .map(parameter -> parameter.key().toLowerCase(Locale.ROOT))
                .filter(key -> !key.startsWith(DriverParameters.RESERVED))
                .collect(Collectors.toUnmodifiableSet());
    }

    String provisioner() {
        return provisioner;
    }

    /** Returns the driver's release whose code the table and the rules were read from and compared with. */
    String version() {
        return version;
    }

    /** Returns every parameter of the driver. */
    List<DriverParameter> table() {
        return table;
    }

    /** Returns the JSON pointer of the switch in a managed cluster. */
    String pointer() {
        return "/properties/storageProfile/" + setting + "/enabled";
    }

    boolean isOnByDefault() {
        return onByDefault;
    }

    /** Returns whether the driver knows a parameter; letter case does not count. */
    boolean knows(String parameter) {
        return known.contains(parameter.toLowerCase(Locale.ROOT))
                || DriverParameters.provisionerKnows(parameter)
                || this == DISK && parameter.startsWith(DriverParameters.DEVICE_SETTING);
    }

    /** Returns whether the driver refuses a switch that is not a Go boolean; else what is not true counts as false. */
    boolean parses(String parameter) {
        return parsed.contains(parameter.toLowerCase(Locale.ROOT));
    }

    /** Returns the parameters that switch something. */
    List<String> switches() {
        return table.stream()
                .filter(DriverParameter::isSwitch)
                .map(DriverParameter::key)
                .toList();
    }
}
