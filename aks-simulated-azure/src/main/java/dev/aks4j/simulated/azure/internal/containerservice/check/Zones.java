package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.compute.Offers;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Optional;

/** The zones of a pool have its size, and are open to the subscription. */
final class Zones implements PoolCheck {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        List<String> zones = open(write, pool);
        List<String> wrong = AzureJson.texts(pool.desired(), "/availabilityZones").stream()
                .filter(zone -> !zones.contains(zone))
                .toList();
        return wrong.isEmpty()
                ? Refusals.none()
                : Refusals.code(
                        "AvailabilityZoneNotSupported",
                        "agentPoolProfile.availabilityZones",
                        "Preflight validation check for resource(s) for container service " + write.name()
                                + " in resource group "
                                + write.group() + " failed. Message: The zone(s) '" + String.join(",", wrong)
                                + "' for resource '"
                                + pool.name() + "' is not supported. The supported zones for location '"
                                + write.region() + "' are '"
                                + String.join(",", zones) + "'");
    }

    private static List<String> open(ClusterWrite write, PoolWrite pool) {
        String size = pool.desired().path("vmSize").asText();
        List<String> zones =
                Offers.find(write.region(), size).map(Offers.Offer::zones).orElse(List.of());
        List<String> closed = write.cloud().sizeRestrictions().zones(write.region(), size, zones);
        return zones.stream().filter(zone -> !closed.contains(zone)).toList();
    }
}
