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
 * Says what a range of public addresses that follow each other should be. Only its tags change once it exists. Immutable
 * and thread-safe.
 *
 * <pre>{@code PublicIpPrefixSpec egress = PublicIpPrefixSpec.builder("ippre-egress", group, 30).build(); }</pre>
 */
public final class PublicIpPrefixSpec extends ArmSpec {

    private static final String STAYS = "a prefix keeps it; a new one would be other addresses";

    private static final ArmType<PublicIpPrefixSpec> KIND = ArmType.<PublicIpPrefixSpec>of(
                    "publicIPPrefix", ResourceNames.TYPE + "publicIPPrefixes", ResourceNames.API_VERSION)
            .document((prefix, document) -> document.setOrDefault(
                            "/sku/name", prefix.saidSku.map(NetworkSku::toString), NetworkSku.STANDARD.toString())
                    .setAll("/zones", prefix.zones)
                    .set("/properties/prefixLength", prefix.length)
                    .setOrDefault(
                            "/properties/publicIPAddressVersion",
                            Optional.of("IPv6").filter(six -> prefix.isIpv6()),
                            "IPv4"))
            .undeclared(
                    Undeclared.fixed("/sku/name", "Standard"),
                    Undeclared.fixed("/properties/publicIPAddressVersion", "IPv4"),
                    Undeclared.fixed("/zones"))
            .summary(prefix -> "/" + prefix.length + ", " + prefix.sku)
            .recreated("/sku/name", STAYS)
            .recreated("/zones", STAYS)
            .recreated("/properties", STAYS)
            .rules(PublicIpRules.PREFIX)
            .build();

    private final int length;
    private final NetworkSku sku;
    private final Optional<NetworkSku> saidSku;
    private final boolean ipv6;
    private final Set<Integer> zones;

    private PublicIpPrefixSpec(Builder builder) {
        super(builder);
        length = builder.length;
        saidSku = builder.sku;
        sku = builder.sku.orElse(NetworkSku.STANDARD);
        ipv6 = builder.ipv6;
        zones = java.util.Collections.unmodifiableSet(new TreeSet<>(builder.zones));
    }

    /**
     * Starts a prefix.
     *
     * @param length 28 to 31 for 16 to 2 addresses; larger ones only where Microsoft has allowed them
     */
    public static Builder builder(String name, ResourceGroupSpec group, int length) {
        return new Builder(name, group.id(), group.region(), length);
    }

    /** Starts a prefix in a resource group that exists. */
    public static Builder builder(String name, ResourceId group, Region region, int length) {
        return new Builder(name, group, region, length);
    }

    /** Returns the prefix length. */
    public int length() {
        return length;
    }

    /** Returns the SKU. */
    public NetworkSku sku() {
        return sku;
    }

    /** Returns whether its addresses are of IPv6. */
    public boolean isIpv6() {
        return ipv6;
    }

    /** Returns the number of its addresses. */
    public long addresses() {
        return 1L << Math.max(0, Math.min(30, (ipv6 ? 128 : 32) - length));
    }

    /** Returns the availability zones; empty where Azure decides. */
    public Set<Integer> zones() {
        return zones;
    }

    @Override
    public ArmType<PublicIpPrefixSpec> kind() {
        return KIND;
    }

    /** Builds a {@link PublicIpPrefixSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Tagged<PublicIpPrefixSpec, Builder> {
        private final int length;
        private Optional<NetworkSku> sku = Optional.empty();
        private boolean ipv6;
        private final Set<Integer> zones = new TreeSet<>();

        private Builder(String name, ResourceId group, Region region, int length) {
            super(name, group, Optional.of(region));
            this.length = length;
        }

        /** Sets the SKU. Default: {@link NetworkSku#STANDARD}. */
        public Builder sku(NetworkSku value) {
            sku = Optional.of(value);
            return this;
        }

        /** Makes it a prefix of IPv6, with a length of 124 to 127. */
        public Builder ipv6() {
            ipv6 = true;
            return this;
        }

        /** Sets the availability zones. Default: Azure decides. */
        public Builder zones(int... numbers) {
            for (int zone : numbers) {
                zones.add(zone);
            }
            return this;
        }

        @Override
        protected PublicIpPrefixSpec create() {
            return new PublicIpPrefixSpec(this);
        }
    }
}
