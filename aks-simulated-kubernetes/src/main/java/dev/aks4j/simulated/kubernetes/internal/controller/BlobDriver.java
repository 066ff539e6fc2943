package dev.aks4j.simulated.kubernetes.internal.controller;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the blob driver says of a storage class. Stateless. */
final class BlobDriver {

    private static final Set<String> KNOWN = Set.of(("skuname storageaccounttype protocol containername"
                    + " containernameprefix accesstier ishnsenabled enableblobversioning softdeleteblobs"
                    + " softdeletecontainers networkendpointtype storageaccount resourcegroup subscriptionid location server"
                    + " storageendpointsuffix vnetresourcegroup vnetname subnetname vnetlinkname"
                    + " privatednszoneresourcegroup publicnetworkaccess tags matchtags tagvaluedelimiter"
                    + " allowblobpublicaccess requireinfraencryption allowsharedkeyaccess storeaccountkey secretname"
                    + " secretnamespace getlatestaccountkey usedataplaneapi mountpermissions fsgroupchangepolicy"
                    + " azurestorageauthtype azurestorageidentityclientid azurestorageidentityobjectid"
                    + " azurestorageidentityresourceid clientid tenantid mountwithworkloadidentitytoken msiendpoint"
                    + " azurestorageaadendpoint blobstorageaccounttype")
            .split(" "));
    private static final List<String> NFS = List.of("nfs", "aznfs", "nfsv3");

    private BlobDriver() {}

    /** Refuses what the driver refuses of a class. */
    static void create(Map<String, String> parameters) {
        DriverRequest it = new DriverRequest(parameters);
        FileDriver.unknown(parameters, KNOWN);
        days(it, "softdeleteblobs");
        days(it, "softdeletecontainers");
        for (String key : List.of("getlatestaccountkey", "allowsharedkeyaccess")) {
            it.parsed(key, "invalid %s: %s in volume context");
        }
        AccountDrivers.permissions(it, true);
        boolean nfs = NFS.contains(it.text("protocol").toLowerCase(Locale.ROOT));
        if (it.isTrue("enableblobversioning") && (nfs || it.isTrue("ishnsenabled"))) {
            throw DriverRefusal.invalid(
                    "enableBlobVersioning is not supported for NFS protocol or HNS enabled account");
        }
        AccountDrivers.groupChange(it);
        if (it.isTrue("matchtags") && !it.text("storageaccount").isEmpty()) {
            throw DriverRefusal.invalid(
                    "matchTags must set as false when storageAccount(" + it.text("storageaccount") + ") is provided");
        }
        String protocol = it.text("protocol");
        if (!protocol.isEmpty()
                && !List.of("fuse", "fuse2", "nfs", "aznfs", "nfsv3").contains(protocol)) {
            throw DriverRefusal.invalid(
                    "protocol(" + protocol + ") is not supported, supported protocol list: [fuse fuse2 nfs aznfs]");
        }
        it.oneOf(
                "accesstier",
                List.of("Cold", "Cool", "Hot", "Premium"),
                "accessTier(%s) is not supported, supported AccessTier list: [%s]");
        AccountDrivers.publicAccess(it);
        if (!it.text("containername").isEmpty()
                && !it.text("containernameprefix").isEmpty()) {
            throw DriverRefusal.invalid("containerName(" + it.text("containername") + ") and containerNamePrefix("
                    + it.text("containernameprefix") + ") could not be specified together");
        }
        AccountDrivers.prefix(it, "containerNamePrefix");
        AccountDrivers.endpoint(it, "privateDNSZoneResourceGroup");
        it.tags("Tags", false, "");
        AccountDrivers.keys(
                it,
                nfs
                        || it.text("azurestorageauthtype").equalsIgnoreCase("MSI")
                        || it.isTrue("mountwithworkloadidentitytoken"));
    }

    private static void days(DriverRequest it, String key) {
        String value = it.text(key);
        if (it.has(key) && !DriverRequest.notANumber(value).isEmpty()) {
            throw DriverRefusal.invalid("invalid softdeleteblobs:" + value + " in storage class");
        } else if (it.has(key) && (Long.parseLong(value) < 1 || Long.parseLong(value) > 365)) {
            throw DriverRefusal.invalid(
                    "invalid softdeleteblobs:" + value + " in storage class, should be in range [1, 365]");
        }
    }

    /** Refuses what the driver refuses of how nodes are to use a container. */
    static void capabilities(boolean block) {
        if (block) {
            throw DriverRefusal.invalid("block volume capability not supported");
        }
    }
}
