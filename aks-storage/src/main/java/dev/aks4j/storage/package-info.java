/**
 * Storage of a cluster, from a need to a mounted volume. Come here to
 *
 * <ul>
 *   <li>choose: {@link dev.aks4j.storage.StorageChoice} from a {@link dev.aks4j.storage.StorageNeed};
 *   <li>let drivers make volumes: {@link dev.aks4j.storage.DiskClass}, {@link dev.aks4j.storage.FileClass}, {@link
 *       dev.aks4j.storage.BlobClass}, and claims for them, {@link dev.aks4j.storage.VolumeClaimSpec}; what of a volume changes
 *       in use is a {@link dev.aks4j.storage.VolumeAttributesClassSpec};
 *   <li>use what is in Azure: {@link dev.aks4j.storage.StorageAccountSpec}, {@link dev.aks4j.storage.FileShareSpec}, {@link
 *       dev.aks4j.storage.BlobContainerSpec}, {@link dev.aks4j.storage.ManagedDiskSpec}, the volumes that stand for them,
 *       {@link dev.aks4j.storage.PersistentVolumeSpec}, and the rights for it, {@link dev.aks4j.storage.StorageAccess};
 *   <li>copy: {@link dev.aks4j.storage.VolumeSnapshotClassSpec}, {@link dev.aks4j.storage.VolumeSnapshotSpec};
 *   <li>understand why something waits: {@link dev.aks4j.storage.Volumes}.
 * </ul>
 */
@NullMarked
package dev.aks4j.storage;

import org.jspecify.annotations.NullMarked;
