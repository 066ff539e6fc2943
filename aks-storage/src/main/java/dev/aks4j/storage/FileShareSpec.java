package dev.aks4j.storage;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Says what a file share should be: its size, and over which protocol it is mounted. Its files are gone with it, so a plan
 * removes it only with {@code PlanOptions.allowDataLoss(id)}. Immutable and thread-safe.
 *
 * <pre>{@code FileShareSpec data = FileShareSpec.builder("data", account, 256).nfs().build(); }</pre>
 */
public final class FileShareSpec extends ArmSpec {

    static final ArmType<FileShareSpec> TYPE = ArmType.<FileShareSpec>of(
                    "fileShare",
                    "Microsoft.Storage/storageAccounts/fileServices/shares",
                    StorageAccountSpec.API_VERSION)
            .document((share, document) -> {
                document.set("/properties/shareQuota", share.sizeGib)
                        .setOrDefault(
                                "/properties/enabledProtocols",
                                Optional.of("NFS").filter(nfs -> share.isNfs()),
                                "SMB")
                        .set("/properties/rootSquash", share.rootSquash.map(FileClass.RootSquash::toString))
                        .set("/properties/accessTier", share.accessTier.map(FileClass.AccessTier::toString));
                share.iops.ifPresent(iops -> document.set("/properties/provisionedIops", iops));
                share.bandwidth.ifPresent(
                        mebibytes -> document.set("/properties/provisionedBandwidthMibps", mebibytes));
            })
            .summary(share ->
                    share.sizeGib + " GiB, " + (share.isNfs() ? "NFS" : "SMB") + ", in " + share.account.name())
            .requires(share -> Stream.of(share.account.id()))
            .recreated("/properties/enabledProtocols", "a share keeps its protocol")
            .undeclared(
                    Undeclared.fixed("/properties/enabledProtocols", "SMB"),
                    Undeclared.value("/properties/rootSquash", "NoRootSquash").secure(),
                    Undeclared.value("/properties/accessTier", "TransactionOptimized", "Premium"))
            .judge(FileShareSpec::judge)
            .rules(FileShareRules.ALL)
            .holdsData()
            .build();

    final StorageAccountSpec account;
    final long sizeGib;
    final boolean nfs;
    final Optional<FileClass.RootSquash> rootSquash;
    final Optional<FileClass.AccessTier> accessTier;
    final OptionalInt iops;
    final OptionalInt bandwidth;

    private FileShareSpec(Builder builder) {
        super(builder);
        account = builder.account;
        sizeGib = builder.sizeGib;
        nfs = builder.nfs;
        rootSquash = builder.rootSquash;
        accessTier = builder.accessTier;
        iops = builder.iops;
        bandwidth = builder.bandwidth;
    }

    /**
     * Starts a share.
     *
     * @param name 3-63 lower-case letters, digits and single hyphens
     * @param account the account that it lies in
     * @param sizeGib its size in GiB: 100 or more in a premium account, 32 or more in one of a v2 type; it can grow, and in
     *     premium accounts shrink
     */
    public static Builder builder(String name, StorageAccountSpec account, long sizeGib) {
        return new Builder(name, account, sizeGib);
    }

    @Override
    public ArmType<FileShareSpec> kind() {
        return TYPE;
    }

    /** Returns the account that the share lies in. */
    public StorageAccountSpec account() {
        return account;
    }

    /** Returns the size in GiB. */
    public long sizeGib() {
        return sizeGib;
    }

    /** Returns whether the share is mounted over NFS instead of SMB. */
    public boolean isNfs() {
        return nfs;
    }

    private static Optional<Difference> judge(FileShareSpec spec, Difference difference, Json live) {
        boolean size = difference.path().equals("/properties/shareQuota");
        return size && difference.after().asInt(0) < difference.before().asInt(0)
                ? Optional.of(difference.with(
                        Change.FORBIDDEN,
                        "a plan does not shrink a share, which may hold more; ask for at least what it has"))
                : Optional.of(difference);
    }

    /** Builds a {@link FileShareSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Builder<FileShareSpec, Builder> {
        private final StorageAccountSpec account;
        private final long sizeGib;
        private boolean nfs;
        private Optional<FileClass.RootSquash> rootSquash = Optional.empty();
        private Optional<FileClass.AccessTier> accessTier = Optional.empty();
        private OptionalInt iops = OptionalInt.empty();
        private OptionalInt bandwidth = OptionalInt.empty();

        private Builder(String name, StorageAccountSpec account, long sizeGib) {
            super(name, account.service("fileServices"), Optional.empty());
            this.account = account;
            this.sizeGib = sizeGib;
        }

        /** Mounts over NFS 4.1 instead of SMB; premium accounts with {@code nfsShares()} only. Cannot be changed. */
        public Builder nfs() {
            nfs = true;
            return this;
        }

        /** Sets how NFS treats the user root. */
        public Builder rootSquash(FileClass.RootSquash squash) {
            rootSquash = Optional.of(squash);
            return this;
        }

        /** Sets how warm the share is; accounts of the kind StorageV2 only. */
        public Builder accessTier(FileClass.AccessTier tier) {
            accessTier = Optional.of(tier);
            return this;
        }

        /** Sets the I/O operations of a second; v2 types only. */
        public Builder provisionedIops(int operations) {
            iops = OptionalInt.of(operations);
            return this;
        }

        /** Sets the throughput in MiB of a second; v2 types only. */
        public Builder provisionedBandwidth(int mebibytes) {
            bandwidth = OptionalInt.of(mebibytes);
            return this;
        }

        @Override
        protected FileShareSpec create() {
            return new FileShareSpec(this);
        }
    }
}
