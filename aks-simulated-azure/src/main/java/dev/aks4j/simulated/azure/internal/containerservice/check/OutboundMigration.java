package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From which way out a cluster may change to which other. Managed networks have a matrix of their own; in a network of
 * the user's, the ways that need no managed gateway can replace each other.
 */
final class OutboundMigration implements Check {

    private static final String PROPERTY = "networkProfile.outboundType";
    private static final List<String> OWN_NETWORK =
            List.of("loadBalancer", "userAssignedNATGateway", "userDefinedRouting", "none");
    private static final Map<String, List<String>> MANAGED_NETWORK = Map.of(
            "loadBalancer", List.of("managedNATGateway", "managedNATGatewayV2", "none", "block"),
            "managedNATGateway", List.of("managedNATGatewayV2", "none", "block"),
            "managedNATGatewayV2", List.of(),
            "none", List.of("loadBalancer", "managedNATGateway", "managedNATGatewayV2", "block"),
            "block", List.of("loadBalancer", "managedNATGateway", "managedNATGatewayV2", "none"));

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        if (write.existing().isEmpty() || write.onPool()) {
            return Refusals.none();
        }
        JsonNode current = write.current().orElseThrow();
        String from = current.at("/networkProfile/outboundType").asText();
        String to = write.network().path("outboundType").asText();
        if (from.equals(to)) {
            return Refusals.none();
        }
        if (current.at("/nodeProvisioningProfile/mode").asText().equals("Auto")) {
            return Refusals.propertyChange(PROPERTY);
        }
        boolean own = write.pools().stream().anyMatch(pool -> AzureJson.has(pool.desired(), "/vnetSubnetID"));
        boolean allowed = own
                ? OWN_NETWORK.contains(from) && OWN_NETWORK.contains(to)
                : MANAGED_NETWORK.getOrDefault(from, List.of()).contains(to);
        return allowed ? Refusals.none() : Refusals.propertyChange(PROPERTY);
    }
}
