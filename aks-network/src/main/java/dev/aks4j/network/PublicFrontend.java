package dev.aks4j.network;

import dev.aks4j.core.model.ResourceId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the public address of a {@link LoadBalancerService} comes from, and how it is called. Immutable and thread-safe.
 *
 * @param name an existing public IPv4 address, by its name
 * @param ipv6Name an existing public IPv6 address, by its name
 * @param prefix a prefix that a new IPv4 address is cut from
 * @param ipv6Prefix a prefix that a new IPv6 address is cut from
 * @param dnsLabel the first label of the address's domain name
 * @param resourceGroup the resource group of the public address; the cluster's node resource group if it is not set
 * @param tags Azure tags of a new address
 * @param ipTags network tags of a new address, for example {@code RoutingPreference=Internet}
 */
public record PublicFrontend(
        Optional<String> name,
        Optional<String> ipv6Name,
        Optional<ResourceId> prefix,
        Optional<ResourceId> ipv6Prefix,
        Optional<String> dnsLabel,
        Optional<String> resourceGroup,
        Map<String, String> tags,
        Map<String, String> ipTags) {

    static final PublicFrontend NONE = new Builder().build();

    /** Copies the maps. */
    public PublicFrontend {
        tags = Map.copyOf(tags);
        ipTags = Map.copyOf(ipTags);
    }

    /** Builds a {@link PublicFrontend}. Not thread-safe. */
    public static final class Builder {
        private Optional<String> name = Optional.empty();
        private Optional<String> ipv6Name = Optional.empty();
        private Optional<ResourceId> prefix = Optional.empty();
        private Optional<ResourceId> ipv6Prefix = Optional.empty();
        private Optional<String> dnsLabel = Optional.empty();
        private Optional<String> resourceGroup = Optional.empty();
        private final Map<String, String> tags = new LinkedHashMap<>();
        private final Map<String, String> ipTags = new LinkedHashMap<>();

        Builder() {}

        /** Takes an existing public IPv4 address of the node resource group, or of {@link #resourceGroup}. */
        public Builder name(String publicIp) {
            name = Optional.of(publicIp);
            return this;
        }

        /** Takes an existing public IPv6 address. */
        public Builder ipv6Name(String publicIp) {
            ipv6Name = Optional.of(publicIp);
            return this;
        }

        /** Cuts a new IPv4 address from a prefix. */
        public Builder prefix(ResourceId id) {
            prefix = Optional.of(id);
            return this;
        }

        /** Cuts a new IPv6 address from a prefix. */
        public Builder ipv6Prefix(ResourceId id) {
            ipv6Prefix = Optional.of(id);
            return this;
        }

        /** Sets the first label of the domain name: 3 to 63 lower-case letters, digits and hyphens. */
        public Builder dnsLabel(String label) {
            dnsLabel = Optional.of(label);
            return this;
        }

        /** Sets the resource group of the public address. */
        public Builder resourceGroup(String group) {
            resourceGroup = Optional.of(group);
            return this;
        }

        /** Tags a new address. */
        public Builder tag(String key, String value) {
            tags.put(key, value);
            return this;
        }

        /** Sets a network tag of a new address, for example {@code RoutingPreference}, {@code Internet}. */
        public Builder ipTag(String key, String value) {
            ipTags.put(key, value);
            return this;
        }

        PublicFrontend build() {
            return new PublicFrontend(name, ipv6Name, prefix, ipv6Prefix, dnsLabel, resourceGroup, tags, ipTags);
        }
    }
}
