package dev.aks4j.simulated.azure.internal.apiserver;

import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.entra.AccessToken;
import dev.aks4j.simulated.azure.internal.entra.InvalidToken;
import dev.aks4j.simulated.azure.internal.entra.IssuedTokens;
import dev.aks4j.simulated.kubernetes.internal.auth.Authenticator;
import dev.aks4j.simulated.kubernetes.internal.auth.User;
import dev.aks4j.simulated.wire.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Accepts Entra tokens for the AKS server application, if the cluster has Entra integration: the user's name is the
 * object id, and so are the names of its groups. Members of the cluster's administrator groups may do everything.
 */
record EntraUsers(Cloud cloud, IssuedTokens tokens, Supplier<ClusterSnapshot> cluster) implements Authenticator {

    private static final String SERVER_APP = "6dae42f8-4368-4678-94ff-3960e28e3630";

    @Override
    public Optional<User> authenticate(Request request) {
        return cluster.get().entra() ? Authenticator.bearerToken(request).flatMap(this::user) : Optional.empty();
    }

    private Optional<User> user(String text) {
        try {
            AccessToken token = tokens.verify(text);
            if (!token.audience().equals(SERVER_APP) && !token.audience().equals("api://" + SERVER_APP)) {
                return Optional.empty();
            }
            List<String> groups = new ArrayList<>(cloud.directory().groupsOf(token.objectId()));
            if (groups.stream().anyMatch(cluster.get().adminGroups()::contains)) {
                groups.add(User.MASTERS);
            }
            return Optional.of(User.authenticated(
                    token.objectId(), token.objectId(), groups, Map.of("oid", List.of(token.objectId()))));
        } catch (InvalidToken invalid) {
            return Optional.empty();
        }
    }
}
