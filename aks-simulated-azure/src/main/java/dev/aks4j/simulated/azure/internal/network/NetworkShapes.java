package dev.aks4j.simulated.azure.internal.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.plain.Manner;
import dev.aks4j.simulated.azure.internal.plain.PlainResources;
import dev.aks4j.simulated.azure.internal.plain.PlainType;
import dev.aks4j.simulated.azure.internal.plain.ResourceShape;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.request.ResourceReference;
import dev.aks4j.simulated.azure.internal.state.Resources;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is particular about the plain resources of Microsoft.Network. Guarded by the simulator's lock. */
final class NetworkShapes {

    private static final int MOST_ADDRESSES = 16;
    private static final int MOST_RULES = 1000;
    private static final int MOST_ROUTES = 400;
    private static final String NETWORKS = "Microsoft.Network/virtualNetworks";

    private final Cloud cloud;

    NetworkShapes(Cloud cloud) {
        this.cloud = cloud;
    }

    List<PlainType> types() {
        List<PlainType> types = new ArrayList<>(List.of(
                PlainType.of("publicIPAddresses", Manner.NETWORK, named(this::address)),
                PlainType.of("publicIPPrefixes", Manner.NETWORK, named(this::prefix)),
                PlainType.of("natGateways", Manner.NETWORK, named(this::gateway)),
                PlainType.of("routeTables", Manner.NETWORK, named(this::table)),
                PlainType.of("networkSecurityGroups", Manner.NETWORK, named(this::securityGroup)),
                PlainType.of("loadBalancers", Manner.NETWORK, named(this::balancer)),
                PlainType.of("privateLinkServices", Manner.NETWORK, named(this::linkService)),
                PlainType.of("privateEndpoints", Manner.NETWORK, named(this::endpoint)),
                PlainType.of("networkInterfaces", Manner.NETWORK, ResourceShape.ANY),
                PlainType.of("applicationSecurityGroups", Manner.NETWORK, named(ResourceShape.ANY)),
                PlainType.of("privateDnsZones", Manner.NETWORK, this::zone),
                PlainType.child("privateDnsZones/virtualNetworkLinks", Manner.NETWORK, named(this::link)),
                PlainType.child("virtualNetworks/virtualNetworkPeerings", Manner.NETWORK, named(this::peering)),
                PlainType.child("privateEndpoints/privateDnsZoneGroups", Manner.NETWORK, this::zoneGroup)));
        for (String record : List.of("A", "AAAA", "CNAME", "MX", "PTR", "SOA", "SRV", "TXT")) {
            types.add(PlainType.child("privateDnsZones/" + record, Manner.NOW, this::record));
        }
        return types;
    }

    private static ResourceShape named(ResourceShape shape) {
        return (call, body, existing) -> {
            AddressChecks.name(body.path("name").asText());
            shape.complete(call, body, existing);
        };
    }

    private static ObjectNode properties(ObjectNode body) {
        return AzureJson.child(body, "properties");
    }

    private static ArmError invalid(String code, String message) {
        return ArmError.service(400, code, message);
    }

