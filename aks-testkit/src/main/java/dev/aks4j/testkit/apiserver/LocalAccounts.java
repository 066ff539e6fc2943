package dev.aks4j.testkit.apiserver;

import dev.aks4j.testkit.cluster.ClusterCredentials;
import dev.aks4j.testkit.cluster.ClusterSnapshot;
import dev.aks4j.testkit.kubernetes.auth.Authenticator;
import dev.aks4j.testkit.kubernetes.auth.User;
import dev.aks4j.testkit.wire.Request;
import java.util.Optional;
import java.util.function.Supplier;

/** Accepts the administrator's static token while the cluster has local accounts. */
record LocalAccounts(ClusterCredentials credentials, Supplier<ClusterSnapshot> cluster) implements Authenticator {

    @Override
    public Optional<User> authenticate(Request request) {
        return Authenticator.bearerToken(request)
                .filter(token -> cluster.get().localAccounts() && token.equals(credentials.adminToken()))
                .map(token -> User.of("masterclient", User.MASTERS));
    }
}
