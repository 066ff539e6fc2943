package dev.aks4j.simulated.azure.internal.apiserver;

import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.internal.cluster.ClusterKeys;
import dev.aks4j.simulated.kubernetes.internal.auth.Authenticator;
import dev.aks4j.simulated.kubernetes.internal.auth.User;
import dev.aks4j.simulated.wire.Request;
import java.util.Optional;
import java.util.function.Supplier;

/** Accepts the administrator's static token while the cluster has local accounts. */
record LocalAccounts(ClusterKeys credentials, Supplier<ClusterSnapshot> cluster) implements Authenticator {

    @Override
    public Optional<User> authenticate(Request request) {
        return Authenticator.bearerToken(request)
                .filter(token -> cluster.get().localAccounts() && token.equals(credentials.adminToken()))
                .map(token -> User.of("masterclient", User.MASTERS));
    }
}
