package dev.aks4j.storage;

import java.util.Optional;
import java.util.stream.Stream;

/** A type of storage account for file shares: {@code skuName} of the file driver. */
public enum FileSku {
    /** Hard disks, in one data centre; the driver's default for SMB. */
    STANDARD("Standard_LRS"),
    /** Hard disks, copied across zones. */
    STANDARD_ZRS("Standard_ZRS"),
    /** Hard disks, copied to a second region. */
    STANDARD_GRS("Standard_GRS"),
    /** Hard disks, copied to a second region, readable there. */
    STANDARD_RAGRS("Standard_RAGRS"),
    /** Hard disks, copied across zones and to a second region. */
    STANDARD_GZRS("Standard_GZRS"),
    /** Hard disks, copied across zones and to a second region, readable there. */
    STANDARD_RAGZRS("Standard_RAGZRS"),
    /** SSDs, in one data centre; the driver's default for NFS. */
    PREMIUM("Premium_LRS"),
    /** SSDs, copied across zones. */
    PREMIUM_ZRS("Premium_ZRS"),
    /** Hard disks with performance set apart from the size, in one data centre. */
    STANDARD_V2("StandardV2_LRS"),
    /** Hard disks with performance set apart from the size, copied across zones. */
    STANDARD_V2_ZRS("StandardV2_ZRS"),
    /** Hard disks with performance set apart from the size, copied to a second region. */
    STANDARD_V2_GRS("StandardV2_GRS"),
    /** Hard disks with performance set apart from the size, copied across zones and to a second region. */
    STANDARD_V2_GZRS("StandardV2_GZRS"),
    /** SSDs with performance set apart from the size, in one data centre. */
    PREMIUM_V2("PremiumV2_LRS"),
    /** SSDs with performance set apart from the size, copied across zones. */
    PREMIUM_V2_ZRS("PremiumV2_ZRS");

    private final String value;

    FileSku(String value) {
        this.value = value;
    }

    static Optional<FileSku> read(String value) {
        return Stream.of(values()).filter(sku -> sku.value.equals(value)).findFirst();
    }

    /** Returns whether the shares are on SSDs. */
    public boolean isPremium() {
        return value.startsWith("Premium");
    }

    /** Returns whether performance is set apart from the size. */
    public boolean isV2() {
        return value.contains("V2");
    }

    /** Returns the smallest share in GiB; the driver raises smaller requests silently. */
    long minGib() {
        if (isV2()) {
            return 32;
        }
        return isPremium() ? 100 : 1;
    }

    /** Returns the value as the driver takes it. */
    @Override
    public String toString() {
        return value;
    }
}