    private void address(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        ObjectNode properties = properties(body);
        ObjectNode sku = AzureJson.child(body, "sku");
        AzureJson.orElse(sku, "name", "Basic");
        AzureJson.orElse(sku, "tier", "Regional");
        boolean standard = !sku.path("name").asText().equalsIgnoreCase("Basic");
        AzureJson.orElse(properties, "publicIPAllocationMethod", standard ? "Static" : "Dynamic");
        if (standard && !properties.path("publicIPAllocationMethod").asText().equalsIgnoreCase("Static")) {
            throw invalid(
                    "PublicIPAndSkuMismatch",
                    "Standard sku publicIp " + body.path("id").asText() + " must have AllocationMethod set to Static.");
        }
        AzureJson.orElse(properties, "publicIPAddressVersion", "IPv4");
        ResourceReference.require(
                properties.at("/publicIPPrefix/id").asText(""),
                "Microsoft.Network/publicIPPrefixes",
                "properties.publicIPPrefix.id");
        ResourceChecks.zones(body, 3);
        int idle = AzureJson.number(properties, "/idleTimeoutInMinutes").orElse(4);
        if (idle < 4 || idle > 30) {
            throw invalid(
                    "PublicIPAddressIdleTimeoutOutOfRange",
                    "The idle timeout of a public address is 4 to 30 minutes, not " + idle + ".");
        }
        properties.put("idleTimeoutInMinutes", idle);
        AzureJson.orElse(properties, "ipTags", List.of());
        AzureJson.orElse(properties, "resourceGuid", cloud.random().guid());
        String kept = existing.map(had -> had.body().at("/properties/ipAddress").asText())
                .orElse("");
        properties.put(
                "ipAddress",
                !kept.isEmpty()
                        ? kept
                        : "20.50." + Math.floorMod(body.path("id").asText().hashCode(), 250) + "."
                                + cloud.random().digits(2));
        AzureJson.text(properties, "/dnsSettings/domainNameLabel").ifPresent(label -> {
            if (!label.matches("[a-z][a-z0-9-]{1,61}[a-z0-9]")) {
                throw invalid(
                        "InvalidDomainNameLabel",
                        "The domain name label " + label + " is invalid. It must conform"
                                + " to the following regular expression: ^[a-z][a-z0-9-]{1,61}[a-z0-9]$.");
            }
            String name = label + "." + body.path("location").asText() + ".cloudapp.azure.com";
            boolean taken = cloud.resources().below(StoredResource.class, cloud.subscriptionScope()).stream()
                    .anyMatch(each -> each.body()
                                    .at("/properties/dnsSettings/fqdn")
                                    .asText()
                                    .equals(name)
                            && !Resources.same(each.id(), body.path("id").asText()));
            if (taken) {
                throw invalid("DnsRecordInUse", "DNS record " + name + " is already used by another public IP.");
            }
            AzureJson.child(properties, "dnsSettings").put("fqdn", name);
        });
    }

    private void prefix(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        ObjectNode properties = properties(body);
        ResourceChecks.zones(body, 3);
        boolean six = properties.path("publicIPAddressVersion").asText().equalsIgnoreCase("IPv6");
        int longest = six ? 127 : 31;
        int length = AzureJson.number(properties, "/prefixLength").orElse(longest - 3);
        if (length < longest - 7 || length > longest) {
            throw invalid(
                    "InvalidPublicIpPrefixLength",
                    "The prefix length of a public prefix is " + (longest - 7) + " to " + longest + ", not " + length
                            + ".");
        }
        properties.put("prefixLength", length);
        AzureJson.orElse(properties, "publicIPAddressVersion", "IPv4");
        properties.put(
                "ipPrefix",
                existing.map(had -> had.body().at("/properties/ipPrefix").asText())
                        .orElseGet(() -> "20.61." + cloud.random().digits(2) + ".0/" + length));
        AzureJson.orElse(properties, "resourceGuid", cloud.random().guid());
    }

    private void gateway(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        ObjectNode properties = properties(body);
        AzureJson.orElse(AzureJson.child(body, "sku"), "name", "Standard");
        ResourceChecks.gateway(body);
        int addresses = properties.path("publicIpAddresses").size()
                + properties.path("publicIpPrefixes").size();
        int six = properties.path("publicIpAddressesV6").size()
                + properties.path("publicIpPrefixesV6").size();
        if (addresses > MOST_ADDRESSES || six > MOST_ADDRESSES) {
            throw invalid(
                    "NatGatewayPublicIpLimitExceeded",
                    "NAT gateway " + body.path("id").asText() + " has " + Math.max(addresses, six)
                            + " public addresses and prefixes of a family; at most 16 are allowed.");
        }
        for (String list :
                List.of("publicIpAddresses", "publicIpPrefixes", "publicIpAddressesV6", "publicIpPrefixesV6")) {
            for (JsonNode each : properties.path(list)) {
                ResourceReference.require(
                        each.path("id").asText(""),
                        "Microsoft.Network/publicIP" + (list.contains("Prefixes") ? "Prefixes" : "Addresses"),
                        "properties." + list + ".id");
            }
            requireAll(properties.path(list));
            for (JsonNode each : properties.path(list)) {
                cloud.resources()
                        .find(StoredResource.class, each.path("id").asText())
                        .ifPresent(address -> ResourceChecks.sameSku(body, address.body()));
            }
        }
        int idle = AzureJson.number(properties, "/idleTimeoutInMinutes").orElse(4);
        if (idle < 4 || idle > 120) {
            throw invalid(
                    "NatGatewayIdleTimeoutOutOfRange",
                    "The idle timeout of a NAT gateway is 4 to 120 minutes, not " + idle + ".");
        }
        properties.put("idleTimeoutInMinutes", idle);
        AzureJson.orElse(properties, "resourceGuid", cloud.random().guid());
    }

