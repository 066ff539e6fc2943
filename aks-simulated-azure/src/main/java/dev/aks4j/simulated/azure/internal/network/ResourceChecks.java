package dev.aks4j.simulated.azure.internal.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Azure refuses about security groups, route tables, gateways and public addresses. Stateless. */
final class ResourceChecks {

    private static final Pattern TAG = Pattern.compile("[A-Za-z]\\w*(\\.\\w+)*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?");
    private static final Pattern PORTS = Pattern.compile("\\d{1,5}(-\\d{1,5})?");

    private ResourceChecks() {}

    static ArmError bad(String code, String message) {
        return ArmError.service(400, code, message);
    }

    static void securityRule(ObjectNode rule) {
        String name = rule.path("name").asText();
        JsonNode properties = rule.path("properties");
        partName("securityRules", name);
        ranges(rule);
        for (String side : List.of("source", "destination")) {
            List<String> places = texts(properties, side + "AddressPrefix", side + "AddressPrefixes");
            boolean groups =
                    !properties.path(side + "ApplicationSecurityGroups").isEmpty();
            if (groups != places.isEmpty()) {
                throw bad(
                        "SecurityRuleParameterContainsUnsupportedValue",
                        "Security rule " + name
                                + " needs either address prefixes or application security groups as its " + side + ".");
            }
            for (String place : places) {
                if (!place.equals("*") && !TAG.matcher(place).matches() && !isRange(place)) {
                    throw bad(
                            "SecurityRuleInvalidAddressPrefix",
                            "Security rule has invalid Address prefix. Value provided: " + place + ". Rule " + name
                                    + ".");
                }
            }
            for (String ports : texts(properties, side + "PortRange", side + "PortRanges")) {
                if (!isPorts(ports)) {
                    throw bad(
                            "SecurityRuleInvalidPortRange",
                            "Security rule has invalid Port range. Value provided: " + ports
                                    + ". Value should be an integer OR integer range with '-' delimiter. Valid range"
                                    + " 0-65535. Rule " + name + ".");
                }
            }
        }
        if (properties.path("description").asText().length() > 140) {
            throw bad("SecurityRuleDescriptionTooLong", "The description of rule " + name + " is longer than 140.");
        }
    }

    /** A list takes ranges and addresses without common ones, and no tag; a rule has one family of addresses. */
    private static void ranges(ObjectNode rule) {
        Set<Boolean> six = new HashSet<>();
        for (String side : List.of("source", "destination")) {
            JsonNode list = rule.path("properties").path(side + "AddressPrefixes");
            List<AddressRange> seen = new ArrayList<>();
            for (JsonNode place : list) {
                boolean tag = place.asText().equals("*")
                        || TAG.matcher(place.asText()).matches();
                if (tag && list.size() > 1) {
                    throw bad(
                            "SecurityRuleParameterContainsUnsupportedValue",
                            "Security rule parameter " + side + "AddressPrefixes of rule "
                                    + rule.path("name").asText()
                                    + " cannot specify system tags. Unsupported value used: "
                                    + place.asText() + ".");
                }
                AddressRange range = range(place.asText());
                if (range != null && seen.stream().anyMatch(range::overlaps)) {
                    throw bad(
                            "OverlappingSubnetsNotPermittedInSecurityRule",
                            "Security rule parameter " + side + "AddressPrefixes of rule "
                                    + rule.path("name").asText() + " has overlapping subnets: " + place.asText() + ".");
                }
                if (range != null) {
                    seen.add(range);
                }
            }
            for (String place : texts(rule.path("properties"), side + "AddressPrefix", side + "AddressPrefixes")) {
                if (range(place) != null) {
                    six.add(place.contains(":"));
                }
            }
        }
        if (six.size() > 1) {
            throw bad(
                    "ResourceCannotContainAddressPrefixesFromDifferentAddressFamilies",
                    "Rule " + rule.path("name").asText() + " contains address prefixes of different address families.");
        }
    }

