package dev.aks4j.storage;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Spec;
import java.util.Objects;

/**
 * Says that a Kubernetes secret holds the key of a storage account, as the drivers of shares and containers read it. The key
 * is fetched when the secret is written and never shown: not by the plan, not by the ledger, not by an error. A plan notices
 * a key that was renewed by the time of its creation, and then writes the secret anew. Whoever applies the plan needs the
 * right to list the account's keys. Better is no key at all: see {@code noSharedKeys()}. Immutable and thread-safe.
 *
 * <pre>{@code
 * AccountKeySpec key = AccountKeySpec.builder("documents-key", "shop", account).build();
 * PersistentVolumeSpec volume = PersistentVolumeSpec.ofShare("documents", share).secret(key).build();
 * Plan plan = aks.plan(account, share, cluster, key.on(cluster), volume.on(cluster));
 * }</pre>
 */
public final class AccountKeySpec {

    private final String name;
    private final String namespace;
    private final StorageAccountSpec account;
    private final int key;

    private AccountKeySpec(Builder builder) {
        name = builder.name;
        namespace = builder.namespace;
        account = builder.account;
        key = builder.key;
    }

    /**
     * Starts a secret with the first key of an account.
     *
     * @param name the secret's name
     * @param namespace its namespace
     * @param account the account, with shared keys
     */
    public static Builder builder(String name, String namespace, StorageAccountSpec account) {
        return new Builder(name, namespace, account);
    }

    /** Returns this secret as one that should exist on a cluster. */
    public Spec on(ClusterSpec cluster) {
        return on(cluster.id());
    }

    /** Returns this secret as one that should exist on a cluster. */
    public Spec on(ResourceId cluster) {
        return new PlacedAccountKey(this, cluster);
    }

    /** Returns the secret's name. */
    public String name() {
        return name;
    }

    /** Returns the secret's namespace. */
    public String namespace() {
        return namespace;
    }

    /** Returns the account whose key it holds. */
    public StorageAccountSpec account() {
        return account;
    }

    /** Returns which of the account's two keys it holds: 1 or 2. */
    public int key() {
        return key;
    }

    @Override
    public String toString() {
        return "secret " + namespace + "/" + name + " with a key of " + account.name();
    }

    /** Builds an {@link AccountKeySpec}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final String namespace;
        private final StorageAccountSpec account;
        private int key = 1;

        private Builder(String name, String namespace, StorageAccountSpec account) {
            this.name = Objects.requireNonNull(name);
            this.namespace = Objects.requireNonNull(namespace);
            this.account = Objects.requireNonNull(account);
        }

        /** Holds the second key instead of the first, as while the first one is renewed. */
        public Builder secondKey() {
            key = 2;
            return this;
        }

        AccountKeySpec unchecked() {
            return new AccountKeySpec(this);
        }

        /**
         * Builds the secret.
         *
         * @throws InvalidSpecException if it breaks a rule; carries every problem
         */
        public AccountKeySpec build() {
            AccountKeySpec spec = unchecked();
            InvalidSpecException.throwIfAny(spec.toString(), Rule.all(AccountKeyRules.ALL, spec));
            return spec;
        }
    }
}
