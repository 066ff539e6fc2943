package dev.aks4j.simulated.azure.internal.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Whether address ranges of a virtual network and its subnets are good. */
final class AddressChecks {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]([\\w.-]{0,78}[\\w])?");
    private static final int SMALLEST = 29;

    private AddressChecks() {}

    static void name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw ArmError.service(
                    400,
                    "InvalidResourceName",
                    "Resource name " + name
                            + " is invalid. The name can be up to 80 characters long. It must begin with a word"
                            + " character, and it must end with a word character or with '_'. The name may contain word"
                            + " characters or '.', '-', '_'.");
        }
    }

    /** Checks a whole network as a client writes it. */
    static void network(String id, ObjectNode body) {
        List<String> space = AzureJson.texts(body, "/properties/addressSpace/addressPrefixes");
        if (space.isEmpty()) {
            throw ArmError.service(
                    400, "NoAddressSpaceSpecifiedInVirtualNetwork", "Virtual network " + id + " has no address space.");
        }
        boolean four = false;
        for (int i = 0; i < space.size(); i++) {
            AddressRange one = range(space.get(i), id);
            four |= one.bits() == 32;
            if (one.bits() == 32 && (one.prefix() < 2 || one.prefix() > SMALLEST)) {
                throw ArmError.service(
                        400,
                        "InvalidAddressPrefixFormat",
                        "Address prefix " + space.get(i) + " of resource " + id
                                + " is not between a /2 and a /29, which a range of a virtual network is.");
            }
            for (String other : space.subList(0, i)) {
                if (one.overlaps(range(other, id))) {
                    throw ArmError.service(
                            400,
                            "NetcfgAddressSpaceOverlap",
                            "The address prefixes " + other + " and " + space.get(i) + " of " + id + " overlap.");
                }
            }
        }
        if (!four) {
            throw ArmError.service(
                    400,
                    "InvalidRequestFormat",
                    "Cannot parse the request: virtual network " + id + " has no range of IPv4 addresses.");
        }
        Map<String, AddressRange> subnets = new LinkedHashMap<>();
        for (JsonNode each : body.at("/properties/subnets")) {
            String name = each.path("name").asText();
            if (subnets.keySet().stream().anyMatch(name::equalsIgnoreCase)) {
                throw ArmError.service(
                        400,
                        "InvalidRequestFormat",
                        "Cannot parse the request: virtual network " + id + " has two subnets of the name '" + name
                                + "'.");
            }
            subnet(id, name, (ObjectNode) each.path("properties"), space, subnets);
        }
    }

    /** Checks a subnet against the network's space and its other subnets, and adds it to them. */
    static void subnet(
            String networkId,
            String name,
            ObjectNode properties,
            List<String> space,
            Map<String, AddressRange> others) {
        name(name);
        List<String> prefixes = Subnet.prefixes(properties);
        if (prefixes.isEmpty()) {
            throw ArmError.service(400, "MissingAddressPrefix", "Subnet '" + name + "' has no address prefix.");
        }
        for (int bits : new int[] {32, 128}) {
            long ofFamily = prefixes.stream()
                    .filter(text -> AddressRange.parse(text)
                            .filter(range -> range.bits() == bits)
                            .isPresent())
                    .count();
            if (ofFamily > 1 || bits == 32 && ofFamily == 0 && prefixes.stream().allMatch(AddressChecks::isSix)) {
                throw ArmError.service(
                        400,
                        "NetcfgInvalidSubnet",
                        "Subnet '" + name + "' is not valid: it has one range of IPv4 addresses and at most one of IPv6"
                                + " addresses.");
            }
        }
        for (String prefix : prefixes) {
            AddressRange range = range(prefix, networkId + "/subnets/" + name);
            requireInside(networkId, name, space, range);
            others.forEach((other, taken) -> {
                if (!other.equalsIgnoreCase(name) && taken.overlaps(range)) {
                    throw ArmError.service(
                            400,
                            "NetcfgSubnetRangesOverlap",
                            "Subnet '" + name
                                    + "' is not valid because its IP address range overlaps with that of an existing"
                                    + " subnet '" + other + "'.");
                }
            });
            others.put(name, range);
        }
    }

    private static boolean isSix(String prefix) {
        return AddressRange.parse(prefix).filter(range -> range.bits() == 128).isPresent();
    }

    private static void requireInside(String networkId, String name, List<String> space, AddressRange range) {
        boolean inside = space.stream()
                .flatMap(text -> AddressRange.parse(text).stream())
                .anyMatch(whole -> whole.contains(range));
        if (!inside) {
            throw ArmError.service(
                    400,
                    "NetcfgInvalidSubnet",
                    "Subnet '" + name
                            + "' is not valid because its IP address range is outside the IP address range of virtual"
                            + " network '" + networkId.substring(networkId.lastIndexOf('/') + 1) + "'.");
        }
        if (range.bits() == 32 && range.prefix() > SMALLEST) {
            throw ArmError.service(
                    400, "NetcfgInvalidSubnet", "Subnet '" + name + "' is not valid because it is smaller than /29.");
        }
    }

    private static AddressRange range(String text, String resource) {
        AddressRange range = AddressRange.parse(text)
                .orElseThrow(() -> ArmError.service(
                        400,
                        "InvalidAddressPrefixFormat",
                        "Address prefix " + text + " of resource " + resource
                                + " is not formatted correctly. It should follow CIDR notation, for example"
                                + " 10.0.0.0/24."));
        if (!range.aligned()) {
            throw ArmError.service(
                    400,
                    "InvalidCIDRNotation",
                    "The address prefix " + text + " in resource " + resource
                            + " has an invalid CIDR notation. For the given prefix length, the address prefix should"
                            + " be " + range.block() + ".");
        }
        return range;
    }
}
