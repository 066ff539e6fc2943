package dev.aks4j.storage;

import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says what a blob container should be; nobody reads it without a role or a key. Its blobs are gone with it, so a plan
 * removes it only with {@code PlanOptions.allowDataLoss(id)}. Immutable and thread-safe.
 *
 * <pre>{@code BlobContainerSpec lake = BlobContainerSpec.builder("lake", account).build(); }</pre>
 */
public final class BlobContainerSpec extends ArmSpec {

    static final ArmType<BlobContainerSpec> TYPE = ArmType.<BlobContainerSpec>of(
                    "blobContainer",
                    "Microsoft.Storage/storageAccounts/blobServices/containers",
                    StorageAccountSpec.API_VERSION)
            .document((container, document) -> document.set("/properties/publicAccess", "None"))
            .summary(container -> "in " + container.account.name())
            .requires(container -> Stream.of(container.account.id()))
            .rules(List.of(StorageAccountRules.CONTAINER))
            .holdsData()
            .build();

    private final StorageAccountSpec account;

    private BlobContainerSpec(Builder builder) {
        super(builder);
        account = builder.account;
    }

    /**
     * Starts a container.
     *
     * @param name 3-63 lower-case letters, digits and single hyphens
     * @param account the account that it lies in
     */
    public static Builder builder(String name, StorageAccountSpec account) {
        return new Builder(name, account);
    }

    @Override
    public ArmType<BlobContainerSpec> kind() {
        return TYPE;
    }

    /** Returns the account that the container lies in. */
    public StorageAccountSpec account() {
        return account;
    }

    /** Builds a {@link BlobContainerSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Builder<BlobContainerSpec, Builder> {
        private final StorageAccountSpec account;

        private Builder(String name, StorageAccountSpec account) {
            super(name, account.service("blobServices"), Optional.empty());
            this.account = account;
        }

        @Override
        protected BlobContainerSpec create() {
            return new BlobContainerSpec(this);
        }
    }
}
