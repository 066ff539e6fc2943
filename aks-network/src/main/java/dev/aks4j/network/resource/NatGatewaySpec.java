package dev.aks4j.network.resource;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what a NAT gateway should be: the way out of the subnets that name it. Immutable and thread-safe.
 *
 * <pre>{@code
 * PublicIpAddressSpec egress =
 *     PublicIpAddressSpec.builder("pip-egress", group).sku(NetworkSku.STANDARD_V2).build();
 * NatGatewaySpec nat = NatGatewaySpec.builder("ng-shop", group)
 *     .sku(NetworkSku.STANDARD_V2)
 *     .publicIps(egress)
 *     .build();
 * }</pre>
 */
public final class NatGatewaySpec extends ArmSpec {

    private static final ArmType<NatGatewaySpec> KIND = ArmType.<NatGatewaySpec>of(
                    "natGateway", ResourceNames.TYPE + "natGateways", ResourceNames.API_VERSION)
            .document((gateway, document) -> document.setOrDefault(
                            "/sku/name", gateway.saidSku.map(NetworkSku::toString), NetworkSku.STANDARD.toString())
                    .set("/zones", gateway.zone.map(zone -> List.of(String.valueOf(zone))))
                    .set("/properties/idleTimeoutInMinutes", gateway.idleMinutes)
                    .references("/properties/publicIpAddresses", gateway.publicIps)
                    .references("/properties/publicIpPrefixes", gateway.publicIpPrefixes)
                    .references("/properties/publicIpAddressesV6", gateway.publicIpv6s)
                    .references("/properties/publicIpPrefixesV6", gateway.publicIpv6Prefixes))
            .summary(NatGatewaySpec::text)
            .recreated("/sku/name", "a NAT gateway keeps its SKU")
            .recreated("/zones", "a NAT gateway keeps its zone")
            .undeclared(
                    Undeclared.fixed("/sku/name", "Standard"),
                    Undeclared.fixed("/zones"),
                    Undeclared.value("/properties/idleTimeoutInMinutes", 4),
                    Undeclared.list("/properties/publicIpAddresses").secure(),
                    Undeclared.list("/properties/publicIpPrefixes").secure(),
                    Undeclared.list("/properties/publicIpAddressesV6").secure(),
                    Undeclared.list("/properties/publicIpPrefixesV6").secure())
            .rules(NatGatewayRules.ALL)
            .inPlan(NatGatewayRules::inPlan)
            .inPlan(ConflictRules::gateway)
            .build();

    private final NetworkSku sku;
    private final Optional<NetworkSku> saidSku;
    private final Optional<Integer> zone;
    private final Optional<Integer> idleMinutes;
    private final List<ResourceId> publicIps;
    private final List<ResourceId> publicIpPrefixes;
    private final List<ResourceId> publicIpv6s;
    private final List<ResourceId> publicIpv6Prefixes;

    private NatGatewaySpec(Builder builder) {
        super(builder);
        saidSku = builder.sku;
        sku = builder.sku.orElse(NetworkSku.STANDARD);
        zone = builder.zone;
        idleMinutes = builder.idleMinutes;
        publicIps = List.copyOf(builder.publicIps);
        publicIpPrefixes = List.copyOf(builder.publicIpPrefixes);
        publicIpv6s = List.copyOf(builder.publicIpv6s);
        publicIpv6Prefixes = List.copyOf(builder.publicIpv6Prefixes);
    }

    private String text() {
        int addresses = publicIps.size() + publicIpv6s.size();
        int prefixes = publicIpPrefixes.size() + publicIpv6Prefixes.size();
        return sku
                + (addresses == 0 ? "" : ", " + addresses + (addresses == 1 ? " address" : " addresses"))
                + (prefixes == 0 ? "" : ", " + prefixes + (prefixes == 1 ? " prefix" : " prefixes"));
    }

    /** Starts a NAT gateway. */
    public static Builder builder(String name, ResourceGroupSpec group) {
        return new Builder(name, group.id(), group.region());
    }