    private void requireAll(JsonNode references) {
        for (JsonNode each : references) {
            require(each.path("id").asText());
        }
    }

    private void require(String id) {
        if (cloud.resources().find(id).isEmpty()) {
            throw invalid(
                    "InvalidResourceReference",
                    "Resource " + id + " referenced by resource was not found. Please make sure that the referenced"
                            + " resource exists, and that both resources are in the same region.");
        }
    }

    private void table(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        Children.addressAll(body, "routes");
        AzureJson.orElse(properties(body), "disableBgpRoutePropagation", false);
        if (properties(body).path("routes").size() > MOST_ROUTES) {
            throw invalid(
                    "RouteTableTooManyRoutes",
                    "Route table " + body.path("id").asText() + " has more than " + MOST_ROUTES + " routes.");
        }
        ResourceChecks.routes(PlainResources.objects(properties(body).path("routes")));
        for (ObjectNode route : PlainResources.objects(properties(body).path("routes"))) {
            String hop = route.at("/properties/nextHopType").asText();
            boolean needsAddress = hop.equalsIgnoreCase("VirtualAppliance");
            if (needsAddress
                    && AzureJson.text(route, "/properties/nextHopIpAddress").isEmpty()) {
                throw invalid(
                        "MissingNextHopIpAddress",
                        "Route " + route.path("name").asText()
                                + " needs a next hop address, because its next hop is a virtual appliance.");
            }
        }
    }

    private void securityGroup(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        Children.addressAll(body, "securityRules");
        ObjectNode properties = properties(body);
        Set<String> priorities = new HashSet<>();
        if (properties.path("securityRules").size() > MOST_RULES) {
            throw invalid(
                    "NetworkSecurityGroupTooManyRules",
                    "Network security group " + body.path("id").asText() + " has more than " + MOST_RULES + " rules.");
        }
        PlainResources.objects(properties.path("securityRules")).forEach(ResourceChecks::securityRule);
        for (ObjectNode rule : PlainResources.objects(properties.path("securityRules"))) {
            int priority = rule.at("/properties/priority").asInt();
            String name = rule.path("name").asText();
            if (priority < 100 || priority > 4096) {
                throw invalid(
                        "SecurityRuleInvalidPriority",
                        "Security rule has invalid Priority. Value provided: " + priority
                                + " Allowed range 100-4096. Rule " + name + ".");
            } else if (!priorities.add(rule.at("/properties/direction").asText() + priority)) {
                throw invalid(
                        "SecurityRuleConflict",
                        "Security rule " + name
                                + " conflicts with another rule. Rules cannot have the same Priority and Direction.");
            }
        }
        AzureJson.orElse(properties, "resourceGuid", cloud.random().guid());
        ArrayNode rules = properties.putArray("defaultSecurityRules");
        defaultRule(body, rules, "AllowVnetInBound", 65000, "Inbound", "Allow", "VirtualNetwork", "VirtualNetwork");
        defaultRule(body, rules, "AllowAzureLoadBalancerInBound", 65001, "Inbound", "Allow", "AzureLoadBalancer", "*");
        defaultRule(body, rules, "DenyAllInBound", 65500, "Inbound", "Deny", "*", "*");
        defaultRule(body, rules, "AllowVnetOutBound", 65000, "Outbound", "Allow", "VirtualNetwork", "VirtualNetwork");
        defaultRule(body, rules, "AllowInternetOutBound", 65001, "Outbound", "Allow", "*", "Internet");
        defaultRule(body, rules, "DenyAllOutBound", 65500, "Outbound", "Deny", "*", "*");
    }

    private static void defaultRule(
            ObjectNode group,
            ArrayNode rules,
            String name,
            int priority,
            String direction,
            String access,
            String from,
            String to) {
        ObjectNode rule = rules.addObject().put("name", name);
        rule.putObject("properties")
                .put("protocol", "*")
                .put("sourcePortRange", "*")
                .put("destinationPortRange", "*")
                .put("sourceAddressPrefix", from)
                .put("destinationAddressPrefix", to)
                .put("access", access)
                .put("priority", priority)
                .put("direction", direction);
        Children.address(group, "defaultSecurityRules", rule);
    }

