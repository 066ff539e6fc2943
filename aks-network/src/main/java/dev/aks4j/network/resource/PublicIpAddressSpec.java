package dev.aks4j.network.resource;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says what a static public address should be: for the way out of a cluster, a NAT gateway, or a public service. Only its
 * DNS label, idle timeout and tags change once it exists. Immutable and thread-safe.
 *
 * <pre>{@code PublicIpAddressSpec egress = PublicIpAddressSpec.builder("pip-egress", group).zones(1, 2, 3).build(); }</pre>
 */
public final class PublicIpAddressSpec extends ArmSpec {

    private static final String STAYS = "a public address keeps it; a new one would be another address";

    private static final ArmType<PublicIpAddressSpec> KIND = ArmType.<PublicIpAddressSpec>of(
                    "publicIPAddress", ResourceNames.TYPE + "publicIPAddresses", ResourceNames.API_VERSION)
            .document((address, document) -> document.setOrDefault(
                            "/sku/name", address.saidSku.map(NetworkSku::toString), NetworkSku.STANDARD.toString())
                    .setAll("/zones", address.zones)
                    .set("/properties/publicIPAllocationMethod", "Static")
                    .setOrDefault(
                            "/properties/publicIPAddressVersion",
                            Optional.of("IPv6").filter(six -> address.ipv6),
                            "IPv4")
                    .set("/properties/idleTimeoutInMinutes", address.idleMinutes)
                    .set("/properties/dnsSettings/domainNameLabel", address.label)
                    .reference("/properties/publicIPPrefix", address.prefix))
            .summary(address -> address.sku + (address.ipv6 ? ", IPv6" : ""))
            .recreated("/sku/name", STAYS)
            .recreated("/zones", STAYS)
            .recreated("/properties/publicIPAllocationMethod", STAYS)
            .recreated("/properties/publicIPAddressVersion", STAYS)
            .recreated("/properties/publicIPPrefix", STAYS)
            .undeclared(
                    Undeclared.absent("/properties/dnsSettings/domainNameLabel"),
                    Undeclared.value("/properties/idleTimeoutInMinutes", 4),
                    Undeclared.fixed("/sku/name", "Standard"),
                    Undeclared.fixed("/properties/publicIPAddressVersion", "IPv4"),
                    Undeclared.fixed("/zones"),
                    Undeclared.fixed("/properties/publicIPPrefix"))
            .rules(PublicIpRules.ADDRESS)
            .inPlan(ConflictRules::address)
            .build();

    private final NetworkSku sku;
    private final Optional<NetworkSku> saidSku;
    private final boolean ipv6;
    private final Set<Integer> zones;
    private final Optional<Integer> idleMinutes;
    private final Optional<String> label;
    private final Optional<ResourceId> prefix;

    private PublicIpAddressSpec(Builder builder) {
        super(builder);
        saidSku = builder.sku;
        sku = builder.sku.orElse(NetworkSku.STANDARD);
        ipv6 = builder.ipv6;
        zones = java.util.Collections.unmodifiableSet(new TreeSet<>(builder.zones));
        idleMinutes = builder.idleMinutes;
        label = builder.label;
        prefix = builder.prefix;
    }

    /** Starts a public address. */
    public static Builder builder(String name, ResourceGroupSpec group) {
        return new Builder(name, group.id(), group.region());
    }

    /** Starts a public address in a resource group that exists. */
    public static Builder builder(String name, ResourceId group, Region region) {
        return new Builder(name, group, region);
    }

    /** Returns the SKU. */
    public NetworkSku sku() {
        return sku;
    }

    /** Returns whether it is an address of IPv6. */
    public boolean isIpv6() {
        return ipv6;
    }

    /** Returns the availability zones; empty where Azure decides. */
    public Set<Integer> zones() {
        return zones;
    }

    /** Returns the label of its DNS name, if it has one. */
    public Optional<String> domainNameLabel() {
        return label;
    }

    Optional<Integer> idleMinutes() {
        return idleMinutes;
    }

    Optional<ResourceId> prefix() {
        return prefix;
    }

    @Override
    public ArmType<PublicIpAddressSpec> kind() {
        return KIND;
    }

    /** Builds a {@link PublicIpAddressSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Tagged<PublicIpAddressSpec, Builder> {
        private Optional<NetworkSku> sku = Optional.empty();
        private boolean ipv6;
        private final Set<Integer> zones = new TreeSet<>();
        private Optional<Integer> idleMinutes = Optional.empty();
        private Optional<String> label = Optional.empty();
        private Optional<ResourceId> prefix = Optional.empty();

        private Builder(String name, ResourceId group, Region region) {
            super(name, group, Optional.of(region));
        }

        /** Sets the SKU. Default: {@link NetworkSku#STANDARD}, which load balancers take. */
        public Builder sku(NetworkSku value) {
            sku = Optional.of(value);
            return this;
        }

        /** Makes it an address of IPv6. */
        public Builder ipv6() {
            ipv6 = true;
            return this;
        }

        /** Sets the availability zones. Default: Azure decides, which in regions with zones is all of them. */
        public Builder zones(int... numbers) {
            for (int zone : numbers) {
                zones.add(zone);
            }
            return this;
        }

        /** Sets for how many minutes idle connections are kept, 4 to 30. Default: 4. */
        public Builder idleMinutes(int minutes) {
            idleMinutes = Optional.of(minutes);
            return this;
        }

        /** Gives it the DNS name {@code <label>.<region>.cloudapp.azure.com}. */
        public Builder domainNameLabel(String text) {
            label = Optional.of(text);
            return this;
        }

        /** Takes the address out of a prefix. */
        public Builder prefix(ResourceId id) {
            prefix = Optional.of(id);
            return this;
        }

        /** Takes the address out of a prefix. */
        public Builder prefix(PublicIpPrefixSpec spec) {
            return prefix(spec.id());
        }

        @Override
        protected PublicIpAddressSpec create() {
            return new PublicIpAddressSpec(this);
        }
    }
}
