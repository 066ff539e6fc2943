package dev.aks4j.network.resource;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What Azure demands of NAT gateways. */
final class NatGatewayRules {

    private static final String SOURCE = "Azure docs, nat-gateway-resource and nat-sku, 2026";
    private static final int MOST = 16;

    static final Rule<NatGatewaySpec> NAME = ResourceNames.usual("AKS-NWR-030", "A NAT gateway");

    static final Rule<NatGatewaySpec> ADDRESSES = Rule.<NatGatewaySpec>error(
                    "AKS-NWR-031", "A NAT gateway has 1 to 16 public addresses, a prefix counting as one at least.")
            .prevents(answered(400, "NatGatewayPublicIpLimitExceeded"))
            .source(SOURCE)
            .check((gateway, findings) -> {
                int four =
                        gateway.publicIps().size() + gateway.publicIpPrefixes().size();
                int six = gateway.publicIpv6s().size()
                        + gateway.publicIpv6Prefixes().size();
                if (four + six == 0) {
                    findings.report(
                            "publicIps",
                            "none",
                            "leave the gateway without a way out",
                            "Add publicIps(...) or publicIpPrefixes(...).");
                }
                if (four > MOST || six > MOST) {
                    findings.report(
                            "publicIps", Math.max(four, six), "are more than 16 of one family", "Use at most 16.");
                }
            });

    static final Rule<NatGatewaySpec> IDLE = Rule.<NatGatewaySpec>error(
                    "AKS-NWR-032", "A NAT gateway keeps idle connections for 4 to 120 minutes.")
            .prevents(answered(400, "NatGatewayIdleTimeoutOutOfRange"))
            .source(SOURCE)
            .check((gateway, findings) -> gateway.idleMinutes()
                    .filter(minutes -> minutes < 4 || minutes > 120)
                    .ifPresent(minutes -> findings.report(
                            "idleMinutes",
                            minutes,
                            "is not between 4 and 120",
                            "Use " + Math.max(4, Math.min(120, minutes)) + ".")));

    static final Rule<NatGatewaySpec> IPV6 = Rule.<NatGatewaySpec>error(
                    "AKS-NWR-033", "A NAT gateway has IPv6 addresses in the SKU StandardV2 only.")
            .prevents(answered(400, "NatGatewayIpv6NotSupported"))
            .source(SOURCE)
            .check((gateway, findings) -> {
                boolean six = !gateway.publicIpv6s().isEmpty()
                        || !gateway.publicIpv6Prefixes().isEmpty();
                if (six && gateway.sku() == NetworkSku.STANDARD) {
                    findings.report(
                            "sku",
                            gateway.sku(),
                            "carries IPv4 only, and IPv6 addresses are set",
                            "Use sku(NetworkSku.STANDARD_V2).");
                }
            });

    static final Rule<NatGatewaySpec> ZONE = Rule.<NatGatewaySpec>error(
                    "AKS-NWR-034",
                    "A NAT gateway of the SKU Standard is in zone 1, 2 or 3; StandardV2 is in all of them.")
            .prevents(answered(400, "NatGatewayAvailabilityZoneNotSupported"))
            .source(SOURCE)
            .check((gateway, findings) -> gateway.zone().ifPresent(zone -> {
                if (gateway.sku() == NetworkSku.STANDARD_V2) {
                    findings.report("zone", zone, "is set on a gateway that is in every zone", "Leave zone(...) out.");
                } else if (zone < 1 || zone > 3) {
                    findings.report("zone", zone, "is not a zone", "Use 1, 2 or 3.");
                }
            }));

    static final Rule<NatGatewaySpec> REFERENCES = Rule.<NatGatewaySpec>error(
                    "AKS-NWR-035", "What a NAT gateway refers to has the type of that reference.")
            .prevents(answered(400, "LinkedInvalidPropertyId"))
            .source(SOURCE)
            .check((gateway, findings) -> {
                Stream.concat(gateway.publicIps().stream(), gateway.publicIpv6s().stream())
                        .filter(id -> !id.type().equalsIgnoreCase("Microsoft.Network/publicIPAddresses"))
                        .forEach(id -> findings.report(
                                "publicIps", id, "is a " + id.type(), "Give the id of a public address."));
                Stream.concat(gateway.publicIpPrefixes().stream(), gateway.publicIpv6Prefixes().stream())
                        .filter(id -> !id.type().equalsIgnoreCase("Microsoft.Network/publicIPPrefixes"))
                        .forEach(id -> findings.report(
                                "publicIpPrefixes", id, "is a " + id.type(), "Give the id of a public IP prefix."));
            });

    /** An address or prefix of the same plan. */
    record Part(NatGatewaySpec gateway, String name, NetworkSku sku, boolean ipv6, boolean inIpv6) {}

    static final Rule<Part> SKU = Rule.<Part>error(
                    "AKS-NWR-036",
                    "A NAT gateway takes addresses and prefixes of its own SKU, each in its family's list.")
            .prevents(answered(400, "NatGatewayAndPublicIpSkuMismatch"))
            .source(SOURCE)
            .check((part, findings) -> {
                if (part.sku() != part.gateway().sku()) {
                    findings.report(
                            "natGateway " + part.gateway().name() + ".publicIps",
                            part.name(),
                            "is " + part.sku() + ", and the gateway "
                                    + part.gateway().sku(),
                            "Use sku(NetworkSku." + part.gateway().sku().name() + ") for the address.");
                }
                if (part.ipv6() != part.inIpv6()) {
                    findings.report(
                            "natGateway " + part.gateway().name() + ".publicIps",
                            part.name(),
                            "is of " + (part.ipv6() ? "IPv6" : "IPv4") + " and stands among those of the other family",
                            "Give it to " + (part.ipv6() ? "publicIpv6s" : "publicIps") + "(...).");
                }
            });

    static final List<Rule<NatGatewaySpec>> ALL = List.of(NAME, ADDRESSES, IDLE, IPV6, ZONE, REFERENCES);

    private NatGatewayRules() {}

    static List<Problem> inPlan(NatGatewaySpec gateway, Scope scope) {
        List<Problem> problems = new ArrayList<>();
        parts(gateway, gateway.publicIps(), false, scope).forEach(part -> problems.addAll(SKU.on(part)));
        parts(gateway, gateway.publicIpPrefixes(), false, scope).forEach(part -> problems.addAll(SKU.on(part)));
        parts(gateway, gateway.publicIpv6s(), true, scope).forEach(part -> problems.addAll(SKU.on(part)));
        parts(gateway, gateway.publicIpv6Prefixes(), true, scope).forEach(part -> problems.addAll(SKU.on(part)));
        return problems;
    }

    private static Stream<Part> parts(NatGatewaySpec gateway, List<ResourceId> ids, boolean six, Scope scope) {
        return ids.stream().flatMap(id -> scope.spec(id).stream()).flatMap(spec -> {
            if (spec instanceof PublicIpAddressSpec address) {
                return Stream.of(new Part(gateway, address.name(), address.sku(), address.isIpv6(), six));
            }
            return spec instanceof PublicIpPrefixSpec prefix
                    ? Stream.of(new Part(gateway, prefix.name(), prefix.sku(), prefix.isIpv6(), six))
                    : Stream.empty();
        });
    }
}