    private void balancer(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        Children.addressAll(
                body,
                "frontendIPConfigurations",
                "backendAddressPools",
                "probes",
                "loadBalancingRules",
                "outboundRules",
                "inboundNatRules",
                "inboundNatPools");
        AzureJson.orElse(AzureJson.child(body, "sku"), "name", "Standard");
        AzureJson.orElse(AzureJson.child(body, "sku"), "tier", "Regional");
        ObjectNode properties = properties(body);
        AzureJson.orElse(properties, "resourceGuid", cloud.random().guid());
        Set<String> own = new HashSet<>();
        for (String list : List.of("frontendIPConfigurations", "backendAddressPools", "probes")) {
            PlainResources.objects(properties.path(list))
                    .forEach(part -> own.add(part.path("id").asText().toLowerCase(java.util.Locale.ROOT)));
        }
        for (ObjectNode frontend : PlainResources.objects(properties.path("frontendIPConfigurations"))) {
            AzureJson.text(frontend, "/properties/publicIPAddress/id").ifPresent(this::require);
            AzureJson.text(frontend, "/properties/subnet/id").ifPresent(this::require);
        }
        for (ObjectNode probe : PlainResources.objects(properties.path("probes"))) {
            int every = probe.at("/properties/intervalInSeconds").asInt(15);
            if (every < 5) {
                throw invalid(
                        "InvalidRequestFormat",
                        "The interval of probe " + probe.path("name").asText() + " is 5 seconds or more, not " + every
                                + ".");
            }
        }
        for (ObjectNode rule : PlainResources.objects(properties.path("loadBalancingRules"))) {
            for (String part : List.of("frontendIPConfiguration", "backendAddressPool", "probe")) {
                AzureJson.text(rule, "/properties/" + part + "/id")
                        .filter(id -> !own.contains(id.toLowerCase(java.util.Locale.ROOT)))
                        .ifPresent(id -> {
                            throw invalid(
                                    "InvalidResourceReference",
                                    "Resource " + id + " referenced by resource "
                                            + rule.path("id").asText() + " was not found.");
                        });
            }
            int idle = rule.at("/properties/idleTimeoutInMinutes").asInt(4);
            if (idle < 4 || idle > 100) {
                throw invalid(
                        "LoadBalancingRuleIdleTimeoutOutOfRange",
                        "The idle timeout of rule " + rule.path("name").asText() + " is 4 to 100 minutes, not " + idle
                                + ".");
            }
        }
    }

    private void linkService(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        ObjectNode properties = properties(body);
        Children.addressAll(body, "ipConfigurations");
        int addresses = properties.path("ipConfigurations").size();
        if (addresses < 1 || addresses > 8) {
            throw invalid(
                    "PrivateLinkServiceIpConfigurationCountOutOfRange",
                    "A private link service has 1 to 8 IP configurations, not " + addresses + ".");
        }
        if (properties.path("loadBalancerFrontendIpConfigurations").isEmpty()) {
            throw invalid(
                    "PrivateLinkServiceMissingLoadBalancerFrontendIpConfigurations",
                    "A private link service needs a frontend of a load balancer.");
        }
        for (JsonNode frontend : properties.path("loadBalancerFrontendIpConfigurations")) {
            ResourceReference.require(
                    frontend.path("id").asText(""),
                    "Microsoft.Network/loadBalancers/frontendIPConfigurations",
                    "properties.loadBalancerFrontendIpConfigurations.id");
        }
        for (JsonNode address : properties.path("ipConfigurations")) {
            String subnet = address.at("/properties/subnet/id").asText("");
            ResourceReference.require(subnet, NETWORKS + "/subnets", "properties.ipConfigurations.subnet.id");
            requireExempt(subnet);
        }
        List<String> sees = AzureJson.texts(properties, "/visibility/subscriptions");
        for (String approved : AzureJson.texts(properties, "/autoApproval/subscriptions")) {
            if (!sees.contains(approved) && !sees.contains("*")) {
                throw invalid(
                        "PrivateLinkServiceAutoApprovalNotInVisibility",
                        "The subscription " + approved + " of autoApproval is not in the visibility of the private link"
                                + " service.");
            }
        }
        properties.put(
                "alias",
                existing.map(had -> had.body().at("/properties/alias").asText())
                        .orElseGet(() -> body.path("name").asText() + "."
                                + cloud.random().guid() + "."
                                + body.path("location").asText() + ".azure.privatelinkservice"));
        AzureJson.orElse(properties, "enableProxyProtocol", false);
        AzureJson.orElse(properties, "privateEndpointConnections", List.of());
        AzureJson.orElse(properties, "networkInterfaces", List.of());
    }

