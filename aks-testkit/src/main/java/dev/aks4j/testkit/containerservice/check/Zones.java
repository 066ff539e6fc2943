package dev.aks4j.testkit.containerservice.check;

import dev.aks4j.testkit.arm.ArmError;
import dev.aks4j.testkit.arm.Regions;
import dev.aks4j.testkit.containerservice.ClusterWrite;
import dev.aks4j.testkit.containerservice.PoolWrite;
import dev.aks4j.testkit.json.Json;
import java.util.List;
import java.util.Optional;

/** The zones of a pool exist in the region. */
final class Zones implements PoolCheck {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        List<String> zones = Regions.zones(write.region());
        List<String> wrong = Json.texts(pool.desired(), "/availabilityZones").stream()
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
}
