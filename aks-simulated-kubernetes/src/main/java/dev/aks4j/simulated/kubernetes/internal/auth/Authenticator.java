package dev.aks4j.simulated.kubernetes.internal.auth;

import dev.aks4j.simulated.wire.Request;
import java.util.List;
import java.util.Optional;

/** Finds out who sends a request. Called under the simulator's lock. */
@FunctionalInterface
public interface Authenticator {

    /** Returns who it is, or nothing if the request carries no credential that this authenticator accepts. */
    Optional<User> authenticate(Request request);

    /** Returns an authenticator that asks several in turn. */
    static Authenticator anyOf(List<Authenticator> authenticators) {
        return request -> authenticators.stream()
                .map(authenticator -> authenticator.authenticate(request))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Returns the bearer token of a request. */
    static Optional<String> bearerToken(Request request) {
        return request.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip())
                .filter(token -> !token.isEmpty());
    }
}