    private static @Nullable AddressRange range(String place) {
        String text = place.contains("/") ? place : place + (place.contains(":") ? "/128" : "/32");
        return AddressRange.parse(text).orElse(null);
    }

    private static void partName(String type, String name) {
        if (!NAME.matcher(name).matches()) {
            throw bad("InvalidResourceName", "Resource name " + name + " of " + type + " is invalid.");
        }
    }

    private static List<String> texts(JsonNode properties, String one, String more) {
        List<String> texts = new ArrayList<>();
        if (!properties.path(one).asText("").isEmpty()) {
            texts.add(properties.path(one).asText());
        }
        properties.path(more).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static boolean isRange(String text) {
        return AddressRange.parse(text).filter(AddressRange::aligned).isPresent()
                || AddressRange.parseAddress(text).isPresent();
    }

    private static boolean isPorts(String text) {
        if (text.equals("*")) {
            return true;
        }
        if (!PORTS.matcher(text).matches()) {
            return false;
        }
        String[] ends = text.split("-");
        int last = Integer.parseInt(ends[ends.length - 1]);
        return Integer.parseInt(ends[0]) <= last && last <= 65_535;
    }

    static void routes(List<ObjectNode> routes) {
        Set<String> seen = new HashSet<>();
        for (ObjectNode route : routes) {
            String prefix = route.at("/properties/addressPrefix").asText();
            String name = route.path("name").asText();
            partName("routes", name);
            boolean range =
                    AddressRange.parse(prefix).filter(AddressRange::aligned).isPresent();
            if (!range && !TAG.matcher(prefix).matches()) {
                throw bad(
                        "InvalidAddressPrefixFormat",
                        "Address prefix " + prefix + " of route " + name + " is invalid.");
            }
            String hop = route.at("/properties/nextHopIpAddress").asText();
            if (!hop.isEmpty() && AddressRange.parseAddress(hop).isEmpty()) {
                throw bad("InvalidIPAddressFormat", "Next hop " + hop + " of route " + name + " is no IP address.");
            }
            if (!seen.add("to " + prefix) || !seen.add("name " + name.toLowerCase(Locale.ROOT))) {
                throw bad("RouteConflict", "Route " + name + " conflicts with another route of the table.");
            }
        }
    }

    static void gateway(ObjectNode body) {
        boolean second = body.at("/sku/name").asText().equalsIgnoreCase("StandardV2");
        if (second && !body.path("zones").isEmpty()) {
            throw bad(
                    "NatGatewayAvailabilityZoneNotSupported",
                    "A NAT gateway of the SKU StandardV2 is in every zone and takes none.");
        }
        zones(body, 1);
        JsonNode properties = body.path("properties");
        boolean six = !properties.path("publicIpAddressesV6").isEmpty()
                || !properties.path("publicIpPrefixesV6").isEmpty();
        if (six && !second) {
            throw bad(
                    "NatGatewayIpv6NotSupported", "A NAT gateway of the SKU Standard does not support IPv6 addresses.");
        }
    }

    static void zones(ObjectNode body, int most) {
        for (JsonNode zone : body.path("zones")) {
            if (!zone.asText().matches("[123]")) {
                throw bad("InvalidAvailabilityZone", "The zone " + zone.asText() + " is not available.");
            }
        }
        if (body.path("zones").size() > most) {
            throw bad("ResourceCannotHaveMultipleZonesSpecified", "The resource takes at most " + most + " zones.");
        }
    }

    static void sameSku(ObjectNode gateway, ObjectNode address) {
        String sku = gateway.at("/sku/name").asText();
        if (!address.at("/sku/name").asText().equalsIgnoreCase(sku)) {
            throw bad(
                    "NatGatewayAndPublicIpSkuMismatch",
                    "NAT gateway " + gateway.path("id").asText() + " of the SKU " + sku + " cannot use "
                            + address.path("id").asText() + ", which has another SKU.");
        }
    }
}
