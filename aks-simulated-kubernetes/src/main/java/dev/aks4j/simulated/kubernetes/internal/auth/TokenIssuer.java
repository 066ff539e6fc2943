package dev.aks4j.simulated.kubernetes.internal.auth;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Signs tokens for service accounts. Called under the simulator's lock. */
@FunctionalInterface
public interface TokenIssuer {

    /**
     * Returns a signed token.
     *
     * @param account who the token is for
     * @param audiences whom it is for; empty for the API server itself
     * @param lifetime how long it is valid
     */
    Token issue(Account account, List<String> audiences, Duration lifetime);

    /** Returns the URL under which tokens are issued. */
    default String url() {
        return "https://kubernetes.default.svc";
    }

    /** Returns the public keys, as JSON Web Keys, that tokens can be checked with; none if they are not signed. */
    default ArrayNode keys() {
        return KubeJson.array();
    }

    /** A service account. */
    record Account(String namespace, String name, String uid) {}

    /** A signed token and when it ends. */
    record Token(String text, Instant expiry) {
        @Override
        public String toString() {
            return "Token[expiry=" + expiry + "]";
        }
    }
}
