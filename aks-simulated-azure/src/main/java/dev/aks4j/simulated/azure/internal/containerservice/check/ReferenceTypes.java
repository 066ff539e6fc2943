package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.request.ResourceReference;
import java.util.Map;
import java.util.Optional;

/** What a cluster or a pool refers to has the type that stands behind the property. */
final class ReferenceTypes implements Check {

    private static final Map<String, String> OF_POOLS = Map.of(
            "/vnetSubnetID", "Microsoft.Network/virtualNetworks/subnets",
            "/podSubnetID", "Microsoft.Network/virtualNetworks/subnets",
            "/nodePublicIPPrefixID", "Microsoft.Network/publicIPPrefixes",
            "/proximityPlacementGroupID", "Microsoft.Compute/proximityPlacementGroups",
            "/hostGroupID", "Microsoft.Compute/hostGroups",
            "/capacityReservationGroupID", "Microsoft.Compute/capacityReservationGroups",
            "/creationData/sourceResourceId", "Microsoft.ContainerService/snapshots");

    private static final Map<String, String> OF_CLUSTERS = Map.of(
            "/diskEncryptionSetID", "Microsoft.Compute/diskEncryptionSets",
            "/apiServerAccessProfile/subnetId", "Microsoft.Network/virtualNetworks/subnets",
            "/bootstrapProfile/containerRegistryId", "Microsoft.ContainerRegistry/registries");

    private static final Map<String, String> IN_LISTS = Map.of(
            "/networkProfile/loadBalancerProfile/outboundIPs/publicIPs", "Microsoft.Network/publicIPAddresses",
            "/networkProfile/loadBalancerProfile/outboundIPPrefixes/publicIPPrefixes",
                    "Microsoft.Network/publicIPPrefixes",
            "/networkProfile/natGatewayProfile/outboundIPs/publicIPs", "Microsoft.Network/publicIPAddresses",
            "/networkProfile/natGatewayProfile/outboundIPPrefixes/publicIPPrefixes",
                    "Microsoft.Network/publicIPPrefixes");

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        return write.touched()
                .flatMap(pool -> wrong(pool.requested(), OF_POOLS, "properties.agentPoolProfiles").stream())
                .findFirst()
                .or(() -> wrong(write.requested(), OF_CLUSTERS, "properties"))
                .or(() -> lists(write.requested()));
    }

    private static Optional<ArmError> wrong(JsonNode properties, Map<String, String> types, String place) {
        return types.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(each -> ResourceReference.refusal(
                        properties.at(each.getKey()).asText(""),
                        each.getValue(),
                        place + each.getKey().replace('/', '.'))
                        .stream())
                .findFirst();
    }

    private static Optional<ArmError> lists(JsonNode properties) {
        for (Map.Entry<String, String> each : IN_LISTS.entrySet()) {
            for (JsonNode reference : properties.at(each.getKey())) {
                Optional<ArmError> refusal = ResourceReference.refusal(
                        reference.path("id").asText(""),
                        each.getValue(),
                        "properties" + each.getKey().replace('/', '.'));
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
        }
        return Refusals.none();
    }
}