    private void endpoint(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        int length = body.path("name").asText().length();
        if (length < 2 || length > 64) {
            throw invalid("InvalidResourceName", "The name of a private endpoint has 2 to 64 characters.");
        }
        ObjectNode properties = properties(body);
        ResourceReference.require(
                properties.at("/subnet/id").asText(""), NETWORKS + "/subnets", "properties.subnet.id");
        AzureJson.text(properties, "/subnet/id").ifPresentOrElse(this::require, () -> {
            throw invalid("PrivateEndpointMissingSubnet", "A private endpoint needs a subnet.");
        });
        for (String list : List.of("privateLinkServiceConnections", "manualPrivateLinkServiceConnections")) {
            Children.addressAll(body, list);
            for (ObjectNode link : PlainResources.objects(properties.path(list))) {
                AzureJson.text(link, "/properties/privateLinkServiceId").ifPresent(this::require);
                requireGroup(link);
                String message = link.at("/properties/requestMessage").asText("");
                if (message.length() > 140) {
                    throw invalid(
                            "PrivateEndpointRequestMessageTooLong",
                            "The request message of " + link.path("name").asText() + " has " + message.length()
                                    + " characters; at most 140 are allowed.");
                }
                boolean manual = list.startsWith("manual");
                ObjectNode state =
                        AzureJson.child(AzureJson.child(link, "properties"), "privateLinkServiceConnectionState");
                AzureJson.orElse(state, "status", manual ? "Pending" : "Approved");
                AzureJson.orElse(state, "description", manual ? "" : "Auto-Approved");
                AzureJson.orElse(state, "actionsRequired", "None");
            }
        }
        String card = body.path("name").asText() + ".nic." + cloud.random().guid();
        properties
                .putArray("networkInterfaces")
                .addObject()
                .put("id", call.path().scope() + "/providers/Microsoft.Network/networkInterfaces/" + card);
        AzureJson.orElse(properties, "customDnsConfigs", List.of());
    }

    /** An account has private links for the services that its kind has. */
    private void requireGroup(ObjectNode link) {
        String kind = AzureJson.text(link, "/properties/privateLinkServiceId")
                .flatMap(id -> cloud.resources().find(StoredResource.class, id))
                .filter(target -> target.type().equalsIgnoreCase("Microsoft.Storage/storageAccounts"))
                .map(account -> account.body().path("kind").asText())
                .orElse("");
        String target = link.at("/properties/privateLinkServiceId").asText("");
        boolean service = target.toLowerCase(java.util.Locale.ROOT).contains("/privatelinkservices/");
        boolean groups = !AzureJson.texts(link, "/properties/groupIds").isEmpty();
        if (!target.isEmpty() && service == groups) {
            throw invalid(
                    "PrivateEndpointInvalidGroupIds",
                    "Private endpoint connection " + link.path("name").asText() + " to " + target + " needs "
                            + (service ? "no group id." : "the group id of a part of the resource."));
        }
        for (String group : AzureJson.texts(link, "/properties/groupIds")) {
            boolean file = group.equals("file");
            if (kind.equals("FileStorage") && !file || kind.equals("BlockBlobStorage") && file) {
                throw invalid(
                        "InvalidPrivateLinkServiceConnection",
                        "Group ID " + group + " is not available for the storage account of the kind " + kind + ".");
            }
        }
    }

    private void zoneGroup(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        int zones = properties(body).path("privateDnsZoneConfigs").size();
        if (zones > 5) {
            throw invalid(
                    "PrivateDnsZoneGroupTooManyZones",
                    "A private DNS zone group has at most 5 private DNS zones, not " + zones + ".");
        }
    }

    private void zone(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        String domain = body.path("name").asText();
        if (!domain.matches("[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63}){1,33}")) {
            throw invalid("BadRequest", "The zone name '" + domain + "' is invalid: it has 2 to 34 labels.");
        }
        ObjectNode properties = properties(body);
        body.put("location", "global");
        properties.put("maxNumberOfRecordSets", 25_000).put("maxNumberOfVirtualNetworkLinks", 1000);
        properties.put("maxNumberOfVirtualNetworkLinksWithRegistration", 100);
        AzureJson.orElse(properties, "numberOfRecordSets", 1);
        AzureJson.orElse(properties, "numberOfVirtualNetworkLinks", 0);
    }

