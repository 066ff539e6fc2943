package dev.aks4j.simulated.kubernetes.internal.controller;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the file driver says of a storage class, and of attributes that a share is to get. Stateless. */
final class FileDriver {

    private static final Set<String> KNOWN =
            Set.of(("skuname storageaccounttype protocol storageaccount resourcegroup subscriptionid location sharename"
                            + " sharenameprefix foldername createfolderifnotexist accesstier shareaccesstier"
                            + " accountaccesstier accountquota enablelargefileshares server storageendpointsuffix"
                            + " networkendpointtype vnetresourcegroup vnetname subnetname vnetlinkname"
                            + " publicnetworkaccess privatednszoneresourcegroup tags matchtags tagvaluedelimiter"
                            + " selectrandommatchingaccount createaccount usesecretcache disabledeleteretentionpolicy"
                            + " allowblobpublicaccess requireinfraencryption allowcrosstenantreplication"
                            + " allowsharedkeyaccess provisionediops provisionedbandwidth storeaccountkey secretname"
                            + " secretnamespace getlatestaccountkey usedataplaneapi enablemultichannel clientid tenantid"
                            + " mountwithmanagedidentity mountwithoauthtoken mountwithworkloadidentitytoken fstype diskname"
                            + " rootsquashtype mountpermissions encryptintransit fsgroupchangepolicy"
                            + " confidentialcontainerlabel runtimeclasshandler")
                    .split(" "));
    private static final List<String> PARSED = List.of(
            "selectrandommatchingaccount",
            "enablelargefileshares",
            "disabledeleteretentionpolicy",
            "allowblobpublicaccess",
            "allowsharedkeyaccess",
            "allowcrosstenantreplication",
            "requireinfraencryption",
            "enablemultichannel",
            "getlatestaccountkey",
            "encryptintransit",
            "mountwithmanagedidentity",
            "mountwithworkloadidentitytoken",
            "mountwithoauthtoken");

    private FileDriver() {}

    /** Refuses what the driver refuses of a class. */
    static void create(Map<String, String> parameters, String subscription) {
        DriverRequest it = new DriverRequest(parameters);
        unknown(parameters, KNOWN);
        values(it);
        identities(it);
        String protocol = it.text("protocol");
        if (it.isTrue("matchtags") && !it.text("storageaccount").isEmpty()) {
            throw DriverRefusal.invalid(
                    "matchTags must set as false when storageAccount(" + it.text("storageaccount") + ") is provided");
        }
        String other = it.text("subscriptionid");
        if (!other.isEmpty()
                && !other.equals(subscription)
                && it.text("resourcegroup").isEmpty()) {
            throw DriverRefusal.invalid("resourceGroup must be provided in cross subscription(" + other + ")");
        }
        if (!it.text("fstype").isEmpty()) {
            throw DriverRefusal.invalid("fsType storage class parameter enables experimental VDH disk feature which is"
                    + " currently disabled, use --enable-vhd driver option to enable it");
        }
        choices(it);
        AccountDrivers.endpoint(it, "privatednszoneresourcegroup");
        boolean nfs = protocol.equals("nfs");
        String sku = it.text("skuname", it.text("storageaccounttype"));
        if (nfs && sku.toLowerCase(Locale.ROOT).startsWith("standard")) {
            throw DriverRefusal.invalid("nfs protocol only supports premium storage, current account type: " + sku);
        }
        if (it.parsed("enablemultichannel", "")) {
            if (!sku.isEmpty() && !sku.toLowerCase(Locale.ROOT).startsWith("premium")) {
                throw DriverRefusal.invalid(
                        "smb multichannel is only supported with premium account, current account type: " + sku);
            } else if (nfs) {
                throw DriverRefusal.invalid(
                        "smb multichannel is only supported with smb protocol, current protocol: nfs");
            }
        }
        boolean identity = it.parsed("mountwithmanagedidentity", "")
                || it.parsed("mountwithworkloadidentitytoken", "")
                || it.parsed("mountwithoauthtoken", "");
        AccountDrivers.keys(it, nfs || identity);
        it.tags("Tags", false, "");
    }

    private static void values(DriverRequest it) {
        PARSED.forEach(key -> it.parsed(key, "invalid %s: %s in storage class"));
        if (it.has("usedataplaneapi") && !it.text("usedataplaneapi").matches("(?i)true|false|oauth")) {
            throw DriverRefusal.invalid("invalid usedataplaneapi: " + it.text("usedataplaneapi") + " in storage class");
        }
        if (it.has("accountquota")
                && !(DriverRequest.isInt32(it.text("accountquota"))
                        && Long.parseLong(it.text("accountquota")) >= 100)) {
            throw DriverRefusal.invalid(
                    "invalid accountQuota " + it.text("accountquota") + " in storage class, minimum quota: 100");
        }
        for (String name : List.of("provisionedBandwidth", "provisionedIops")) {
            String value = it.text(name.toLowerCase(Locale.ROOT));
            if (it.has(name.toLowerCase(Locale.ROOT)) && !isNatural(value)) {
                throw DriverRefusal.invalid("invalid " + name + " " + value + " in storage class");
            }
        }
        AccountDrivers.permissions(it, false);
        folder(it.text("foldername").replaceAll("^/+|/+$", ""));
    }

