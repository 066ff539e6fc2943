package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.RequiredRole;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the control plane's identity must be allowed for what node pools name: to put nodes into application security groups,
 * and to give them public addresses out of a prefix. From AKS' pages on allowed host ports and on node public addresses.
 */
final class PoolRights {

    private PoolRights() {}

    static Stream<RequiredRole> of(ClusterSpec cluster) {
        return cluster.pools().stream()
                .flatMap(pool -> Stream.concat(
                        pool.property("/networkProfile/applicationSecurityGroups").stream()
                                .flatMap(id -> role(id, "nodes join the application security group")),
                        role(pool.property("/nodePublicIPPrefixID"), "nodes get public addresses out of the prefix")))
                .distinct();
    }

    private static Stream<RequiredRole> role(Json id, String reason) {
        return read(id.asText())
                .map(on -> new RequiredRole(
                        on, BuiltInRole.NETWORK_CONTRIBUTOR.name(), BuiltInRole.NETWORK_CONTRIBUTOR.guid(), reason))
                .stream();
    }

    private static Optional<ResourceId> read(String text) {
        try {
            return text.startsWith("/") ? Optional.of(ResourceId.parse(text)) : Optional.empty();
        } catch (AksException e) {
            // The rules of pools say what is wrong with it.
            return Optional.empty();
        }
    }
}
