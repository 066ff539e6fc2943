package dev.aks4j.simulated.kubernetes.internal.controller;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the disk driver says of a storage class, and of attributes that a volume is to get. Stateless. */
final class DiskDriver {

    private static final List<String> SKUS = List.of(
            "Premium_LRS",
            "PremiumV2_LRS",
            "Premium_ZRS",
            "Standard_LRS",
            "StandardSSD_LRS",
            "StandardSSD_ZRS",
            "UltraSSD_LRS");
    private static final Set<String> KNOWN = Set.of(("skuname storageaccounttype kind fstype cachingmode location"
                    + " resourcegroup subscriptionid diskiopsreadwrite diskmbpsreadwrite logicalsectorsize tags"
                    + " tagvaluedelimiter diskencryptionsetid diskencryptiontype writeacceleratorenabled perfprofile"
                    + " networkaccesspolicy publicnetworkaccess diskaccessid enablebursting enableperformanceplus"
                    + " attachdiskinitialdelay maxshares diskname useragent zoned enableasyncattach")
            .split(" "));
    private static final String PARSING = "Failed parsing disk parameters: ";

    private DiskDriver() {}

    /** Refuses what the driver refuses of a class, and of how nodes are to use its disks. */
    static void create(List<String> modes, boolean block, Map<String, String> parameters) {
        DriverRequest it = parse(parameters);
        if (it.text("perfprofile").equalsIgnoreCase("advanced")
                && parameters.keySet().stream().noneMatch(key -> key.startsWith("device-setting/"))) {
            throw DriverRefusal.invalid("AreDeviceSettingsValid: No deviceSettings passed");
        }
        String sku = sku(it);
        if (!SKUS.contains(sku)) {
            throw DriverRefusal.invalid("azureDisk - " + sku
                    + " is not supported sku/storageaccounttype. Supported values are ["
                    + String.join(" ", SKUS) + "]");
        }
        it.oneOf(
                "cachingmode",
                List.of("None", "ReadOnly", "ReadWrite"),
                "azureDisk - %s is not supported cachingmode. Supported values are [%s]");
        it.oneOf(
                "diskencryptiontype",
                List.of(
                        "EncryptionAtRestWithCustomerKey",
                        "EncryptionAtRestWithPlatformAndCustomerKeys",
                        "EncryptionAtRestWithPlatformKey"),
                "DiskEncryptionType(%s) is not supported");
        it.oneOf(
                "networkaccesspolicy",
                List.of("AllowAll", "AllowPrivate", "DenyAll"),
                "azureDisk - %s is not supported NetworkAccessPolicy. Supported values are [%s]");
        it.oneOf(
                "publicnetworkaccess",
                List.of("Disabled", "Enabled"),
                "azureDisk - %s is not supported PublicNetworkAccess. Supported values are [%s]");
        capabilities(modes, block, it);
        send(it, sku);
    }

    private static DriverRequest parse(Map<String, String> parameters) {
        DriverRequest it = new DriverRequest(parameters);
        for (String key : new TreeSet<>(parameters.keySet())) {
            if (!DriverRequest.METADATA.contains(key)
                    && !key.startsWith("device-setting/")
                    && !KNOWN.contains(key.toLowerCase(Locale.ROOT))) {
                throw DriverRefusal.invalid(PARSING + "invalid parameter " + key + " in storage class");
            }
        }
        for (String key : List.of("diskiopsreadwrite", "diskmbpsreadwrite")) {
            number(it, key, "parse " + key + ":%s failed with error: ");
        }
        for (String key : List.of("logicalsectorsize", "maxshares", "attachdiskinitialdelay")) {
            number(it, key, "parse %s failed with error: ");
        }
        if (it.has("maxshares") && Long.parseLong(it.text("maxshares")) < 1) {
            throw DriverRefusal.invalid(PARSING + "parse " + it.text("maxshares") + " returned with invalid value: "
                    + Long.parseLong(it.text("maxshares")));
        }
        if (it.has("perfprofile") && !it.text("perfprofile").matches("(?i)none|basic|advanced")) {
            throw DriverRefusal.invalid(PARSING + "perf profile " + it.text("perfprofile")
                    + " is not supported, supported tuning modes are none and basic");
        }
        it.parsed("enableperformanceplus", PARSING + "invalid %s: %s in storage class");
        it.tags("tags", true, PARSING);
        String caching = it.text("cachingmode");
        if (it.text("skuname", it.text("storageaccounttype")).equalsIgnoreCase("PremiumV2_LRS")
                && !caching.isEmpty()
                && !caching.equalsIgnoreCase("None")) {
            throw DriverRefusal.invalid(PARSING + "cachingMode " + caching + " is not supported for PremiumV2_LRS");
        }
        return it;
    }