    private static boolean isNatural(String value) {
        return DriverRequest.isInt32(value) && Long.parseLong(value) >= 0;
    }

    private static void folder(String folder) {
        String of = "invalid folderName in storage class: folderName";
        for (String part : folder.isEmpty() ? new String[0] : folder.split("/", -1)) {
            if (part.isEmpty()) {
                throw DriverRefusal.invalid(of + " contains empty path segment");
            } else if (part.equals(".") || part.equals("..")) {
                throw DriverRefusal.invalid(
                        of + "(" + quoted(folder) + ") contains disallowed path segment " + quoted(part));
            } else if (part.matches(".*[\\\\:*?\"<>|].*")) {
                throw DriverRefusal.invalid(of + "(" + quoted(folder) + ") contains invalid character in segment "
                        + quoted(part) + ", characters \\:*?\"<>| are not allowed");
            } else if (part.endsWith(".") || part.endsWith(" ")) {
                throw DriverRefusal.invalid(of + "(" + quoted(folder) + ") segment " + quoted(part)
                        + " must not end with a period or space");
            }
        }
    }

    /** Quotes a text as Go does. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void identities(DriverRequest it) {
        boolean token = it.parsed("mountwithoauthtoken", "");
        long ways =
                List.of("mountwithmanagedidentity", "mountwithoauthtoken", "mountwithworkloadidentitytoken").stream()
                        .filter(key -> it.parsed(key, ""))
                        .count();
        if (ways > 1) {
            throw DriverRefusal.invalid("only one of mountwithmanagedidentity, mountwithoauthtoken, and"
                    + " mountwithworkloadidentitytoken can be true in storage class");
        } else if (token && it.text("secretname").isEmpty()) {
            throw DriverRefusal.invalid("secretname is required when mountwithoauthtoken is true");
        } else if (token && it.text("protocol").equals("nfs")) {
            throw DriverRefusal.invalid("mountwithoauthtoken is not supported with NFS protocol");
        }
    }

    private static void choices(DriverRequest it) {
        it.oneOf("protocol", List.of("smb", "nfs"), "protocol(%s) is not supported, supported protocol list: [%s]");
        String tiers = "shareAccessTier(%s) is not supported, supported ShareAccessTier list: [%s]";
        List<String> shares = List.of("Cool", "Hot", "Premium", "TransactionOptimized");
        it.oneOf("accesstier", shares, tiers);
        it.oneOf("shareaccesstier", shares, tiers);
        it.oneOf(
                "accountaccesstier",
                List.of("Cold", "Cool", "Hot", "Premium"),
                "accountAccessTier(%s) is not supported, supported AccountAccessTier list: [%s]");
        it.oneOf(
                "rootsquashtype",
                List.of("AllSquash", "NoRootSquash", "RootSquash"),
                "rootSquashType(%s) is not supported, supported RootSquashType list: [%s]");
        AccountDrivers.groupChange(it);
        AccountDrivers.prefix(it, "shareNamePrefix");
        AccountDrivers.publicAccess(it);
        String endpoint = it.text("networkendpointtype");
        if (!endpoint.isEmpty() && !endpoint.matches("(?i)privateendpoint|serviceendpoint")) {
            throw DriverRefusal.invalid("networkEndpointType(" + endpoint
                    + ") is not supported, supported networkEndpointType list: [privateendpoint serviceendpoint]");
        }
    }

    static void unknown(Map<String, String> parameters, Set<String> known) {
        for (String key : new TreeSet<>(parameters.keySet())) {
            if (!DriverRequest.METADATA.contains(key) && !known.contains(key.toLowerCase(Locale.ROOT))) {
                throw DriverRefusal.invalid("invalid parameter \"" + key + "\" in storage class");
            }
        }
    }

    /** Refuses what the driver refuses to change of a share. */
    static void modify(Map<String, String> attributes) {
        for (Map.Entry<String, String> one : attributes.entrySet()) {
            String key = one.getKey().toLowerCase(Locale.ROOT);
            if (!key.equals("provisionediops") && !key.equals("provisionedbandwidth")) {
                throw DriverRefusal.invalid("unsupported mutable parameter: " + one.getKey());
            } else if (!isNatural(one.getValue())) {
                throw DriverRefusal.invalid("invalid " + key + ": " + one.getValue());
            }
        }
    }

    /** Refuses what the driver refuses of a snapshot class. */
    static void snapshot(Map<String, String> parameters) {
        for (Map.Entry<String, String> one : new TreeMap<>(parameters).entrySet()) {
            if (!one.getKey().equalsIgnoreCase("usedataplaneapi")) {
                throw DriverRefusal.invalid("invalid parameter \"" + one.getKey() + "\" in storage class");
            } else if (!one.getValue().matches("(?i)true|false|oauth")) {
                throw DriverRefusal.invalid(
                        "invalid usedataplaneapi: " + one.getValue() + " in snapshot storage class");
            }
        }
    }

    /** Refuses what the driver refuses of how nodes are to use a share. */
    static void capabilities(boolean block) {
        if (block) {
            throw DriverRefusal.invalid(
                    "CreateVolume Volume capabilities not valid: driver does not support block volumes");
        }
    }
}
