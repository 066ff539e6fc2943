package dev.aks4j.identity.access;

import java.util.Objects;

/**
 * An action as Azure's roles name it. Azure keeps actions on resources and actions on the data inside them apart: a role with
 * {@code *} among its actions has no right on data. Immutable and thread-safe.
 *
 * @param name the action, for example {@code Microsoft.Storage/storageAccounts/read}; case does not count
 * @param onData whether it is an action on data
 */
public record AzureAction(String name, boolean onData) {

    /** Reads the value of a secret in a key vault. */
    public static final AzureAction READ_SECRET = data("Microsoft.KeyVault/vaults/secrets/getSecret/action");

    /** Reads a blob. */
    public static final AzureAction READ_BLOB =
            data("Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read");

    /** Writes a blob. */
    public static final AzureAction WRITE_BLOB =
            data("Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write");

    /** Pulls an image from a registry. */
    public static final AzureAction PULL_IMAGE = of("Microsoft.ContainerRegistry/registries/pull/read");

    /** Checks that there is a name. */
    public AzureAction {
        Objects.requireNonNull(name);
    }

    /** Returns an action on a resource. */
    public static AzureAction of(String name) {
        return new AzureAction(name, false);
    }

    /** Returns an action on the data inside a resource. */
    public static AzureAction data(String name) {
        return new AzureAction(name, true);
    }

    @Override
    public String toString() {
        return name;
    }
}
