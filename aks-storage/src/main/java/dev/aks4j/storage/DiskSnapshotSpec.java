package dev.aks4j.storage;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says that there is a snapshot of a managed disk, taken when it is made. Its data is gone with it, so a plan removes it
 * only with {@code PlanOptions.allowDataLoss(id)}. Immutable and thread-safe.
 *
 * <pre>{@code DiskSnapshotSpec before = DiskSnapshotSpec.builder("before-upgrade", group, archive.id()).build(); }</pre>
 */
public final class DiskSnapshotSpec extends ArmSpec {

    static final ArmType<DiskSnapshotSpec> TYPE = ArmType.<DiskSnapshotSpec>of(
                    "snapshot", "Microsoft.Compute/snapshots", ManagedDiskSpec.API_VERSION)
            .document((snapshot, document) -> document.setOrDefault(
                            "/sku/name",
                            Optional.of("Standard_ZRS").filter(said -> snapshot.zoneRedundant),
                            "Standard_LRS")
                    .setSwitch("/properties/incremental", !snapshot.full, true)
                    .set("/properties/creationData/createOption", "Copy")
                    .set("/properties/creationData/sourceResourceId", snapshot.disk)
                    .setDefault("/properties/networkAccessPolicy", "DenyAll")
                    .setDefault("/properties/publicNetworkAccess", "Disabled"))
            .summary(snapshot -> "of " + snapshot.disk.name() + (snapshot.full ? ", full" : ", incremental"))
            .requires(snapshot -> Stream.of(snapshot.disk))
            .recreated("/properties/creationData", "a snapshot is taken once")
            .recreated("/properties/incremental", "a snapshot is incremental or not from the beginning")
            .undeclared(
                    Undeclared.fixed("/sku/name", "Standard_LRS"),
                    Undeclared.fixed("/properties/incremental", true),
                    Undeclared.value("/properties/networkAccessPolicy", "DenyAll")
                            .secure(),
                    Undeclared.value("/properties/publicNetworkAccess", "Disabled")
                            .secure())
            .holdsData()
            .build();

    private final ResourceId disk;
    private final boolean full;
    private final boolean zoneRedundant;

    private DiskSnapshotSpec(Builder builder) {
        super(builder);
        disk = builder.disk;
        full = builder.full;
        zoneRedundant = builder.zoneRedundant;
    }

    /** Starts a snapshot of a disk, incremental and in one zone. */
    public static Builder builder(String name, ResourceGroupSpec group, ResourceId disk) {
        return new Builder(name, group, disk);
    }

    @Override
    public ArmType<DiskSnapshotSpec> kind() {
        return TYPE;
    }

    /** Returns the disk that it was taken of. */
    public ResourceId disk() {
        return disk;
    }

    /** Builds a {@link DiskSnapshotSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Tagged<DiskSnapshotSpec, Builder> {
        private final ResourceId disk;
        private boolean full;
        private boolean zoneRedundant;

        private Builder(String name, ResourceGroupSpec group, ResourceId disk) {
            super(name, group);
            this.disk = disk;
        }

        /** Copies the whole disk instead of what changed. */
        public Builder full() {
            full = true;
            return this;
        }

        /** Keeps the snapshot in all zones. */
        public Builder zoneRedundant() {
            zoneRedundant = true;
            return this;
        }

        @Override
        protected DiskSnapshotSpec create() {
            return new DiskSnapshotSpec(this);
        }
    }
}
