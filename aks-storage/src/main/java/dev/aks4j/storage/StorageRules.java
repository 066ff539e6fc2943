package dev.aks4j.storage;

import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.stream.Stream;

/** The rules of this module, for the page that lists all rules. */
public final class StorageRules {

    private StorageRules() {}

    /** Returns every rule of this module. */
    public static List<Rule<?>> all() {
        return Stream.<List<? extends Rule<?>>>of(
                        ClassRules.ALL,
                        DiskClassRules.ALL,
                        AccountRules.ALL,
                        FileRules.ALL,
                        BlobRules.ALL,
                        StoragePlanRules.CLASSES,
                        ClaimRules.ALL,
                        SnapshotRules.ALL,
                        AttributesRules.ALL,
                        PersistentVolumeRules.ALL,
                        SnapshotObjectRules.ALL,
                        StorageAccountRules.ALL,
                        List.of(StorageAccountRules.CONTAINER),
                        FileShareRules.ALL,
                        ManagedDiskRules.ALL)
                .<Rule<?>>flatMap(List::stream)
                .toList();
    }

    /** Returns the rules that a class of a driver has to keep. */
    static List<Rule<StorageClassSpec>> of(Driver driver) {
        List<List<Rule<StorageClassSpec>>> rules =
                switch (driver) {
                    case DISK -> List.of(ClassRules.ALL, DiskClassRules.ALL);
                    case FILE -> List.of(ClassRules.ALL, AccountRules.ALL, FileRules.ALL);
                    case BLOB -> List.of(ClassRules.ALL, AccountRules.ALL, BlobRules.ALL);
                };
        return rules.stream().flatMap(List::stream).toList();
    }
}
