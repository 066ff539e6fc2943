package dev.aks4j.network.resource;

import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.resource.ArmSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What only one resource of a plan can have: an address, a DNS label, a place in a prefix, a way to somebody else's gateway.
 * Of two that collide the later one by id is reported, once.
 */
final class ConflictRules {

    /**
     * A resource among those of its plan.
     *
     * @param spec the resource
     * @param scope the plan
     * @param <S> its type
     */
    record Among<S extends ArmSpec>(S spec, Scope scope) {

        /** Returns those of a type that come before it. */
        <T extends ArmSpec> Stream<T> before(Class<T> type) {
            return scope.specs().stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .filter(other -> key(other).compareTo(key(spec)) < 0);
        }

        private String key(ArmSpec one) {
            return scope.id(one.id()).toString().toLowerCase(Locale.ROOT);
        }

        boolean same(ResourceId one, ResourceId other) {
            return scope.id(one).equals(scope.id(other));
        }

        <T extends Spec> Optional<T> planned(ResourceId id, Class<T> type) {
            return scope.spec(id).filter(type::isInstance).map(type::cast);
        }

        String path() {
            return spec.kind().name() + " " + spec.name();
        }
    }

    private static final String ADDRESSES = "Azure docs, public-ip-address-prefix and public-ip-addresses, 2026";
    private static final String NAT = "Azure docs, nat-overview and nat-gateway-resource, 2026";
    private static final String PEERINGS = "Azure docs, virtual-network-manage-peering, 2026";
    private static final String DNS = "Azure docs, private-dns-virtual-network-links and private-dns-overview, 2026";

    static final Rule<Among<PublicIpAddressSpec>> OF_PREFIX = Rule.<Among<PublicIpAddressSpec>>error(
                    "AKS-NWR-045", "A prefix gives addresses of its own family and SKU, as many as it has.")
            .source(ADDRESSES)
            .check((it, findings) -> it.spec()
                    .prefix()
                    .flatMap(id -> it.planned(id, PublicIpPrefixSpec.class))
                    .ifPresent(prefix -> {
                        PublicIpAddressSpec address = it.spec();
                        if (prefix.isIpv6() != address.isIpv6() || prefix.sku() != address.sku()) {
                            findings.report(
                                    it.path() + ".prefix",
                                    prefix.name(),
                                    "has " + (prefix.isIpv6() ? "IPv6" : "IPv4") + " addresses of the SKU "
                                            + prefix.sku()
                                            + ", and this is one of " + (address.isIpv6() ? "IPv6" : "IPv4") + " and "
                                            + address.sku(),
                                    "Give both the same family and SKU.");
                        }
                        long earlier = it.before(PublicIpAddressSpec.class)
                                .filter(other -> other.prefix()
                                        .filter(id -> it.same(id, prefix.id()))
                                        .isPresent())
                                .count();
                        if (earlier >= prefix.addresses()) {
                            findings.report(
                                    it.path() + ".prefix",
                                    prefix.name(),
                                    "has " + prefix.addresses() + " addresses, and " + earlier
                                            + " are taken before this one",
                                    "Use a larger prefix, or another one.");
                        }
                    }));

    static final Rule<Among<PublicIpAddressSpec>> LABEL = Rule.<Among<PublicIpAddressSpec>>error(
                    "AKS-NWR-046", "A DNS label belongs to one public address of a region.")
            .source(ADDRESSES)
            .check((it, findings) -> it.spec()
                    .domainNameLabel()
                    .ifPresent(label -> it.before(PublicIpAddressSpec.class)
                            .filter(other -> other.domainNameLabel()
                                            .filter(label::equalsIgnoreCase)
                                            .isPresent()
                                    && other.region().equals(it.spec().region()))
                            .forEach(other -> findings.report(
                                    it.path() + ".domainNameLabel",
                                    label,
                                    "is the label of " + other.name() + " in this region",
                                    "Choose another label."))));

    static final Rule<Among<NatGatewaySpec>> ONE_GATEWAY = Rule.<Among<NatGatewaySpec>>error(
                    "AKS-NWR-037", "A public address or prefix belongs to one NAT gateway, and is named there once.")
            .source(NAT)
            .check((it, findings) -> {
                List<ResourceId> own = egress(it.spec()).toList();
                for (int i = 0; i < own.size(); i++) {
                    ResourceId id = own.get(i);
                    if (own.subList(0, i).stream().anyMatch(other -> it.same(id, other))) {
                        findings.report(it.path() + ".publicIps", id.name(), "is named twice", "Name it once.");
                    }
                    it.before(NatGatewaySpec.class)
                            .filter(other -> egress(other).anyMatch(taken -> it.same(id, taken)))
                            .forEach(other -> findings.report(
                                    it.path() + ".publicIps",
                                    id.name(),
                                    "belongs to natGateway " + other.name(),
                                    "Give each gateway addresses of its own."));
                }
            });

    static final Rule<Among<NatGatewaySpec>> ROOM = Rule.<Among<NatGatewaySpec>>error(
                    "AKS-NWR-038", "The prefixes of a NAT gateway and its addresses come to at most 16 of a family.")
            .source(NAT)
            .check((it, findings) -> {
                room(it, it.spec().publicIps(), it.spec().publicIpPrefixes(), "IPv4", findings);
                room(it, it.spec().publicIpv6s(), it.spec().publicIpv6Prefixes(), "IPv6", findings);
            });

