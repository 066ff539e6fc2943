package dev.aks4j.storage;

import java.util.Optional;
import java.util.stream.Stream;

/** A type of storage account for containers: {@code skuName} of the blob driver. */
public enum BlobSku {
    /** In one data centre; the driver's default. */
    STANDARD("Standard_LRS"),
    /** Copied across zones. */
    STANDARD_ZRS("Standard_ZRS"),
    /** Copied to a second region. */
    STANDARD_GRS("Standard_GRS"),
    /** Copied to a second region, readable there. */
    STANDARD_RAGRS("Standard_RAGRS"),
    /** On SSDs, in one data centre. */
    PREMIUM("Premium_LRS"),
    /** On SSDs, copied across zones. */
    PREMIUM_ZRS("Premium_ZRS");

    private final String value;

    BlobSku(String value) {
        this.value = value;
    }

    static Optional<BlobSku> read(String value) {
        return Stream.of(values()).filter(sku -> sku.value.equals(value)).findFirst();
    }

    /** Returns the value as the driver takes it. */
    @Override
    public String toString() {
        return value;
    }
}