    /** Starts a NAT gateway in a resource group that exists. */
    public static Builder builder(String name, ResourceId group, Region region) {
        return new Builder(name, group, region);
    }

    /** Returns the SKU. */
    public NetworkSku sku() {
        return sku;
    }

    /** Returns the availability zone of a gateway of the SKU Standard, if it is in one. */
    public Optional<Integer> zone() {
        return zone;
    }

    Optional<Integer> idleMinutes() {
        return idleMinutes;
    }

    /** Returns the public IPv4 addresses. */
    public List<ResourceId> publicIps() {
        return publicIps;
    }

    /** Returns the prefixes of public IPv4 addresses. */
    public List<ResourceId> publicIpPrefixes() {
        return publicIpPrefixes;
    }

    /** Returns the public IPv6 addresses. */
    public List<ResourceId> publicIpv6s() {
        return publicIpv6s;
    }

    /** Returns the prefixes of public IPv6 addresses. */
    public List<ResourceId> publicIpv6Prefixes() {
        return publicIpv6Prefixes;
    }

    @Override
    public ArmType<NatGatewaySpec> kind() {
        return KIND;
    }

    /** Builds a {@link NatGatewaySpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Tagged<NatGatewaySpec, Builder> {
        private Optional<NetworkSku> sku = Optional.empty();
        private Optional<Integer> zone = Optional.empty();
        private Optional<Integer> idleMinutes = Optional.empty();
        private final List<ResourceId> publicIps = new ArrayList<>();
        private final List<ResourceId> publicIpPrefixes = new ArrayList<>();
        private final List<ResourceId> publicIpv6s = new ArrayList<>();
        private final List<ResourceId> publicIpv6Prefixes = new ArrayList<>();

        private Builder(String name, ResourceId group, Region region) {
            super(name, group, Optional.of(region));
        }

        /** Sets the SKU. Default: {@link NetworkSku#STANDARD}. */
        public Builder sku(NetworkSku value) {
            sku = Optional.of(value);
            return this;
        }

        /** Puts a gateway of the SKU Standard into an availability zone. Default: Azure chooses one. */
        public Builder zone(int number) {
            zone = Optional.of(number);
            return this;
        }

        /** Sets for how many minutes idle connections are kept, 4 to 120. Default: 4. */
        public Builder idleMinutes(int minutes) {
            idleMinutes = Optional.of(minutes);
            return this;
        }

        /** Adds public IPv4 addresses. */
        public Builder publicIps(ResourceId... ids) {
            publicIps.addAll(List.of(ids));
            return this;
        }

        /** Adds public addresses, of either family. */
        public Builder publicIps(PublicIpAddressSpec... specs) {
            List.of(specs).forEach(spec -> (spec.isIpv6() ? publicIpv6s : publicIps).add(spec.id()));
            return this;
        }

        /** Adds prefixes of public IPv4 addresses. */
        public Builder publicIpPrefixes(ResourceId... ids) {
            publicIpPrefixes.addAll(List.of(ids));
            return this;
        }

        /** Adds prefixes of public addresses, of either family. */
        public Builder publicIpPrefixes(PublicIpPrefixSpec... specs) {
            List.of(specs).forEach(spec -> (spec.isIpv6() ? publicIpv6Prefixes : publicIpPrefixes).add(spec.id()));
            return this;
        }

        /** Adds public IPv6 addresses; {@link NetworkSku#STANDARD_V2} only. */
        public Builder publicIpv6s(ResourceId... ids) {
            publicIpv6s.addAll(List.of(ids));
            return this;
        }

        /** Adds prefixes of public IPv6 addresses; {@link NetworkSku#STANDARD_V2} only. */
        public Builder publicIpv6Prefixes(ResourceId... ids) {
            publicIpv6Prefixes.addAll(List.of(ids));
            return this;
        }

        @Override
        protected NatGatewaySpec create() {
            return new NatGatewaySpec(this);
        }
    }
}
