package dev.aks4j.core.group;

import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Spec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Says what a resource group should be. Other specs take it as the place they live in. Immutable and thread-safe.
 *
 * <pre>{@code ResourceGroupSpec group = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE); }</pre>
 */
public final class ResourceGroupSpec implements Spec {

    private final String name;
    private final Region region;
    private final Map<String, String> tags;
    private final ResourceId id;

    private ResourceGroupSpec(Builder builder) {
        this.name = builder.name;
        this.region = builder.region;
        this.tags = Map.copyOf(builder.tags);
        InvalidSpecException.throwIfAny("resource group " + name, Rule.all(GroupRules.ALL, this));
        this.id = ResourceId.group(name);
    }

    /**
     * Returns a resource group without tags.
     *
     * @throws InvalidSpecException if Azure would refuse the name
     */
    public static ResourceGroupSpec of(String name, Region region) {
        return builder(name, region).build();
    }

    /** Starts a resource group. */
    public static Builder builder(String name, Region region) {
        return new Builder(Objects.requireNonNull(name), Objects.requireNonNull(region));
    }

    /** Returns the rules of resource groups that no other resource has. */
    public static List<Rule<?>> rules() {
        return List.of(GroupRules.NAME);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the region, in which resources live that name no other. */
    public Region region() {
        return region;
    }

    /** Returns the tags. */
    public Map<String, String> tags() {
        return tags;
    }

    /** Returns the id, without a subscription. */
    public ResourceId id() {
        return id;
    }

    @Override
    public Address address() {
        return Address.azure(id);
    }

    @Override
    public ResourceKind<?> kind() {
        return ResourceGroupKind.INSTANCE;
    }

    @Override
    public String toString() {
        return "resource group " + name;
    }

    /** Builds a {@link ResourceGroupSpec}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final Region region;
        private final Map<String, String> tags = new LinkedHashMap<>();

        private Builder(String name, Region region) {
            this.name = name;
            this.region = region;
        }

        /** Adds a tag; at most 50, names up to 512 and values up to 256 characters. */
        public Builder tag(String key, String value) {
            tags.put(Objects.requireNonNull(key), Objects.requireNonNull(value));
            return this;
        }

        /**
         * Checks and builds.
         *
         * @throws InvalidSpecException with every problem
         */
        public ResourceGroupSpec build() {
            return new ResourceGroupSpec(this);
        }
    }
}
