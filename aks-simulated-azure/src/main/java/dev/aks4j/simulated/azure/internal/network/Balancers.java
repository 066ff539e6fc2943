package dev.aks4j.simulated.azure.internal.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.compute.MachineCards;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.azure.internal.plain.PlainResources;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.state.Resources;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Load balancers: private addresses of their frontends, and what their parts show of each other. Guarded by the simulator's lock. */
final class Balancers {

    private static final String TYPE = "Microsoft.Network/loadBalancers";
    private static final long MOST = 70_000;

    /** In which list a part stands, the rules that refer to it, by which field, and how the part calls them. */
    private record Reference(String parts, String rules, String field, String shown) {}

    private static final List<Reference> REFERENCES = List.of(
            new Reference(
                    "frontendIPConfigurations", "loadBalancingRules", "frontendIPConfiguration", "loadBalancingRules"),
            new Reference("frontendIPConfigurations", "outboundRules", "frontendIPConfigurations", "outboundRules"),
            new Reference("frontendIPConfigurations", "inboundNatRules", "frontendIPConfiguration", "inboundNatRules"),
            new Reference("backendAddressPools", "loadBalancingRules", "backendAddressPool", "loadBalancingRules"),
            new Reference("backendAddressPools", "loadBalancingRules", "backendAddressPools", "loadBalancingRules"),
            new Reference("backendAddressPools", "outboundRules", "backendAddressPool", "outboundRule"),
            new Reference("probes", "loadBalancingRules", "probe", "loadBalancingRules"));

    private final Cloud cloud;

    Balancers(Cloud cloud) {
        this.cloud = cloud;
    }

    private static List<ObjectNode> parts(ObjectNode balancer, String list) {
        return PlainResources.objects(balancer.at("/properties/" + list));
    }

    /** Returns the ids of what is in the pools of a load balancer. */
    List<String> members(StoredResource balancer) {
        return parts(balancer.body(), "backendAddressPools").stream()
                .flatMap(pool -> MachineCards.members(cloud, pool.path("id").asText()).stream())
                .toList();
    }

    /** Adds to each part of a load balancer who refers to it. */
    void show(ObjectNode balancer) {
        for (Reference each : REFERENCES) {
            parts(balancer, each.parts())
                    .forEach(part -> AzureJson.child(part, "properties").remove(each.shown()));
        }
        for (Reference each : REFERENCES) {
            for (ObjectNode part : parts(balancer, each.parts())) {
                show(balancer, part, each);
            }
        }
        for (ObjectNode pool : parts(balancer, "backendAddressPools")) {
            ObjectNode properties = AzureJson.child(pool, "properties");
            properties.remove("backendIPConfigurations");
            List<String> members = MachineCards.members(cloud, pool.path("id").asText());
            if (!members.isEmpty()) {
                ArrayNode list = properties.putArray("backendIPConfigurations");
                members.forEach(member -> list.addObject().put("id", member));
            }
        }
        for (ObjectNode frontend : parts(balancer, "frontendIPConfigurations")) {
            AzureJson.child(frontend, "properties").remove("privateLinkService");
            linkService(frontend.path("id").asText())
                    .ifPresent(id -> AzureJson.child(frontend, "properties")
                            .putObject("privateLinkService")
                            .put("id", id));
        }
    }

    private static void show(ObjectNode balancer, ObjectNode part, Reference reference) {
        String id = part.path("id").asText();
        List<String> users = new ArrayList<>();
        for (ObjectNode rule : parts(balancer, reference.rules())) {
            JsonNode field = rule.at("/properties/" + reference.field());
            boolean refers = field.isArray()
                    ? PlainResources.objects(field).stream().anyMatch(one -> same(one, id))
                    : same(field, id);
            if (refers) {
                users.add(rule.path("id").asText());
            }
        }
        ObjectNode properties = AzureJson.child(part, "properties");
        if (users.isEmpty()) {
            return;
        } else if (reference.shown().equals("outboundRule")) {
            properties.putObject("outboundRule").put("id", users.get(0));
            return;
        }
        ArrayNode list = properties.path(reference.shown()) instanceof ArrayNode there
                ? there
                : properties.putArray(reference.shown());
        users.stream()
                .filter(user -> !list.findValuesAsText("id").contains(user))
                .forEach(user -> list.addObject().put("id", user));
    }

