package dev.aks4j.storage;

import com.azure.resourcemanager.storage.StorageManager;
import com.azure.resourcemanager.storage.fluent.models.StorageAccountInner;
import dev.aks4j.core.Aks;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.ResourceId;

/**
 * The typed way out to the Azure SDK's client for storage accounts, in which file shares and blob containers of classes
 * live. Stateless and thread-safe.
 *
 * <pre>{@code
 * StorageAccountInner account = AzureStorage.manager(aks).serviceClient().getStorageAccounts()
 *     .getByResourceGroup("rg-data", "shopdata");
 * FileClass.builder("shared").storageAccount(AzureStorage.name(account)).build();
 * }</pre>
 */
public final class AzureStorage {

    private AzureStorage() {}

    /** Returns the SDK's client for storage accounts, on the pipeline of {@code aks}. */
    public static StorageManager manager(Aks aks) {
        return aks.azure().manager(StorageManager::authenticate);
    }

    /**
     * Returns the name by which a class names an account that was read.
     *
     * @throws AksException if it was not read from Azure
     */
    public static String name(StorageAccountInner account) {
        return id(account).name();
    }

    /**
     * Returns the id of an account that was read, for example to give a role on it.
     *
     * @throws AksException if it was not read from Azure
     */
    public static ResourceId id(StorageAccountInner account) {
        if (account.id() == null) {
            throw new AksException("The storage account has no id, because it was not read from Azure. Read it with"
                    + " AzureStorage.manager(aks).");
        }
        return ResourceId.parse(account.id());
    }
}
