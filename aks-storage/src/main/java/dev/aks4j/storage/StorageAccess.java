package dev.aks4j.storage;

import dev.aks4j.core.cluster.ClusterFeature;
import dev.aks4j.core.cluster.RequiredRole;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Scope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The storage in Azure that a cluster uses, and the rights that follow: of the control plane's identity, by which the
 * drivers attach disks and make shares, and of the nodes' identity, by which volumes are mounted without keys. With
 * {@code ControlPlaneIdentity} the plan brings the role assignments. Immutable and thread-safe.
 *
 * <pre>{@code
 * ClusterSpec.builder("shop", group)
 *     .identity(ControlPlaneIdentity.create())
 *     .feature(StorageAccess.builder().disk(archive).share(data).container(lake).build())
 * }</pre>
 */
public final class StorageAccess implements ClusterFeature {

    private static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    static final String NETWORK_CONTRIBUTOR = "Network Contributor";
    private static final String NETWORK_CONTRIBUTOR_ID = "4d97b98b-1d4f-4787-a291-c67834d212e7";
    private static final String ACCOUNT_CONTRIBUTOR = "17d1049b-9a84-46fb-8f53-869881c3d3ab";
    private static final String BLOB_CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
    private static final String SMB_ADMIN = "a235d3ee-5935-4cfb-8cc5-a3303ad5995e";

    private final List<RequiredRole> controlPlane;
    private final List<RequiredRole> nodes;

    private StorageAccess(Builder builder) {
        controlPlane = List.copyOf(builder.controlPlane);
        nodes = List.copyOf(builder.nodes);
    }

    /** Starts with no storage. */
    public static Builder builder() {
        return new Builder();
    }

    /** Sets nothing on the cluster: rights are granted beside it. */
    @Override
    public void contribute(ClusterDocument document, Scope scope) {}

    @Override
    public List<RequiredRole> requiredRoles() {
        return controlPlane;
    }

    @Override
    public List<RequiredRole> nodeRoles() {
        return nodes;
    }

    /** Builds a {@link StorageAccess}. Not thread-safe. */
    public static final class Builder {
        private final Set<RequiredRole> controlPlane = new LinkedHashSet<>();
        private final Set<RequiredRole> nodes = new LinkedHashSet<>();

        private Builder() {}

        /** Lets the cluster attach a disk that does not lie in its node resource group: Contributor on the disk. */
        public Builder disk(ManagedDiskSpec disk) {
            return disk(disk.id());
        }

        /** Lets the cluster attach an existing disk that does not lie in its node resource group. */
        public Builder disk(ResourceId disk) {
            controlPlane.add(new RequiredRole(disk, "Contributor", CONTRIBUTOR, "the disk driver attaches the disk"));
            return this;
        }

        /** Lets the cluster fill disks from a snapshot that does not lie in its node resource group. */
        public Builder snapshot(DiskSnapshotSpec snapshot) {
            controlPlane.add(new RequiredRole(
                    snapshot.id(), "Contributor", CONTRIBUTOR, "the disk driver fills disks from the snapshot"));
            return this;
        }

        /**
         * Lets the cluster grow and copy a share, and where its account takes identities over SMB, lets the nodes mount it
         * with theirs. An NFS share is mounted by whoever the network lets in.
         */
        public Builder share(FileShareSpec share) {
            managed(share.account(), "the file driver grows and copies shares");
            if (share.account().takesSmbIdentities() && !share.isNfs()) {
                nodes.add(new RequiredRole(
                        share.account().id(),
                        "Storage File Data SMB MI Admin",
                        SMB_ADMIN,
                        "nodes mount shares with their identity"));
            }
            return this;
        }

        /** Lets the cluster manage a container, and the nodes mount it with their identity. */
        public Builder container(BlobContainerSpec container) {
            managed(container.account(), "the blob driver manages containers");
            nodes.add(new RequiredRole(
                    container.account().id(),
                    "Storage Blob Data Contributor",
                    BLOB_CONTRIBUTOR,
                    "nodes mount containers with their identity"));
            return this;
        }

        /** Lets the drivers make volumes in another resource group than the nodes', as classes with it want. */
        public Builder resourceGroup(ResourceGroupSpec group) {
            controlPlane.add(new RequiredRole(
                    group.id(), "Contributor", CONTRIBUTOR, "storage drivers make volumes in the resource group"));
            return this;
        }

        /**
         * Lets the drivers make private endpoints, as classes with {@code privateEndpoint()} want: Network Contributor on the
         * resource group in which the virtual network of the nodes lies. Needed in a network of yours; AKS has the right on
         * the one that it makes.
         *
         * @param networksGroup the resource group of the virtual network
         */
        public Builder privateEndpoints(ResourceGroupSpec networksGroup) {
            controlPlane.add(new RequiredRole(
                    networksGroup.id(),
                    NETWORK_CONTRIBUTOR,
                    NETWORK_CONTRIBUTOR_ID,
                    "storage drivers make private endpoints beside the network"));
            return this;
        }

        private void managed(StorageAccountSpec account, String reason) {
            controlPlane.add(
                    new RequiredRole(account.id(), "Storage Account Contributor", ACCOUNT_CONTRIBUTOR, reason));
        }

        /** Builds the feature. */
        public StorageAccess build() {
            return new StorageAccess(this);
        }
    }
}
