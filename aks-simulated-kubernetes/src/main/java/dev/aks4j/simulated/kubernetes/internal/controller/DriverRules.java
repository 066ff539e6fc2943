package dev.aks4j.simulated.kubernetes.internal.controller;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the Azure storage drivers say of what they are asked for: azuredisk 1.34.5, azurefile 1.35.7, blob 1.27.9; and what
 * Azure says of what they pass on. Stateless.
 */
final class DriverRules {

    static final String DISK = "disk.csi.azure.com";
    static final String FILE = "file.csi.azure.com";
    static final String BLOB = "blob.csi.azure.com";

    private static final List<String> ACCOUNTS = List.of(
            ("Standard_LRS Standard_ZRS Standard_GRS Standard_RAGRS Standard_GZRS Standard_RAGZRS Premium_LRS Premium_ZRS"
                            + " StandardV2_LRS StandardV2_ZRS StandardV2_GRS StandardV2_GZRS PremiumV2_LRS PremiumV2_ZRS")
                    .split(" "));

    private DriverRules() {}

    /**
     * Returns what a driver answers instead of a volume, if it does.
     *
     * @param driver its name
     * @param parameters the class's parameters
     * @param attributes those of the attributes class; they count before the class's
     * @param modes the claim's access modes, as Kubernetes names them
     * @param block whether the claim wants the bare device
     * @param snapshot whether the volume is filled from a snapshot
     * @param subscription the cluster's own
     */
    static Optional<DriverRefusal> refusal(
            String driver,
            Map<String, String> parameters,
            Map<String, String> attributes,
            List<String> modes,
            boolean block,
            boolean snapshot,
            String subscription) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        attributes.forEach((key, value) -> {
            all.keySet().removeIf(key::equals);
            all.put(key, value);
        });
        try {
            switch (driver) {
                case DISK -> {
                    DiskDriver.create(modes.stream().map(DriverRules::wire).toList(), block, all);
                }
                case FILE -> {
                    FileDriver.capabilities(block);
                    FileDriver.create(all, subscription);
                }
                default -> {
                    BlobDriver.capabilities(block);
                    BlobDriver.create(all);
                    if (snapshot) {
                        throw DriverRefusal.invalid("VolumeContentSource Snapshot is not yet implemented");
                    }
                }
            }
            return Optional.empty();
        } catch (DriverRefusal refusal) {
            return Optional.of(refusal);
        }
    }

    /** Returns what a driver answers instead of changing a volume, if it does. */
    static Optional<DriverRefusal> modification(String driver, String current, Map<String, String> attributes) {
        try {
            if (driver.equals(DISK)) {
                DiskDriver.modify(current, attributes);
            } else if (driver.equals(FILE)) {
                FileDriver.modify(attributes);
            } else {
                throw DriverRefusal.internal("driver " + driver + " does not change volumes");
            }
            return Optional.empty();
        } catch (DriverRefusal refusal) {
            return Optional.of(refusal);
        }
    }

    /** Returns what a driver answers instead of a snapshot, if it does. */
    static Optional<DriverRefusal> snapshot(String driver, Map<String, String> parameters, String region) {
        try {
            if (driver.equals(DISK)) {
                DiskSnapshots.create(parameters, region);
            } else if (driver.equals(FILE)) {
                FileDriver.snapshot(parameters);
            } else {
                throw DriverRefusal.invalid("CREATE_DELETE_SNAPSHOT");
            }
            return Optional.empty();
        } catch (DriverRefusal refusal) {
            return Optional.of(refusal);
        }
    }

    private static String wire(String mode) {
        return switch (mode) {
            case "ReadWriteMany" -> "MULTI_NODE_MULTI_WRITER";
            case "ReadOnlyMany" -> "MULTI_NODE_READER_ONLY";
            case "ReadWriteOncePod" -> "SINGLE_NODE_SINGLE_WRITER";
            default -> mode.contains("_") ? mode : "SINGLE_NODE_WRITER";
        };
    }

    /** Returns what Azure answers to what a driver passes on, or the empty string. */
    static String azure(String driver, Map<String, String> parameters) {
        String sku = sku(parameters, "Standard_LRS");
        boolean blob = driver.equals(BLOB);
        boolean known = ACCOUNTS.contains(sku) && !(blob && (sku.contains("V2_") || sku.contains("GZRS")));
        if (!driver.equals(DISK) && !known) {
            return "ensure storage account failed with failed to create storage account: RESPONSE 400: 400 Bad Request"
                    + " ERROR CODE: InvalidValuesForRequestParameters, Values for request parameters are invalid:"
                    + " sku.name (" + sku + ").";
        }
        return "";
    }

    /** Returns the kind of storage that parameters ask for. */
    static String sku(Map<String, String> parameters, String otherwise) {
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String key = parameter.getKey().toLowerCase(Locale.ROOT);
            if ((key.equals("skuname") || key.equals("storageaccounttype"))
                    && !parameter.getValue().isEmpty()) {
                return parameter.getValue();
            }
        }
        return otherwise;
    }
}
