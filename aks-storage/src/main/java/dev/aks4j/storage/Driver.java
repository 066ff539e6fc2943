package dev.aks4j.storage;

import java.util.Locale;
import java.util.Set;

/** A storage driver of AKS: its name, the setting that switches it on, and the parameters it knows. */
enum Driver {
    DISK(
            "disk.csi.azure.com",
            "diskCSIDriver",
            true,
            "skuName storageAccountType kind fsType cachingMode location resourceGroup"
                    + " subscriptionID DiskIOPSReadWrite DiskMBpsReadWrite LogicalSectorSize tags tagValueDelimiter"
                    + " diskEncryptionSetID diskEncryptionType writeAcceleratorEnabled perfProfile networkAccessPolicy"
                    + " publicNetworkAccess diskAccessID enableBursting enablePerformancePlus attachDiskInitialDelay"
                    + " maxShares diskName useragent zoned enableAsyncAttach",
            "enablePerformancePlus"),
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
                    + " fsGroupChangePolicy fsType diskName confidentialContainerLabel runtimeClassHandler",
            "selectRandomMatchingAccount enableLargeFileShares disableDeleteRetentionPolicy allowBlobPublicAccess"
                    + " allowSharedKeyAccess allowCrossTenantReplication requireInfraEncryption enableMultichannel"
                    + " getLatestAccountKey encryptInTransit mountWithManagedIdentity mountWithWorkloadIdentityToken"
                    + " mountWithOAuthToken"),
    BLOB(
            "blob.csi.azure.com",
            "blobCSIDriver",
            false,
            "skuName storageAccountType protocol containerName containerNamePrefix accessTier isHnsEnabled"
                    + " enableBlobVersioning softDeleteBlobs softDeleteContainers networkEndpointType storageAccount"
                    + " resourceGroup subscriptionID location server storageEndpointSuffix vnetResourceGroup vnetName"
                    + " subnetName vnetLinkName privateDNSZoneResourceGroup publicNetworkAccess tags matchTags"
                    + " tagValueDelimiter allowBlobPublicAccess"
                    + " requireInfraEncryption allowSharedKeyAccess storeAccountKey secretName secretNamespace"
                    + " getLatestAccountKey useDataPlaneAPI mountPermissions fsGroupChangePolicy AzureStorageAuthType"
                    + " AzureStorageIdentityClientID AzureStorageIdentityObjectID AzureStorageIdentityResourceID clientID"
                    + " tenantID mountWithWorkloadIdentityToken MSIEndpoint AzureStorageAADEndpoint blobStorageAccountType",
            "getLatestAccountKey allowSharedKeyAccess");

    private final String provisioner;
    private final String setting;
    private final boolean onByDefault;
    private final Set<String> known;
    private final Set<String> parsed;

    Driver(String provisioner, String setting, boolean onByDefault, String known, String parsed) {
        this.provisioner = provisioner;
        this.setting = setting;
        this.onByDefault = onByDefault;
        this.known = Set.of(known.toLowerCase(Locale.ROOT).split(" "));
        this.parsed = Set.of(parsed.toLowerCase(Locale.ROOT).split(" "));
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
        return known.contains(parameter.toLowerCase(Locale.ROOT))
                || DriverParameters.provisionerKnows(parameter)
                || this == DISK && parameter.startsWith(DriverParameters.DEVICE_SETTING);
    }

    /** Returns whether the driver refuses a switch that is not a Go boolean; else what is not true counts as false. */
    boolean parses(String parameter) {
        return parsed.contains(parameter.toLowerCase(Locale.ROOT));
    }
}
