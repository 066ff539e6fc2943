package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.network.Subnet;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** What a cluster must be like when its network model, data plane or pod range changes. */
final class MigrationConditions implements Check {

    private static final String NAT_SKU = "/natGatewayProfile/sku";

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        if (write.existing().isEmpty() || write.onPool()) {
            return Refusals.none();
        }
        JsonNode had = write.current().orElseThrow().path("networkProfile");
        boolean backFromV2 = had.at(NAT_SKU).asText().equals("StandardV2")
                && write.network().at(NAT_SKU).asText().equals("Standard");
        if (backFromV2) {
            return Refusals.propertyChange("networkProfile.natGatewayProfile.sku");
        }
        boolean toOverlay =
                !mode(had).equals("overlay") && mode(write.network()).equals("overlay");
        boolean toCilium =
                !plane(had).equals("cilium") && plane(write.network()).equals("cilium");
        if (toOverlay && toCilium) {
            return Refusals.badRequest(
                    "networkProfile.networkDataplane",
                    "Changing the network plugin mode and the network dataplane in one operation is not allowed.");
        }
        boolean windows = write.pools().stream().anyMatch(PoolWrite::windows);
        if (toCilium && windows) {
            return Refusals.badRequest(
                    "networkProfile.networkDataplane",
                    "The network dataplane cannot be changed to cilium while there are Windows node pools.");
        }
        if (toCilium
                && write.desired().at("/nodeProvisioningProfile/mode").asText().equals("Auto")) {
            return Refusals.badRequest(
                    "networkProfile.networkDataplane",
                    "The network dataplane cannot be changed while node auto provisioning is enabled.");
        }
        if (toOverlay && had.path("networkPlugin").asText().equals("kubenet")) {
            return fromKubenet(write);
        }
        String range = had.path("podCidr").asText();
        boolean grows = !range.isEmpty()
                && !toOverlay
                && !range.equals(write.network().path("podCidr").asText());
        boolean expandable = mode(had).equals("overlay")
                && !windows
                && write.network().path("podCidrs").size() <= 1;
        return grows && !expandable ? Refusals.propertyChange("networkProfile.podCidr") : Refusals.none();
    }

    private static String mode(JsonNode network) {
        return network.path("networkPluginMode").asText();
    }

    private static String plane(JsonNode network) {
        return network.path("networkDataplane").asText();
    }

    private static Optional<ArmError> fromKubenet(ClusterWrite write) {
        if (!write.envelope().at("/identity/type").asText().equals("UserAssigned")) {
            return Refusals.badRequest(
                    "identity.type", "Migrating from kubenet to overlay needs a user-assigned managed identity.");
        }
        Optional<Subnet> routed =
                write.nodeSubnets().stream().filter(Subnet::hasRouteTable).findFirst();
        return routed.isPresent()
                ? Refusals.badRequest(
                        "networkProfile.networkPluginMode",
                        "Subnet '" + routed.get().id()
                                + "' has a route table. Detach it before migrating from kubenet to overlay.")
                : Refusals.none();
    }
}
