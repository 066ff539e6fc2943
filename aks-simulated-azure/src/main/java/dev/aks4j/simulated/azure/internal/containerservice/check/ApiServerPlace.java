package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the API server of a private or integrated cluster stands, and under which name. */
final class ApiServerPlace implements Check {

    private static final String PROFILE = "apiServerAccessProfile";
    private static final List<String> WITHOUT_INTEGRATION = List.of("qatarcentral");

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        JsonNode profile = write.desired().path(PROFILE);
        String zone = profile.path("privateDNSZone").asText("");
        boolean integrated = AzureJson.flag(profile, "/enableVnetIntegration");
        if (write.onPool()) {
            return Refusals.none();
        } else if (!zone.isEmpty() && !named(zone, write.region())) {
            return Refusals.invalidParameter(
                    PROFILE + ".privateDNSZone",
                    "\"" + zone + "\" is not system, none, or the id of a private DNS zone named privatelink."
                            + write.region() + ".azmk8s.io or a sub zone of it");
        } else if (write.requested().hasNonNull("fqdnSubdomain") && !zone.startsWith("/")) {
            return Refusals.invalidParameter("fqdnSubdomain", "it needs a private DNS zone of your own");
        } else if (integrated && WITHOUT_INTEGRATION.contains(write.region())) {
            return Refusals.invalidParameter(
                    PROFILE + ".enableVnetIntegration", "it is not supported in region " + write.region());
        }
        return subnet(write, profile.path("subnetId").asText("").toLowerCase(Locale.ROOT));
    }

    private static boolean named(String zone, String region) {
        if (!zone.startsWith("/")) {
            return zone.equalsIgnoreCase("system") || zone.equalsIgnoreCase("none");
        }
        String name = zone.substring(zone.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        boolean typed = zone.toLowerCase(Locale.ROOT).contains("/providers/microsoft.network/privatednszones/");
        return typed && name.matches("([a-z0-9-]{1,32}\\.)?private(link)?\\." + region + "\\.azmk8s\\.io");
    }

    private static Optional<ArmError> subnet(ClusterWrite write, String subnet) {
        if (subnet.isEmpty() || HostedSystem.isOn(write)) {
            return Refusals.none();
        }
        List<String> nodes = write.pools().stream()
                .flatMap(pool -> AzureJson.text(pool.desired(), "/vnetSubnetID").stream())
                .map(id -> id.toLowerCase(Locale.ROOT))
                .toList();
        boolean beside = !nodes.isEmpty()
                && nodes.stream().allMatch(node -> network(node).equals(network(subnet)) && !node.equals(subnet));
        return beside
                ? Refusals.none()
                : Refusals.invalidParameter(
                        PROFILE + ".subnetId",
                        "the subnet of the API server is one of its own, in the virtual network of the node subnets");
    }

    private static String network(String subnet) {
        return subnet.substring(0, Math.max(0, subnet.lastIndexOf("/subnets/")));
    }
}