    private static void room(
            Among<NatGatewaySpec> it,
            List<ResourceId> addresses,
            List<ResourceId> prefixes,
            String family,
            Findings findings) {
        long all = addresses.size()
                + prefixes.stream()
                        .mapToLong(id -> it.planned(id, PublicIpPrefixSpec.class)
                                .map(PublicIpPrefixSpec::addresses)
                                .orElse(1L))
                        .sum();
        if (!prefixes.isEmpty() && all > 16) {
            findings.report(
                    it.path() + ".publicIpPrefixes",
                    all + " " + family + " addresses",
                    "are more than 16",
                    "Use a smaller prefix: a /28 of IPv4 or a /124 of IPv6 has 16.");
        }
    }

    private static Stream<ResourceId> egress(NatGatewaySpec gateway) {
        return Stream.of(
                        gateway.publicIps(),
                        gateway.publicIpPrefixes(),
                        gateway.publicIpv6s(),
                        gateway.publicIpv6Prefixes())
                .flatMap(List::stream);
    }

    static final Rule<Among<VirtualNetworkPeeringSpec>> ONE_PEERING = Rule.<Among<VirtualNetworkPeeringSpec>>error(
                    "AKS-NWR-065", "A network is peered with another one once, and uses the gateway of one peer.")
            .source(PEERINGS)
            .check((it, findings) -> it.before(VirtualNetworkPeeringSpec.class)
                    .filter(other -> it.same(other.network(), it.spec().network()))
                    .forEach(other -> {
                        if (it.same(other.remote(), it.spec().remote())) {
                            findings.report(
                                    it.path() + ".remote",
                                    it.spec().remote().name(),
                                    "is peered with the network by " + other.name(),
                                    "Keep one of the two.");
                        } else if (other.usesRemoteGateways() && it.spec().usesRemoteGateways()) {
                            findings.report(
                                    it.path() + ".useRemoteGateways",
                                    true,
                                    "stands beside the same of " + other.name(),
                                    "Use the gateway of one of the two.");
                        }
                    }));

    static final Rule<Among<PrivateDnsZoneLinkSpec>> LINKS = Rule.<Among<PrivateDnsZoneLinkSpec>>error(
                    "AKS-NWR-086", "A network has one link to a zone, and registers its machines in one zone.")
            .source(DNS)
            .check((it, findings) -> it.before(PrivateDnsZoneLinkSpec.class)
                    .filter(other -> it.same(other.network(), it.spec().network()))
                    .forEach(other -> {
                        if (it.same(other.zone(), it.spec().zone())) {
                            findings.report(
                                    it.path() + ".network",
                                    it.spec().network().name(),
                                    "is linked to the zone by " + other.name(),
                                    "Keep one of the two.");
                        } else if (other.registers() && it.spec().registers()) {
                            findings.report(
                                    it.path() + ".registerMachines",
                                    true,
                                    "is set for zone " + other.zone().name() + " too",
                                    "Register the machines in one of the two.");
                        }
                    }));

    static final Rule<Among<PrivateDnsRecordSpec>> ALIAS = Rule.<Among<PrivateDnsRecordSpec>>error(
                    "AKS-NWR-087", "A CNAME is the only record of its name, and not of the zone itself.")
            .source(DNS)
            .check((it, findings) -> {
                PrivateDnsRecordSpec record = it.spec();
                if (isAlias(record) && record.name().equals("@")) {
                    findings.report(
                            it.path(), "@", "is the zone itself", "Use records of type A or AAAA, or another name.");
                }
                it.before(PrivateDnsRecordSpec.class)
                        .filter(other -> isAlias(other) != isAlias(record)
                                && other.name().equalsIgnoreCase(record.name())
                                && it.same(other.parent(), record.parent()))
                        .forEach(other -> findings.report(
                                it.path(),
                                record.type(),
                                "stands beside a " + other.type() + " of the name",
                                "Keep the CNAME or the others."));
            });

    private static boolean isAlias(PrivateDnsRecordSpec record) {
        return record.type() == PrivateDnsRecordSpec.Type.CNAME;
    }

    static final List<Rule<Among<PublicIpAddressSpec>>> ADDRESS = List.of(OF_PREFIX, LABEL);
    static final List<Rule<Among<NatGatewaySpec>>> GATEWAY = List.of(ONE_GATEWAY, ROOM);
    static final List<Rule<Among<VirtualNetworkPeeringSpec>>> PEERING = List.of(ONE_PEERING);
    static final List<Rule<Among<PrivateDnsZoneLinkSpec>>> LINK = List.of(LINKS);
    static final List<Rule<Among<PrivateDnsRecordSpec>>> RECORD = List.of(ALIAS);

    private ConflictRules() {}

    static List<Problem> address(PublicIpAddressSpec spec, Scope scope) {
        return Rule.all(ADDRESS, new Among<>(spec, scope));
    }

    static List<Problem> gateway(NatGatewaySpec spec, Scope scope) {
        return Rule.all(GATEWAY, new Among<>(spec, scope));
    }

    static List<Problem> peering(VirtualNetworkPeeringSpec spec, Scope scope) {
        return Rule.all(PEERING, new Among<>(spec, scope));
    }

    static List<Problem> link(PrivateDnsZoneLinkSpec spec, Scope scope) {
        return Rule.all(LINK, new Among<>(spec, scope));
    }

    static List<Problem> record(PrivateDnsRecordSpec spec, Scope scope) {
        return Rule.all(RECORD, new Among<>(spec, scope));
    }
}
