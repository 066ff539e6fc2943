package dev.aks4j.storage;

import dev.aks4j.core.model.ResourceId;
import java.time.Duration;

/**
 * Storage classes of blob containers, by the driver {@code blob.csi.azure.com}, which a cluster has to switch on. Many
 * nodes mount the same container.
 *
 * <pre>{@code StorageClassSpec lake = BlobClass.builder("lake").sku(BlobSku.PREMIUM).nfs().build(); }</pre>
 */
public final class BlobClass {

    private BlobClass() {}

    /** Starts a storage class of blob containers; volumes are made at once. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** How warm the blobs of an account are. */
    public enum AccessTier {
        /** For blobs in use. */
        HOT("Hot"),
        /** For blobs at rest. */
        COOL("Cool"),
        /** For blobs that are rarely read. */
        COLD("Cold"),
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

    /** How blobfuse reads an account. */
    public enum AccountReading {
        /** As blobs. */
        BLOCK("block"),
        /** As Data Lake Storage, with folders. */
        DATA_LAKE("adls");

        private final String value;

        AccountReading(String value) {
            this.value = value;
        }

        /** Returns the value as the driver takes it. */
        @Override
        public String toString() {
            return value;
        }
    }

    /** Builds a {@link StorageClassSpec} of blob containers. Not thread-safe. */
    public static final class Builder extends AccountClassBuilder<Builder> {

        private Builder(String name) {
            super(name, Driver.BLOB);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Sets the type of storage account. Default: {@link BlobSku#STANDARD}. */
        public Builder sku(BlobSku sku) {
            return set("skuName", sku);
        }

        /** Mounts with blobfuse, version 2. */
        public Builder fuse2() {
            return set("protocol", "fuse2");
        }

        /** Mounts over NFS 3, with a hierarchical namespace; needs a path over the virtual network. */
        public Builder nfs() {
            return set("protocol", "nfs");
        }

        /** Mounts over NFS 3 with the helper aznfs, which follows a storage account's address. */
        public Builder aznfs() {
            return set("protocol", "aznfs");
        }

        /**
         * Mounts with a managed identity of the nodes instead of a key.
         *
         * @param clientId the identity's client id
         */
        public Builder mountWithManagedIdentity(String clientId) {
            set("AzureStorageAuthType", "MSI");
            return set("AzureStorageIdentityClientID", clientId);
        }

        /**
         * Mounts with the workload identity of the pod instead of a key.
         *
         * @param clientId the client id of the identity
         */
        public Builder mountWithWorkloadIdentity(String clientId) {
            set("mountWithWorkloadIdentityToken", true);
            return set("clientID", clientId);
        }

        /** Takes one container for all volumes, instead of one for each; variables such as {@code ${pvc.metadata.name}} are filled in. */
        public Builder containerName(String container) {
            return set("containerName", container);
        }

        /** Begins the names of containers with up to 20 lower-case letters, digits and hyphens. */
        public Builder containerNamePrefix(String prefix) {
            return set("containerNamePrefix", prefix);
        }

        /** Sets how warm blobs are. */
        public Builder accessTier(AccessTier tier) {
            return set("accessTier", tier);
        }

        /** Makes accounts with a hierarchical namespace. */
        public Builder hierarchicalNamespace() {
            return set("isHnsEnabled", true);
        }

        /** Keeps earlier versions of blobs; not with NFS or a hierarchical namespace. */
        public Builder versioning() {
            return set("enableBlobVersioning", true);
        }

        /** Keeps removed blobs for 1 to 365 whole days. */
        public Builder softDeleteBlobs(Duration time) {
            return set("softDeleteBlobs", time.toDays());
        }

        /** Keeps removed containers for 1 to 365 whole days. */
        public Builder softDeleteContainers(Duration time) {
            return set("softDeleteContainers", time.toDays());
        }

        /**
         * Mounts with a managed identity of the nodes instead of a key.
         *
         * @param objectId the identity's object id
         */
        public Builder mountWithManagedIdentityObject(String objectId) {
            set("AzureStorageAuthType", "MSI");
            return set("AzureStorageIdentityObjectID", objectId);
        }

        /**
         * Mounts with a managed identity of the nodes instead of a key.
         *
         * @param identity the identity's id
         */
        public Builder mountWithManagedIdentity(ResourceId identity) {
            set("AzureStorageAuthType", "MSI");
            return reference("AzureStorageIdentityResourceID", identity);
        }

        /** Sets the address that gives a managed identity its tokens, where it is not the machine's. */
        public Builder identityEndpoint(String address) {
            return set("MSIEndpoint", address);
        }

        /** Sets the address of Microsoft Entra ID, where the cloud's is another. */
        public Builder entraEndpoint(String address) {
            return set("AzureStorageAADEndpoint", address);
        }

        /** Says how blobfuse reads the account. Default: as Data Lake with a hierarchical namespace, else as blobs. */
        public Builder reading(AccountReading reading) {
            return set("blobStorageAccountType", reading);
        }
    }
}
