package dev.aks4j.storage;

import java.util.Locale;
import java.util.Set;

/** A storage driver of AKS: its name, the setting that switches it on, and the parameters it knows. */
enum Driver {
    DISK(
            "disk.csi.azure.com",
            "diskCSIDriver",
            true,
            "skuName storageAccountType kind fsType csi.storage.k8s.io/fstype cachingMode location resourceGroup"
                    + " subscriptionID DiskIOPSReadWrite DiskMBpsReadWrite LogicalSectorSize tags tagValueDelimiter"
                    + " diskEncryptionSetID diskEncryptionType writeAcceleratorEnabled perfProfile networkAccessPolicy"
                    + " publicNetworkAccess diskAccessID enableBursting enablePerformancePlus attachDiskInitialDelay"
                    + " maxShares diskName useragent zoned enableAsyncAttach"),
    FILE(
            "file.csi.azure.com",
            "fileCSIDriver",
            true,
            "skuName storageAccountType protocol storageAccount resourceGroup subscriptionID location shareName"
                    + " shareNamePrefix folderName createFolderIfNotExist accessTier shareAccessTier accountAccessTier"
                    + " accountQuota enableLargeFileShares server storageEndpointSuffix networkEndpointType"
                    + " vnetResourceGroup vnetName subnetName vnetLinkName privateDNSZoneResourceGroup"
                    + " publicNetworkAccess tags matchTags tagValueDelimiter selectRandomMatchingAccount createAccount"
                    + " useSecretCache disableDeleteRetentionPolicy allowBlobPublicAccess requireInfraEncryption"
                    + " allowCrossTenantReplication allowSharedKeyAccess provisionedIOPS provisionedBandwidth"
                    + " storeAccountKey secretName secretNamespace getLatestAccountKey useDataPlaneAPI"
                    + " enableMultichannel clientID tenantID mountWithManagedIdentity mountWithOAuthToken"
                    + " mountWithWorkloadIdentityToken rootSquashType mountPermissions encryptInTransit"
                    + " fsGroupChangePolicy fsType diskName confidentialContainerLabel runtimeClassHandler"),
    BLOB(
            "blob.csi.azure.com",
            "blobCSIDriver",
            false,
            "skuName storageAccountType protocol containerName containerNamePrefix accessTier isHnsEnabled"
                    + " enableBlobVersioning softDeleteBlobs softDeleteContainers networkEndpointType storageAccount"
                    + " resourceGroup subscriptionID location server storageEndpointSuffix vnetResourceGroup vnetName"
                    + " subnetName vnetLinkName privateDNSZoneResourceGroup publicNetworkAccess tags matchTags"
                    + " tagValueDelimiter selectRandomMatchingAccount createAccount allowBlobPublicAccess"
                    + " requireInfraEncryption allowSharedKeyAccess storeAccountKey secretName secretNamespace"
                    + " getLatestAccountKey useDataPlaneAPI mountPermissions fsGroupChangePolicy");

    private final String provisioner;
    private final String setting;
    private final boolean onByDefault;
    private final Set<String> known;

    Driver(String provisioner, String setting, boolean onByDefault, String known) {
        this.provisioner = provisioner;
        this.setting = setting;
        this.onByDefault = onByDefault;
        this.known = Set.of(known.toLowerCase(Locale.ROOT).split(" "));
    }

    String provisioner() {
        return provisioner;
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
        return known.contains(parameter.toLowerCase(Locale.ROOT));
    }
}
