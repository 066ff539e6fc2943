package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.RequiredRole;
import dev.aks4j.core.model.ResourceId;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the control plane's identity must be allowed for the way to its API server: to join a subnet of the caller's, and
 * to write into a private DNS zone of the caller's and link it to the network. From Azure's pages on API server VNet
 * integration and on private clusters.
 */
final class ApiServerRights {

    private static final String AT = "/properties/apiServerAccessProfile/";

    /** What a cluster's property begins with where the subscription is not chosen yet. */
    private static final String NO_SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000";

    private ApiServerRights() {}

    /** Returns the roles for the API server; {@code others} are those that the cluster's features need. */
    static Stream<RequiredRole> of(ClusterSpec cluster, Stream<RequiredRole> others) {
        Stream<RequiredRole> subnet = id(cluster, "subnetId").stream()
                .map(id -> role(BuiltInRole.NETWORK_CONTRIBUTOR, id, "the API server joins the subnet"));
        Stream<RequiredRole> zone = id(cluster, "privateDNSZone").stream()
                .flatMap(id -> Stream.concat(
                        Stream.of(role(
                                BuiltInRole.PRIVATE_DNS_ZONE_CONTRIBUTOR,
                                id,
                                "the API server gets a name in the zone")),
                        others.flatMap(other -> network(other).stream())
                                .distinct()
                                .map(network -> role(
                                        BuiltInRole.NETWORK_CONTRIBUTOR,
                                        network,
                                        "the private DNS zone is linked to the network"))));
        return Stream.concat(subnet, zone);
    }

    private static RequiredRole role(BuiltInRole role, ResourceId on, String reason) {
        return new RequiredRole(on, role.name(), role.guid(), reason);
    }

    /** Returns the network whose subnet a role is on. */
    private static Optional<ResourceId> network(RequiredRole role) {
        return role.scope().type().equalsIgnoreCase("Microsoft.Network/virtualNetworks/subnets")
                ? role.scope().parent()
                : Optional.empty();
    }

    private static Optional<ResourceId> id(ClusterSpec cluster, String property) {
        return Optional.of(cluster.property(AT + property).asText())
                .filter(text -> text.startsWith("/"))
                .map(text -> text.startsWith(NO_SUBSCRIPTION) ? text.substring(NO_SUBSCRIPTION.length()) : text)
                .map(ResourceId::parse);
    }
}
