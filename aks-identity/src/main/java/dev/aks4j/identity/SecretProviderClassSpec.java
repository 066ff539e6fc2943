package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says which objects of a key vault pods can mount as files, by the cluster's add-on for key vaults, and as which identity
 * they are read. The identity needs a role on the vault: {@link BuiltInRole#KEY_VAULT_SECRETS_USER} for secrets. Files
 * mounted with a {@code subPath} never change when a secret is rotated. Immutable and thread-safe.
 *
 * <pre>{@code
 * SecretProviderClassSpec secrets = SecretProviderClassSpec.builder("orders", "shop-ns", cluster, "kv-shop")
 *     .asWorkload(orders.identity())
 *     .object(VaultObject.secret("database-password"))
 *     .build();
 * }</pre>
 */
public final class SecretProviderClassSpec implements Spec {

    private final String name;
    private final String namespace;
    private final ResourceId cluster;
    private final String vault;
    private final VaultReader reader;
    private final Optional<String> tenant;
    private final List<VaultObject> objects;
    private final List<SyncedSecret> secrets;
    private final Optional<String> cloudName;
    private final Optional<String> cloudFile;

    private SecretProviderClassSpec(Reading builder) {
        this.name = builder.start.name;
        this.namespace = builder.start.namespace;
        this.cluster = builder.start.cluster;
        this.vault = builder.start.vault;
        this.reader = builder.reader;
        this.tenant = Optional.ofNullable(builder.tenant);
        this.objects = List.copyOf(builder.objects);
        this.secrets = List.copyOf(builder.secrets);
        this.cloudName = Optional.ofNullable(builder.cloudName);
        this.cloudFile = Optional.ofNullable(builder.cloudFile);
        InvalidSpecException.throwIfAny(toString(), Rule.all(SecretProviderClassRules.ALL, this));
    }

    /**
     * Starts a class.
     *
     * @param name name of the class
     * @param namespace the namespace of the pods, which has to exist
     * @param cluster the cluster, with the add-on for key vaults
     * @param vault name of the key vault
     */
    public static Builder builder(String name, String namespace, ClusterSpec cluster, String vault) {
        return builder(name, namespace, cluster.id(), vault);
    }

    /** Starts a class in a cluster that is named by its id. */
    public static Builder builder(String name, String namespace, ResourceId cluster, String vault) {
        return new Builder(name, namespace, cluster, vault);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the namespace. */
    public String namespace() {
        return namespace;
    }

    /** Returns the cluster. */
    public ResourceId cluster() {
        return cluster;
    }

    /** Returns the name of the key vault. */
    public String vault() {
        return vault;
    }

    /** Returns the objects, in the order given. */
    public List<VaultObject> objects() {
        return objects;
    }

    /** Returns the Kubernetes secrets that are kept equal to files. */
    public List<SyncedSecret> secrets() {
        return secrets;
    }

    /** Returns the cloud that the vault is in; empty for the one of the cluster. */
    public Optional<String> cloudName() {
        return cloudName;
    }

    /** Returns who reads the vault, in a few words. */
    String reader() {
        return reader.label();
    }

    ResourceId readerResource() {
        return reader.resource();
    }

    boolean saysTenant() {
        return tenant.isPresent();
    }

    void fill(Json.ObjectBuilder manifest, Scope scope) {
        Json.ObjectBuilder content = manifest.putObject("spec").put("provider", "azure");
        if (!secrets.isEmpty()) {
            content.put(
                    "secretObjects", secrets.stream().map(SyncedSecret::toJson).toList());
        }
        Json.ObjectBuilder parameters = content.putObject("parameters");
        parameters.put("usePodIdentity", "false");
        parameters.put("useVMManagedIdentity", String.valueOf(!reader.isWorkload()));
        parameters.put(
                reader.isWorkload() ? "clientID" : "userAssignedIdentityID",
                reader.clientId().inSubscription(scope.subscriptionId()).toJson());
        if (reader.isBound()) {
            parameters.put("useAzureTokenProxy", "true");
        }
        cloudName.ifPresent(text -> parameters.put("cloudName", text));
        cloudFile.ifPresent(text -> parameters.put("cloudEnvFileName", text));
        parameters.put("keyvaultName", vault);
        if (tenant.isPresent()) {
            parameters.put("tenantId", tenant.get());
        } else {
            parameters.put(
                    "tenantId",
                    reader.tenantId().inSubscription(scope.subscriptionId()).toJson());
        }
        parameters.put(
                "objects", objects.stream().map(VaultObject::yaml).collect(Collectors.joining("", "array:\n", "")));
    }

    @Override
    public Address address() {
        return Address.kubernetes(
                cluster, SecretProviderClassKind.INSTANCE.apiVersion(), "SecretProviderClass", namespace, name);
    }

    @Override
    public ResourceKind<?> kind() {
        return SecretProviderClassKind.INSTANCE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretProviderClassSpec spec
                && address().equals(spec.address())
                && vault.equals(spec.vault)
                && reader.equals(spec.reader)
                && tenant.equals(spec.tenant)
                && objects.equals(spec.objects)
                && secrets.equals(spec.secrets)
                && cloudName.equals(spec.cloudName)
                && cloudFile.equals(spec.cloudFile);
    }

    @Override
    public int hashCode() {
        return address().hashCode();
    }

    @Override
    public String toString() {
        return "secret provider class " + namespace + "/" + name;
    }

    /** Who reads the vault. */
    record VaultReader(
            String label,
            boolean isWorkload,
            boolean isBound,
            ResourceId resource,
            LateValue clientId,
            LateValue tenantId) {}

    /** A class before it is said who reads the vault. Immutable. */
    public static final class Builder {
        private final String name;
        private final String namespace;
        private final ResourceId cluster;
        private final String vault;

        private Builder(String name, String namespace, ResourceId cluster, String vault) {
            this.name = Objects.requireNonNull(name);
            this.namespace = Objects.requireNonNull(namespace);
            this.cluster = Objects.requireNonNull(cluster);
            this.vault = Objects.requireNonNull(vault);
        }

        /** Reads the vault as the identity of the pods' service account; see {@link WorkloadIdentity}. */
        public Reading asWorkload(ManagedIdentitySpec identity) {
            return new Reading(this, of(identity, true, false));
        }

        /** Reads the vault as the identity that an identity binding gives the pods; see {@link IdentityBindingSpec}. */
        public Reading asBoundWorkload(ManagedIdentitySpec identity) {
            return new Reading(this, of(identity, true, true));
        }

        /** Reads the vault as an identity that the nodes have. */
        public Reading asNodes(ManagedIdentitySpec identity) {
            return new Reading(this, of(identity, false, false));
        }

        /** Reads the vault as the identity that the add-on brings along; see {@link Principal#keyVaultAddonOf}. */
        public Reading asAddon() {
            return new Reading(
                    this,
                    new VaultReader(
                            "the add-on",
                            false,
                            false,
                            cluster,
                            ClusterLateValues.late(cluster, ClusterLateValues.VAULT_ADDON + "/identity/clientId"),
                            ClusterLateValues.late(cluster, "/identity/tenantId")));
        }

        private static VaultReader of(ManagedIdentitySpec identity, boolean isWorkload, boolean isBound) {
            return new VaultReader(
                    identity.name(), isWorkload, isBound, identity.id(), identity.clientId(), identity.tenantId());
        }
    }

    /** Builds a {@link SecretProviderClassSpec}. Not thread-safe. */
    public static final class Reading {
        private final Builder start;
        private final VaultReader reader;
        private final List<VaultObject> objects = new ArrayList<>();
        private final List<SyncedSecret> secrets = new ArrayList<>();
        private @Nullable String tenant;
        private @Nullable String cloudName;
        private @Nullable String cloudFile;

        private Reading(Builder start, VaultReader reader) {
            this.start = start;
            this.reader = reader;
        }

        /** Adds an object. */
        public Reading object(VaultObject object) {
            objects.add(Objects.requireNonNull(object));
            return this;
        }

        /** Keeps a Kubernetes secret equal to some of the files. */
        public Reading sync(SyncedSecret secret) {
            secrets.add(Objects.requireNonNull(secret));
            return this;
        }

        /**
         * Sets the cloud that the vault is in, for example {@code AzureUSGovernmentCloud}. Default: the cluster's.
         *
         * @param name a name of the Azure SDK for Go; case does not count
         */
        public Reading cloud(String name) {
            cloudName = Objects.requireNonNull(name);
            return this;
        }

        /** Names the file on the nodes that describes a cloud of one's own; the cloud is then AzureStackCloud. */
        public Reading cloudFile(String path) {
            cloudName = "AzureStackCloud";
            cloudFile = Objects.requireNonNull(path);
            return this;
        }

        /** Sets the vault's tenant. Default: that of the identity. */
        public Reading tenant(String tenantId) {
            tenant = Objects.requireNonNull(tenantId);
            return this;
        }

        /**
         * Checks and builds.
         *
         * @throws InvalidSpecException with every problem
         */
        public SecretProviderClassSpec build() {
            return new SecretProviderClassSpec(this);
        }
    }
}
