package dev.aks4j.storage;

/**
 * What the builders of storage classes in storage accounts have in common. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract sealed class AccountClassBuilder<B extends AccountClassBuilder<B>> extends ClassBuilder<B>
        permits FileClass.Builder, BlobClass.Builder {

    AccountClassBuilder(String name, Driver driver) {
        super(name, driver, BindingMode.IMMEDIATE);
    }

    /** Takes an existing storage account instead of one that the driver finds or makes. */
    public B storageAccount(String account) {
        return set("storageAccount", account);
    }

    /** Takes only storage accounts that have the class's tags; not with {@link #storageAccount}. */
    public B matchTags() {
        return set("matchTags", true);
    }

    /** Reaches the storage account over a private endpoint that the driver makes in the cluster's network. */
    public B privateEndpoint() {
        return set("networkEndpointType", "privateEndpoint");
    }

    /** Sets the resource group of the private DNS zone; only with {@link #privateEndpoint}. */
    public B privateDnsZoneResourceGroup(String group) {
        return set("privateDNSZoneResourceGroup", group);
    }

    /** Sets the network that the storage account lets in, where it is not the cluster's own. */
    public B network(String resourceGroup, String network, String... subnets) {
        set("vnetResourceGroup", resourceGroup);
        set("vnetName", network);
        return set("subnetName", String.join(",", subnets));
    }

    /** Switches account keys off, so that nothing mounts with a key and no key is kept in a secret. */
    public B noSharedKeys() {
        set("allowSharedKeyAccess", false);
        return set("storeAccountKey", false);
    }

    /** Keeps the account's key out of the cluster's secrets; the nodes' identity fetches it for each mount. */
    public B noKeyInSecret() {
        return set("storeAccountKey", false);
    }

    /** Sets the secret that holds the account's name and key. */
    public B secret(String name, String namespace) {
        set("secretName", name);
        return set("secretNamespace", namespace);
    }

    /** Sets the permissions of a mounted volume, as octal digits: {@code 0777}, the default; {@code 0} leaves them. */
    public B mountPermissions(String octal) {
        return set("mountPermissions", octal);
    }

    /** Makes shares and containers over the storage account itself instead of Azure Resource Manager. */
    public B dataPlaneApi() {
        return set("useDataPlaneAPI", true);
    }

    /** Encrypts data twice, with a second key of the platform. */
    public B infrastructureEncryption() {
        return set("requireInfraEncryption", true);
    }

    /** Sets the host of the storage account, where it is not the account's own. */
    public B server(String host) {
        return set("server", host);
    }

    /** Sets the domain of storage accounts, where the cloud's is another. Default: {@code core.windows.net}. */
    public B storageEndpointSuffix(String domain) {
        return set("storageEndpointSuffix", domain);
    }

    /** Names the link from the private DNS zone to the network. Default: the network's name and {@code -vnetlink}. */
    public B privateDnsLink(String name) {
        return set("vnetLinkName", name);
    }

    /** Lets single containers of the accounts that the driver makes be opened to everybody. */
    public B allowPublicBlobs() {
        return set("allowBlobPublicAccess", true);
    }

    /** Takes the account's newest key instead of its first. */
    public B latestAccountKey() {
        return set("getLatestAccountKey", true);
    }

    /** Sets the tenant of the identity that mounts. Default: the cluster's. */
    public B tenant(String tenantId) {
        return set("tenantID", tenantId);
    }

    /** Sets how the driver gives a volume to a pod's group; a pod's own setting does not count. */
    public B groupChange(GroupChange policy) {
        return set("fsGroupChangePolicy", policy);
    }
}