    private static boolean same(JsonNode reference, String id) {
        return Resources.same(reference.path("id").asText(), id);
    }

    private Optional<String> linkService(String frontend) {
        return cloud.resources().below(StoredResource.class, cloud.subscriptionScope()).stream()
                .filter(each -> each.type().equalsIgnoreCase("Microsoft.Network/privateLinkServices"))
                .filter(each ->
                        PlainResources.objects(each.body().at("/properties/loadBalancerFrontendIpConfigurations"))
                                .stream()
                                .anyMatch(one -> same(one, frontend)))
                .map(StoredResource::id)
                .findFirst();
    }

    /** Gives the private frontends of a load balancer their addresses, which stay as long as the frontend does. */
    void addresses(ObjectNode balancer, Optional<StoredResource> existing) {
        Set<String> own = new HashSet<>();
        for (ObjectNode frontend : parts(balancer, "frontendIPConfigurations")) {
            ObjectNode properties = AzureJson.child(frontend, "properties");
            Optional<Subnet> subnet = AzureJson.text(properties, "/subnet/id")
                    .flatMap(id -> cloud.resources().find(Subnet.class, id));
            AzureJson.orElse(properties, "privateIPAllocationMethod", "Dynamic");
            if (subnet.isEmpty()) {
                continue;
            }
            AzureJson.orElse(properties, "privateIPAddressVersion", "IPv4");
            Optional<String> kept = existing.flatMap(had -> parts(had.body(), "frontendIPConfigurations").stream()
                            .filter(each -> each.path("name").equals(frontend.path("name")))
                            .findFirst())
                    .flatMap(had -> AzureJson.text(had, "/properties/privateIPAddress"));
            boolean fixed =
                    properties.path("privateIPAllocationMethod").asText().equalsIgnoreCase("Static");
            Optional<String> asked =
                    AzureJson.text(properties, "/privateIPAddress").filter(address -> fixed);
            Set<String> taken = taken(subnet.get(), balancer.path("id").asText());
            taken.addAll(own);
            asked.ifPresent(address -> require(subnet.get(), address, taken, frontend));
            String address = asked.or(() -> kept.filter(had -> inside(subnet.get(), had)))
                    .orElseGet(() -> free(subnet.get(), taken));
            properties.put("privateIPAddress", address);
            own.add(address);
        }
    }

    private static boolean inside(Subnet subnet, String address) {
        return AddressRange.parseAddress(address)
                .filter(subnet.range()::contains)
                .isPresent();
    }

    private static void require(Subnet subnet, String address, Set<String> taken, ObjectNode frontend) {
        if (!inside(subnet, address)) {
            throw ArmError.service(
                    400,
                    "PrivateIPAddressNotInSubnet",
                    "Private static IP address " + address + " does not belong to the range of subnet prefix "
                            + subnet.range() + ".");
        } else if (taken.contains(address)) {
            throw ArmError.service(
                    400,
                    "PrivateIPAddressIsAllocated",
                    "IP configuration " + frontend.path("id").asText() + " is using the private IP address " + address
                            + " which is already allocated to another resource.");
        }
    }

    private Set<String> taken(Subnet subnet, String balancer) {
        Set<String> taken = new HashSet<>(MachineCards.taken(cloud, subnet.id()));
        for (StoredResource other : cloud.resources().below(StoredResource.class, cloud.subscriptionScope())) {
            if (other.type().equalsIgnoreCase(TYPE) && !Resources.same(other.id(), balancer)) {
                parts(other.body(), "frontendIPConfigurations").stream()
                        .filter(each -> same(each.at("/properties/subnet"), subnet.id()))
                        .forEach(each -> taken.add(
                                each.at("/properties/privateIPAddress").asText()));
            }
        }
        return taken;
    }

    private static String free(Subnet subnet, Set<String> taken) {
        AddressRange range = subnet.range();
        long size = range.size().min(BigInteger.valueOf(MOST)).longValueExact();
        for (long offset = 4; offset < size - 1; offset++) {
            if (!taken.contains(range.address(offset))) {
                return range.address(offset);
            }
        }
        throw ArmError.service(
                400,
                "SubnetIsFull",
                "Subnet " + subnet.name() + " with address prefix " + range
                        + " does not have enough capacity for 1 IP addresses.");
    }
}