    private static void number(DriverRequest it, String key, String text) {
        String bad = it.has(key) ? DriverRequest.notANumber(it.text(key)) : "";
        if (!bad.isEmpty()) {
            throw DriverRefusal.invalid(PARSING + text.formatted(it.text(key)) + bad);
        }
    }

    private static String sku(DriverRequest it) {
        return it.text("skuname", it.text("storageaccounttype", "StandardSSD_LRS"));
    }

    private static boolean isTunable(String sku) {
        return sku.equals("UltraSSD_LRS") || sku.equals("PremiumV2_LRS");
    }

    /** What is noticed on the way to Azure. */
    private static void send(DriverRequest it, String sku) {
        String access = it.text("diskaccessid");
        String policy = it.text("networkaccesspolicy");
        if (policy.equals("AllowPrivate") && access.isEmpty()) {
            throw DriverRefusal.internal("DiskAccessID should not be empty when NetworkAccessPolicy is AllowPrivate");
        }
        if (!policy.isEmpty() && !policy.equals("AllowPrivate") && !access.isEmpty()) {
            throw DriverRefusal.internal("DiskAccessID(" + access + ") must be empty when NetworkAccessPolicy(" + policy
                    + ") is not AllowPrivate");
        }
        if (!isTunable(sku)) {
            String only = " parameter is only applicable in UltraSSD_LRS disk type";
            if (it.has("diskiopsreadwrite")) {
                throw DriverRefusal.internal("AzureDisk - DiskIOPSReadWrite" + only);
            } else if (it.has("diskmbpsreadwrite")) {
                throw DriverRefusal.internal("AzureDisk - DiskMBpsReadWrite" + only);
            } else if (it.has("logicalsectorsize") && Long.parseLong(it.text("logicalsectorsize")) != 0) {
                throw DriverRefusal.internal("AzureDisk - LogicalSectorSize" + only);
            }
        }
        String set = it.text("diskencryptionsetid");
        String type = it.text("diskencryptiontype");
        if (!set.isEmpty() && !set.toLowerCase(Locale.ROOT).startsWith("/subscriptions/")) {
            throw DriverRefusal.internal("AzureDisk - format of DiskEncryptionSetID(" + set
                    + ") is incorrect, correct format: /subscriptions/{subs-id}/resourceGroups/{rg-name}/providers/"
                    + "Microsoft.Compute/diskEncryptionSets/{diskEncryptionSet-name}");
        }
        if (set.isEmpty() && !type.isEmpty()) {
            throw DriverRefusal.internal(
                    "AzureDisk - DiskEncryptionType(" + type + ") should be empty when DiskEncryptionSetID is not set");
        }
    }

    /** Refuses what the driver refuses to change of a disk, of the type that it has. */
    static void modify(String current, Map<String, String> attributes) {
        DriverRequest it = parse(attributes);
        String wanted = it.text("skuname", it.text("storageaccounttype"));
        if (!wanted.isEmpty() && !SKUS.contains(wanted)) {
            throw DriverRefusal.invalid("azureDisk - " + wanted
                    + " is not supported sku/storageaccounttype. Supported values are ["
                    + String.join(" ", SKUS) + "]");
        }
        if (!isTunable(wanted.isEmpty() ? current : wanted)) {
            for (String name : List.of("DiskIOPSReadWrite", "DiskMBpsReadWrite")) {
                if (!it.text(name.toLowerCase(Locale.ROOT)).isEmpty()) {
                    throw DriverRefusal.internal("AzureDisk - " + name
                            + " parameter is only applicable in UltraSSD_LRS or PremiumV2_LRS disk type");
                }
            }
        }
    }

    private static void capabilities(List<String> modes, boolean block, DriverRequest it) {
        String shares = it.text("maxshares", "0");
        for (String mode : modes) {
            if (mode.startsWith("MULTI_NODE") && !block) {
                throw DriverRefusal.invalid("mountVolume is not supported for access mode: " + mode);
            }
            if (mode.startsWith("MULTI_NODE") && Long.parseLong(shares) < 2) {
                throw DriverRefusal.invalid("access mode: " + mode + " is not supported for non-shared disk");
            }
        }
    }
}
