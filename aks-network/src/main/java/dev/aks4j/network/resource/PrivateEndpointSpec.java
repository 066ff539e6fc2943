package dev.aks4j.network.resource;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Says what a private endpoint should be: an address in a subnet behind which another resource is reached. With {@link
 * Builder#dnsZones} it keeps that resource's names in private DNS zones. Immutable and thread-safe.
 *
 * <pre>{@code
 * PrivateEndpointSpec.builder("pe-vault", group, vnet.subnet("endpoints").id(), vaultId, "vault")
 *     .dnsZones(vaultZone.id())
 *     .build();
 * }</pre>
 */
public final class PrivateEndpointSpec extends ArmSpec {

    private static final String STAYS = "a private endpoint keeps it";

    private static final ArmType<PrivateEndpointSpec> KIND = ArmType.<PrivateEndpointSpec>of(
                    "privateEndpoint", ResourceNames.TYPE + "privateEndpoints", ResourceNames.API_VERSION)
            .document((endpoint, document) -> document.reference("/properties/subnet", endpoint.subnet)
                    .set("/properties/customNetworkInterfaceName", endpoint.interfaceName)
                    .references("/properties/applicationSecurityGroups", endpoint.groups)
                    .each(
                            "/properties/"
                                    + (endpoint.message.isPresent()
                                            ? "manualPrivateLinkServiceConnections"
                                            : "privateLinkServiceConnections"),
                            List.of(endpoint.name()),
                            (name, element) -> element.set("/name", name)
                                    .set("/properties/privateLinkServiceId", endpoint.target)
                                    .setAll(
                                            "/properties/groupIds",
                                            endpoint.subresource.stream().toList())
                                    .set("/properties/requestMessage", endpoint.message)))
            .summary(endpoint -> endpoint.target.name()
                    + endpoint.subresource.map(part -> ", " + part).orElse("") + ", in " + endpoint.subnet.name())
            .recreated("/properties/subnet", STAYS)
            .recreated("/properties/customNetworkInterfaceName", STAYS)
            .recreated("/properties/privateLinkServiceConnections", STAYS)
            .recreated("/properties/manualPrivateLinkServiceConnections", STAYS)
            .undeclared(
                    Undeclared.fixed("/properties/manualPrivateLinkServiceConnections"),
                    Undeclared.fixed("/properties/customNetworkInterfaceName"),
                    Undeclared.list("/properties/applicationSecurityGroups").secure())
            .judge(PrivateEndpointSpec::connection)
            .rules(PrivateLinkResourceRules.ENDPOINT)
            .holdsNothing()
            .build();

    private final ResourceId subnet;
    private final ResourceId target;
    private final Optional<String> subresource;
    private final Optional<String> interfaceName;
    private final Optional<String> message;
    private final List<ResourceId> groups;
    private final List<ResourceId> zones;

    private PrivateEndpointSpec(Builder builder) {
        super(builder);
        subnet = builder.subnet;
        target = builder.target;
        subresource = builder.subresource;
        interfaceName = builder.interfaceName;
        message = builder.message;
        groups = List.copyOf(builder.groups);
        zones = List.copyOf(builder.zones);
    }

    /**
     * Starts a private endpoint to a part of a resource.
     *
     * @param subnet the subnet of its address
     * @param target the resource that is reached, for example a key vault
     * @param subresource the part of it, for example {@code vault}, {@code blob} or {@code management}
     */
    public static Builder builder(
            String name, ResourceGroupSpec group, ResourceId subnet, ResourceId target, String subresource) {
        return new Builder(name, group.id(), group.region(), subnet, target, Optional.of(subresource));
    }

    /** Starts a private endpoint to a private link service. */
    public static Builder builder(String name, ResourceGroupSpec group, ResourceId subnet, ResourceId service) {
        return new Builder(name, group.id(), group.region(), subnet, service, Optional.empty());
    }

    /** Returns the subnet of its address. */
    public ResourceId subnet() {
        return subnet;
    }

    /** Returns the resource that is reached. */
    public ResourceId target() {
        return target;
    }

    /** Returns the part of the resource that is reached; empty for a private link service. */
    public Optional<String> subresource() {
        return subresource;
    }

    /** Returns the private DNS zones that hold its names. */
    public List<ResourceId> zones() {
        return zones;
    }

    Optional<String> message() {
        return message;
    }

    List<ResourceId> groups() {
        return groups;
    }

    @Override
    public ArmType<PrivateEndpointSpec> kind() {
        return KIND;
    }

    /** The group of zones goes with the endpoint. */
    @Override
    public List<Spec> derived() {
        return zones.isEmpty() ? List.of() : List.of(new PrivateDnsZoneGroupSpec.Builder(id(), zones).build());
    }

    /** A connection has a name, and is asked for or not, as whoever made it wanted; what it reaches is what counts. */
    private static Optional<Difference> connection(PrivateEndpointSpec endpoint, Difference difference, Json live) {
        if (!difference.path().startsWith("/properties/privateLinkServiceConnections")) {
            return Optional.of(difference);
        }
        for (String list : List.of("privateLinkServiceConnections", "manualPrivateLinkServiceConnections")) {
            for (Json there : live.path("properties").path(list)) {
                Json reached = there.path("properties");
                boolean same = reached.path("privateLinkServiceId")
                                .asText()
                                .toLowerCase(Locale.ROOT)
                                .endsWith(endpoint.target.toString().toLowerCase(Locale.ROOT))
                        && reached.path("groupIds").stream()
                                .map(Json::asText)
                                .toList()
                                .equals(endpoint.subresource.stream().toList());
                if (same) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(difference);
    }

    /** Builds a {@link PrivateEndpointSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Tagged<PrivateEndpointSpec, Builder> {
        private final ResourceId subnet;
        private final ResourceId target;
        private final Optional<String> subresource;
        private Optional<String> interfaceName = Optional.empty();
        private Optional<String> message = Optional.empty();
        private final List<ResourceId> groups = new ArrayList<>();
        private final List<ResourceId> zones = new ArrayList<>();

        private Builder(
                String name,
                ResourceId group,
                Region region,
                ResourceId subnet,
                ResourceId target,
                Optional<String> subresource) {
            super(name, group, Optional.of(region));
            this.subnet = Objects.requireNonNull(subnet);
            this.target = Objects.requireNonNull(target);
            this.subresource = subresource;
        }

        /** Names the network interface. Default: Azure does. */
        public Builder interfaceName(String text) {
            interfaceName = Optional.of(text);
            return this;
        }

        /** Asks the owner of the resource for approval, with a message of at most 140 characters. */
        public Builder requestApproval(String text) {
            message = Optional.of(text);
            return this;
        }

        /** Puts the endpoint into application security groups. */
        public Builder applicationSecurityGroups(ResourceId... ids) {
            groups.addAll(List.of(ids));
            return this;
        }

        /** Keeps the names of the resource in private DNS zones, at most 5. */
        public Builder dnsZones(ResourceId... ids) {
            zones.addAll(List.of(ids));
            return this;
        }

        @Override
        protected PrivateEndpointSpec create() {
            return new PrivateEndpointSpec(this);
        }
    }
}
