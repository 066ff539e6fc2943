package dev.aks4j.storage;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind the text of an event about volumes, and what to do. The first that matches counts. Texts: azuredisk,
 * azurefile and blob CSI drivers, kube-scheduler, attach-detach controller and kubelet, 2026.
 *
 * @param text what the event says
 * @param because the cause, with {@code $1} and so on from the text
 * @param toDo what to do
 */
record VolumeCause(Pattern text, String because, String toDo) {

    private static final List<VolumeCause> KNOWN = List.of(
            of(
                    "invalid parameter \"?([^\" ]+)\"? in storage class",
                    "the driver knows no parameter $1",
                    "make the storage class anew without it; docs/storage-parameters.md lists what the driver knows"),
            of(
                    "(\\S+) is not supported sku/storageaccounttype",
                    "there is no type of disk $1",
                    "make the storage class anew with a type that Azure has, to the letter"),
            of(
                    "mountVolume is not supported for access mode: (\\S+)",
                    "a file system on a disk is used by one node at a time, and the claim asks for $1",
                    "claim ReadWriteOnce, or use a class of file shares"),
            of(
                    "access mode: (\\S+) is not supported for non-shared disk",
                    "the class makes disks that one node attaches, and the claim asks for $1",
                    "use a class with maxShares of 2 or more and no cache"),
            of(
                    "(?:block volume|block volumes|driver does not support block volumes|block volume capability)",
                    "only disks are raw block devices",
                    "use a class of disks, or volumeMode Filesystem"),
            of(
                    "VolumeContentSource Snapshot is not yet implemented",
                    "a container is not filled from a snapshot",
                    "clone a claim instead"),
            of(
                    "snapshot (\\S+) is not Ready|volumesnapshots\\S* \"([^\"]+)\" not found",
                    "the snapshot that it is filled from is not there or not taken yet",
                    "wait until the snapshot is readyToUse, or name one that exists"),
            of(
                    "the source PVC (\\S+) is not bound",
                    "the claim $1 that it is filled from has no volume yet",
                    "get that claim bound first"),
            of(
                    "requested volume size \\d+ is less than the size (\\d+) for the source",
                    "it is smaller than what it is filled from, $1 bytes",
                    "ask for at least that much"),
            of(
                    "volumeattributesclass\\S* \"([^\"]+)\" not found",
                    "the attributes class $1 does not exist",
                    "create it, or name another one"),
            of(
                    "failed to modify volume .*desc = (.*)",
                    "the driver does not change the volume so: $1",
                    "name an attributes class that the type of volume can have; naming the old one takes the change back"),
            of(
                    "storeAccountKey is not supported for account with shared access key disabled",
                    "the class switches account keys off and keeps a key all the same",
                    "make the class anew with noSharedKeys(), or with an identity"),
            of(
                    "nfs protocol only supports premium storage, current account type: (\\S+)",
                    "NFS shares are in premium accounts, not in $1",
                    "make the class anew with FileSku.PREMIUM"),
            of(
                    "update service endpoints failed",
                    "the driver may not write the subnets of the network, which NFS needs",
                    "name the nodes' subnet in the class, and give the control plane's identity Network Contributor on it;"
                            + " or use a private endpoint"),
            of(
                    "AuthorizationFailed|does not have authorization|AuthorizationPermissionMismatch|LinkedAuthorizationFailed",
                    "the identity of the cluster lacks a right in Azure",
                    "grant it where the message says; StorageAccess and ControlPlaneIdentity bring the assignments"),
            of(
                    "QuotaExceeded|exceeding approved|StorageAccountsQuotaExceeded|OperationNotAllowed.*quota",
                    "a quota of the subscription is used up",
                    "raise the quota of the region, or remove what is not used"),
            of(
                    "ZonalAllocationFailed|AllocationFailed|SkuNotAvailable|not available in location",
                    "the region or zone has none of this type to give now",
                    "use another type, or another zone"),
            of(
                    "ProvisioningDisabled|is not supported .*StorageAccount|sku\\.name \\(([^)]+)\\)",
                    "there is no type of storage account like that",
                    "make the storage class anew with a type that Azure has"),
            of(
                    "volume node affinity conflict",
                    "its volume lies in a zone where no node can take the pod",
                    "add a node in that zone, or use a type that is copied across zones"),
            of(
                    "exceed max volume count|node\\(s\\) exceed max",
                    "the nodes attach no more disks than their VM size allows",
                    "add nodes, use a larger VM size, or put several volumes into one"),
            of("unbound immediate PersistentVolumeClaims", "a claim of it has no volume yet", "look at the claims"),
            of(
                    "Multi-Attach error",
                    "another node holds the disk still",
                    "wait until the old pod is gone; a node that is lost is detached from after 6 minutes, or at once when"
                            + " it carries the taint node.kubernetes.io/out-of-service"),
            of(
                    "cach\\w+.*(Ultra|shared|maxShares)|Ultra.*cach",
                    "Azure attaches Ultra and shared disks without a cache only",
                    "make the class and the volume anew with cachingMode None"),
            of(
                    "UltraSSD|ultraSSDEnabled|additionalCapabilities",
                    "the node's pool has Ultra SSD switched off",
                    "run the pod in a pool with Ultra SSD, in zones"),
            of(
                    "maximum number of data disks|MaxDataDisks|DataDisk.*exceed",
                    "the node has as many disks as its VM size allows",
                    "move pods to other nodes, or use a larger VM size"),
            of(
                    "AttachVolume\\.Attach failed .*(NotFound|not found|404)",
                    "the disk of the volume does not exist any more",
                    "restore it under its id, or remove volume and claim"),
            of(
                    "mount\\.nfs|mount error.*2049|access denied by server",
                    "the NFS server does not let the node in",
                    "let the nodes' subnet into the account, by a service endpoint or a private endpoint, with transport"
                            + " without TLS allowed"),
            of(
                    "mount error\\(13\\)|Permission denied|STATUS_LOGON_FAILURE|AuthenticationFailed|KeyBasedAuthenticationNotPermitted",
                    "the account does not take the key or identity that it is mounted with",
                    "check the secret; for an account without keys mount with an identity that has a role on it"),
            of(
                    "mount error\\(112\\)|Host is down|no such host|connection timed out|could not resolve",
                    "the node does not reach the account",
                    "check private endpoint, private DNS zone and the account's network rules"),
            of(
                    "wrong fs type|unknown filesystem|mkfs|fsType",
                    "the node cannot make or read the file system",
                    "use ext4 or xfs on Linux, ntfs on Windows"),
            of(
                    "secret \"?([^\"]+)\"? not found|couldn't get secret",
                    "the secret that it is mounted with is not there",
                    "create it in the namespace that the volume names"),
            of(
                    "timed out waiting for the condition|context deadline exceeded",
                    "attaching or mounting takes longer than Kubernetes waits; it tries again",
                    "look at older events of the pod for the first failure"));

    private static VolumeCause of(String text, String because, String toDo) {
        return new VolumeCause(Pattern.compile(text, Pattern.CASE_INSENSITIVE), because, toDo);
    }

    /** Returns what stands behind a text, if that is known. */
    static Optional<VolumeCause> of(String event) {
        return KNOWN.stream()
                .map(cause -> cause.read(event))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<VolumeCause> read(String event) {
        Matcher match = text.matcher(event);
        if (!match.find()) {
            return Optional.empty();
        }
        String words = because;
        for (int group = 1; group <= match.groupCount(); group++) {
            words = words.replace("$" + group, match.group(group) == null ? "" : match.group(group));
        }
        return Optional.of(new VolumeCause(text, words, toDo));
    }
}
