package dev.aks4j.network.resource;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The private DNS zones in which a private endpoint keeps its names. Goes with the endpoint. */
final class PrivateDnsZoneGroupSpec extends ArmSpec {

    private static final ArmType<PrivateDnsZoneGroupSpec> KIND = ArmType.<PrivateDnsZoneGroupSpec>of(
                    "privateDnsZoneGroup",
                    ResourceNames.TYPE + "privateEndpoints/privateDnsZoneGroups",
                    ResourceNames.API_VERSION)
            .document((group, document) -> document.each(
                    "/properties/privateDnsZoneConfigs",
                    group.zones,
                    (zone, element) -> element.set("/name", zone.name().replace('.', '-'))
                            .set("/properties/privateDnsZoneId", zone)))
            .summary(group ->
                    String.join(", ", group.zones.stream().map(ResourceId::name).toList()))
            .judge(PrivateDnsZoneGroupSpec::named)
            .holdsNothing()
            .build();

    /** A zone is in the group under whatever name. */
    private static Optional<Difference> named(PrivateDnsZoneGroupSpec group, Difference difference, Json live) {
        boolean all = group.zones.stream()
                .allMatch(zone -> live.at("/properties/privateDnsZoneConfigs").stream()
                        .anyMatch(there -> there.at("/properties/privateDnsZoneId")
                                .asText()
                                .toLowerCase(Locale.ROOT)
                                .endsWith(zone.toString().toLowerCase(Locale.ROOT))));
        return all ? Optional.empty() : Optional.of(difference);
    }

    private final List<ResourceId> zones;

    private PrivateDnsZoneGroupSpec(Builder builder) {
        super(builder);
        zones = List.copyOf(builder.zones);
    }

    @Override
    public ArmType<PrivateDnsZoneGroupSpec> kind() {
        return KIND;
    }

    static final class Builder extends ArmSpec.Builder<PrivateDnsZoneGroupSpec, Builder> {
        private final List<ResourceId> zones;

        Builder(ResourceId endpoint, List<ResourceId> zones) {
            super("default", endpoint, Optional.empty());
            this.zones = zones;
        }

        @Override
        protected PrivateDnsZoneGroupSpec create() {
            return new PrivateDnsZoneGroupSpec(this);
        }
    }
}
