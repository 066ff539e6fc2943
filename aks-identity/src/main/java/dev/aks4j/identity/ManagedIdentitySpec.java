package dev.aks4j.identity;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Spec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Says what a user-assigned managed identity should be: an identity in Microsoft Entra ID that has no password and lives
 * as an Azure resource. Immutable and thread-safe.
 *
 * <pre>{@code ManagedIdentitySpec identity = ManagedIdentitySpec.of("id-orders", group); }</pre>
 */
public final class ManagedIdentitySpec implements Spec {

    private final String name;
    private final ResourceId id;
    private final Region region;
    private final Map<String, String> tags;

    private ManagedIdentitySpec(String name, ResourceId group, Region region, Map<String, String> tags) {
        this.name = name;
        this.region = region;
        this.tags = Map.copyOf(tags);
        InvalidSpecException.throwIfAny("managed identity " + name, ManagedIdentityRules.check(name, this.tags));
        this.id = id(group, name);
    }

    /**
     * Returns an identity in the group's region, without tags.
     *
     * @throws InvalidSpecException if Azure would refuse the name
     */
    public static ManagedIdentitySpec of(String name, ResourceGroupSpec group) {
        return builder(name, group).build();
    }

    /** Starts an identity. */
    public static Builder builder(String name, ResourceGroupSpec group) {
        return new Builder(name, group.id(), group.region());
    }

    static ManagedIdentitySpec of(String name, ResourceId group, Region region) {
        return new ManagedIdentitySpec(name, group, region, Map.of());
    }

    static ResourceId id(ResourceId group, String name) {
        return group.child("Microsoft.ManagedIdentity/userAssignedIdentities", name);
    }

    /** Returns the object id of an existing identity, under which it gets roles. */
    static LateValue principalId(ResourceId identity) {
        return new LateValue(identity, ManagedIdentityKind.API_VERSION, "/properties/principalId");
    }

    /** Returns the client id of an existing identity, under which it signs in. */
    static LateValue clientId(ResourceId identity) {
        return new LateValue(identity, ManagedIdentityKind.API_VERSION, "/properties/clientId");
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the id, without a subscription. */
    public ResourceId id() {
        return id;
    }

    /** Returns the region. */
    public Region region() {
        return region;
    }

    /** Returns the tags. */
    public Map<String, String> tags() {
        return tags;
    }

    /** Returns the object id in Microsoft Entra ID, under which it gets roles; known once the identity exists. */
    public LateValue principalId() {
        return principalId(id);
    }

    /** Returns the client id, under which workloads sign in; known once the identity exists. */
    public LateValue clientId() {
        return clientId(id);
    }

    /** Returns the tenant; known once the identity exists. */
    public LateValue tenantId() {
        return new LateValue(id, ManagedIdentityKind.API_VERSION, "/properties/tenantId");
    }

    @Override
    public Address address() {
        return Address.azure(id);
    }

    @Override
    public ResourceKind<?> kind() {
        return ManagedIdentityKind.INSTANCE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ManagedIdentitySpec spec
                && id.equals(spec.id)
                && region.equals(spec.region)
                && tags.equals(spec.tags);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "managed identity " + name;
    }

    /** Builds a {@link ManagedIdentitySpec}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final ResourceId group;
        private final Map<String, String> tags = new LinkedHashMap<>();
        private Region region;

        private Builder(String name, ResourceId group, Region region) {
            this.name = Objects.requireNonNull(name);
            this.group = group;
            this.region = region;
        }

        /** Sets the region. Default: the group's. */
        public Builder region(Region region) {
            this.region = Objects.requireNonNull(region);
            return this;
        }

        /** Adds a tag. */
        public Builder tag(String key, String value) {
            tags.put(Objects.requireNonNull(key), Objects.requireNonNull(value));
            return this;
        }

        /**
         * Checks and builds.
         *
         * @throws InvalidSpecException with every problem
         */
        public ManagedIdentitySpec build() {
            return new ManagedIdentitySpec(name, group, region, tags);
        }
    }
}
