package dev.aks4j.simulated.kubernetes.internal.controller;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the Azure storage drivers say of a storage class's parameters. Stateless. */
final class DriverRules {

    private static final Set<String> DISK_SKUS = Set.of(
            "Standard_LRS",
            "Premium_LRS",
            "StandardSSD_LRS",
            "UltraSSD_LRS",
            "Premium_ZRS",
            "StandardSSD_ZRS",
            "PremiumV2_LRS");
    private static final Set<String> DISK = Set.of(
            ("skuname storageaccounttype kind fstype csi.storage.k8s.io/fstype cachingmode location resourcegroup"
                            + " subscriptionid diskiopsreadwrite diskmbpsreadwrite logicalsectorsize tags"
                            + " tagvaluedelimiter diskencryptionsetid diskencryptiontype writeacceleratorenabled"
                            + " perfprofile networkaccesspolicy publicnetworkaccess diskaccessid enablebursting"
                            + " enableperformanceplus attachdiskinitialdelay maxshares diskname useragent zoned"
                            + " enableasyncattach")
                    .split(" "));
    private static final Set<String> FILE_SKUS = Set.of(
            ("Standard_LRS Standard_ZRS Standard_GRS Standard_RAGRS Standard_GZRS Standard_RAGZRS Premium_LRS Premium_ZRS"
                            + " StandardV2_LRS StandardV2_ZRS StandardV2_GRS StandardV2_GZRS PremiumV2_LRS PremiumV2_ZRS")
                    .split(" "));
    private static final Set<String> FILE =
            Set.of(("skuname storageaccounttype protocol storageaccount resourcegroup subscriptionid location sharename"
                            + " sharenameprefix foldername createfolderifnotexist accesstier shareaccesstier"
                            + " accountaccesstier accountquota enablelargefileshares server storageendpointsuffix"
                            + " networkendpointtype vnetresourcegroup vnetname subnetname vnetlinkname"
                            + " publicnetworkaccess privatednszoneresourcegroup tags matchtags tagvaluedelimiter"
                            + " selectrandommatchingaccount createaccount usesecretcache disabledeleteretentionpolicy"
                            + " allowblobpublicaccess requireinfraencryption allowcrosstenantreplication"
                            + " allowsharedkeyaccess provisionediops provisionedbandwidth storeaccountkey secretname"
                            + " secretnamespace getlatestaccountkey usedataplaneapi enablemultichannel clientid tenantid"
                            + " mountwithmanagedidentity mountwithoauthtoken mountwithworkloadidentitytoken"
                            + " rootsquashtype mountpermissions encryptintransit fsgroupchangepolicy"
                            + " confidentialcontainerlabel runtimeclasshandler")
                    .split(" "));

    private DriverRules() {}

    /** Returns what the driver refuses, or the empty string. */
    static String problem(String driver, Map<String, String> parameters) {
        return switch (driver) {
            case "disk.csi.azure.com" -> disk(parameters);
            case "file.csi.azure.com" -> file(parameters);
            default -> "";
        };
    }

    private static String disk(Map<String, String> parameters) {
        String unknown = unknown(parameters, DISK);
        String sku = sku(parameters, "StandardSSD_LRS");
        if (!unknown.isEmpty()) {
            return unknown;
        }
        if (!DISK_SKUS.contains(sku)) {
            return "azureDisk - " + sku + " is not supported sku/storageaccounttype. Supported values are " + DISK_SKUS;
        }
        boolean tunable = sku.equals("UltraSSD_LRS") || sku.equals("PremiumV2_LRS");
        for (String key : parameters.keySet()) {
            String lower = key.toLowerCase(Locale.ROOT);
            if (!tunable && (lower.equals("diskiopsreadwrite") || lower.equals("diskmbpsreadwrite"))) {
                return key + " parameter is only applicable in UltraSSD_LRS or PremiumV2_LRS disk type, current sku: "
                        + sku;
            }
        }
        return "";
    }

    private static String file(Map<String, String> parameters) {
        String unknown = unknown(parameters, FILE);
        boolean nfs = parameters.getOrDefault("protocol", "smb").equals("nfs");
        String sku = sku(parameters, nfs ? "Premium_LRS" : "Standard_LRS");
        if (!unknown.isEmpty()) {
            return unknown;
        }
        if (!FILE_SKUS.contains(sku)) {
            return "sku " + sku + " is not supported";
        }
        return nfs && !sku.startsWith("Premium")
                ? "nfs protocol only supports premium storage, current account type: " + sku
                : "";
    }

    private static String unknown(Map<String, String> parameters, Set<String> known) {
        return parameters.keySet().stream()
                .filter(key -> !known.contains(key.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(key -> "invalid parameter " + key + " in storage class")
                .orElse("");
    }

    /** Returns the kind of storage that parameters ask for. */
    static String sku(Map<String, String> parameters, String otherwise) {
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String key = parameter.getKey().toLowerCase(Locale.ROOT);
            if (key.equals("skuname") || key.equals("storageaccounttype")) {
                return parameter.getValue();
            }
        }
        return otherwise;
    }
}
