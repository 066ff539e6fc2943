package dev.aks4j.storage;

/**
 * Storage classes of file shares, by the driver {@code file.csi.azure.com}. Many nodes mount the same share.
 *
 * <pre>{@code
 * StorageClassSpec shared = FileClass.builder("shared-nfs").sku(FileSku.PREMIUM_ZRS).nfs().build();
 * }</pre>
 */
public final class FileClass {

    private FileClass() {}

    /** Starts a storage class of file shares; volumes are made at once, and can grow. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** How NFS treats the user root of a client. */
    public enum RootSquash {
        /** As root; the driver's default. */
        NO_ROOT_SQUASH("NoRootSquash"),
        /** As nobody. */
        ROOT_SQUASH("RootSquash"),
        /** Every user as nobody. */
        ALL_SQUASH("AllSquash");

        private final String value;

        RootSquash(String value) {
            this.value = value;
        }

        /** Returns the value as the driver takes it. */
        @Override
        public String toString() {
            return value;
        }
    }

    /** How warm a share of a standard account is. */
    public enum AccessTier {
        /** For many operations; Azure's default. */
        TRANSACTION_OPTIMIZED("TransactionOptimized"),
        /** For files in use. */
        HOT("Hot"),
        /** For files at rest. */
        COOL("Cool"),
        /** On SSDs; premium accounts only. */
        PREMIUM("Premium");

        private final String value;

        AccessTier(String value) {
            this.value = value;
        }

        /** Returns the value as the driver takes it. */
        @Override
        public String toString() {
            return value;
        }
    }

    /** Builds a {@link StorageClassSpec} of file shares. Not thread-safe. */
    public static final class Builder extends AccountClassBuilder<Builder> {

        private Builder(String name) {
            super(name, Driver.FILE);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Sets the type of storage account. Default: {@link FileSku#STANDARD}, with NFS {@link FileSku#PREMIUM}. */
        public Builder sku(FileSku sku) {
            return set("skuName", sku);
        }

        /** Shares over NFS 4.1 instead of SMB; premium accounts and Linux only. */
        public Builder nfs() {
            return set("protocol", "nfs");
        }

        /** Sets how NFS treats the user root; with {@link #nfs} only. */
        public Builder rootSquash(RootSquash squash) {
            return set("rootSquashType", squash);
        }

        /** Encrypts NFS on the wire; with {@link #nfs} only. */
        public Builder encryptInTransit() {
            return set("encryptInTransit", true);
        }

        /** Spreads SMB over several connections; premium accounts only. */
        public Builder multichannel() {
            return set("enableMultichannel", true);
        }

        /** Takes one share for all volumes, instead of one for each. */
        public Builder shareName(String share) {
            return set("shareName", share);
        }

        /** Begins the names of shares with up to 20 lower-case letters, digits and hyphens. */
        public Builder shareNamePrefix(String prefix) {
            return set("shareNamePrefix", prefix);
        }

        /** Mounts a folder of the share; {@code ${pvc.metadata.name}} and the like are filled in. */
        public Builder folder(String path) {
            return set("folderName", path);
        }

        /** Sets how warm shares are. */
        public Builder accessTier(AccessTier tier) {
            return set("shareAccessTier", tier);
        }

        /** Lets the driver fill a storage account up to this many GiB, at least 100. */
        public Builder accountQuota(int gib) {
            return set("accountQuota", gib);
        }

        /** Lets shares of standard accounts grow to 100 TiB. */
        public Builder largeFileShares() {
            return set("enableLargeFileShares", true);
        }

        /** Sets the I/O operations of a second; v2 types only. */
        public Builder provisionedIops(int operations) {
            return set("provisionedIOPS", operations);
        }

        /** Sets the throughput in MiB of a second; v2 types only. */
        public Builder provisionedBandwidth(int mebibytes) {
            return set("provisionedBandwidth", mebibytes);
        }

        /** Mounts with the identity of the nodes instead of a key. */
        public Builder mountWithManagedIdentity() {
            return set("mountWithManagedIdentity", true);
        }

        /** Mounts with the workload identity of the pod instead of a key. */
        public Builder mountWithWorkloadIdentity(String clientId) {
            set("clientID", clientId);
            return set("mountWithWorkloadIdentityToken", true);
        }

        /** Makes the folder of {@link #folder} where the share lacks it. */
        public Builder createFolder() {
            return set("createFolderIfNotExist", true);
        }

        /** Lets the account in from the cluster's subnets only, over service endpoints; NFS does so by itself. */
        public Builder serviceEndpoint() {
            return set("networkEndpointType", "serviceEndpoint");
        }

        /** Takes any of the accounts that fit instead of the first. */
        public Builder anyMatchingAccount() {
            return set("selectRandomMatchingAccount", true);
        }

        /** Makes an account of its own for each volume. */
        public Builder newAccount() {
            return set("createAccount", true);
        }

        /** Lets the driver keep the account's key in memory instead of reading it for each mount. */
        public Builder cacheSecret() {
            return set("useSecretCache", true);
        }

        /** Lets removed shares go at once; Azure keeps them for 7 days otherwise. */
        public Builder noDeleteRetention() {
            return set("disableDeleteRetentionPolicy", true);
        }

        /** Lets data of the accounts be copied to accounts of other tenants. */
        public Builder crossTenantReplication() {
            return set("allowCrossTenantReplication", true);
        }

        /** Makes shares over the storage account itself, with the driver's identity instead of a key. */
        public Builder dataPlaneApiWithIdentity() {
            return set("useDataPlaneAPI", "oauth");
        }

        /** Mounts with a token that a secret holds; SMB only. */
        public Builder mountWithOAuthToken(String secret, String namespace) {
            secret(secret, namespace);
            return set("mountWithOAuthToken", true);
        }

        /** Names the label by which pods of confidential containers are known. */
        public Builder confidentialContainerLabel(String label) {
            return set("confidentialContainerLabel", label);
        }

        /** Names the runtime handler of confidential containers. */
        public Builder runtimeClassHandler(String handler) {
            return set("runtimeClassHandler", handler);
        }
    }
}