    private void link(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        ObjectNode properties = properties(body);
        body.put("location", "global");
        ResourceReference.require(
                properties.at("/virtualNetwork/id").asText(""), NETWORKS, "properties.virtualNetwork.id");
        AzureJson.text(properties, "/virtualNetwork/id").ifPresentOrElse(this::require, () -> {
            throw invalid("MissingVirtualNetwork", "A link of a private DNS zone needs a virtual network.");
        });
        AzureJson.orElse(properties, "registrationEnabled", false);
        properties.put("virtualNetworkLinkState", "Completed");
    }

    private void record(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        ObjectNode properties = properties(body);
        AzureJson.orElse(properties, "ttl", 3600);
        String path = call.path().resource();
        String zone = path.split("/")[8];
        String name = body.path("name").asText();
        RecordChecks.require(call.path().rest().get(2), name, properties);
        properties.put("fqdn", (name.equals("@") ? "" : name + ".") + zone + ".");
        properties.put("isAutoRegistered", false);
    }

    private void peering(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        ObjectNode properties = properties(body);
        String remote = AzureJson.text(properties, "/remoteVirtualNetwork/id").orElse("");
        if (!remote.isEmpty() && !remote.toLowerCase(java.util.Locale.ROOT).matches(".*/virtualnetworks/[^/]+")) {
            throw invalid(
                    "InvalidResourceReference",
                    "Resource " + remote + " referenced by peering "
                            + body.path("id").asText() + " is no virtual network.");
        }
        require(remote);
        gateways(properties, remote);
        String own = call.path().resource().replaceAll("(?i)/virtualNetworkPeerings/.*", "");
        boolean overlap =
                range(own).stream().anyMatch(mine -> range(remote).stream().anyMatch(mine::overlaps));
        if (overlap) {
            throw invalid(
                    "VnetAddressSpacesOverlap",
                    "Cannot create or update peering " + body.path("id").asText() + ". Virtual networks " + own
                            + " and " + remote + " cannot be peered because their address spaces overlap.");
        }
        boolean back = cloud.resources().below(StoredResource.class, remote).stream()
                .anyMatch(each -> Resources.same(
                        each.body().at("/properties/remoteVirtualNetwork/id").asText(), own));
        properties
                .put("peeringState", back ? "Connected" : "Initiated")
                .put("peeringSyncLevel", back ? "FullyInSync" : "RemoteNotInSync");
        cloud.resources().below(StoredResource.class, remote).stream()
                .filter(each -> Resources.same(
                        each.body().at("/properties/remoteVirtualNetwork/id").asText(), own))
                .forEach(each -> AzureJson.child(each.body(), "properties")
                        .put("peeringState", "Connected")
                        .put("peeringSyncLevel", "FullyInSync"));
    }

    /** One side gives its gateway, and the other one uses it. */
    private void gateways(ObjectNode properties, String remote) {
        boolean uses = AzureJson.flag(properties, "/useRemoteGateways");
        if (uses && AzureJson.flag(properties, "/allowGatewayTransit")) {
            throw invalid(
                    "VnetPeeringUseRemoteGatewaysAndAllowGatewayTransit",
                    "A peering cannot set both useRemoteGateways and allowGatewayTransit.");
        }
        List<StoredResource> back = cloud.resources().below(StoredResource.class, remote).stream()
                .filter(each -> each.type().equalsIgnoreCase(NETWORKS + "/virtualNetworkPeerings"))
                .toList();
        boolean given = back.stream().anyMatch(each -> AzureJson.flag(each.body(), "/properties/allowGatewayTransit"));
        if (uses && !back.isEmpty() && !given) {
            throw invalid(
                    "AnotherPeeringDoesNotAllowGatewayTransit",
                    "The peering cannot use the gateway of " + remote
                            + ", because the peering of that network does not allow gateway transit.");
        }
    }

    /** A link service stands in a subnet that is exempt from the policies for it. */
    private void requireExempt(String subnet) {
        boolean held = cloud.resources()
                .find(Subnet.class, subnet)
                .filter(each -> !each.view()
                        .at("/properties/privateLinkServiceNetworkPolicies")
                        .asText()
                        .equalsIgnoreCase("Disabled"))
                .isPresent();
        if (held) {
            throw invalid(
                    "PrivateLinkServiceCannotBeCreatedInSubnetThatHasNetworkPoliciesEnabled",
                    "Private link service cannot be created in a subnet " + subnet
                            + " since it has private link service network policies enabled.");
        }
    }

    private List<dev.aks4j.simulated.azure.internal.net.AddressRange> range(String network) {
        return cloud.resources()
                .find(VirtualNetwork.class, network)
                .map(VirtualNetwork::addressSpace)
                .orElse(List.of());
    }
}
