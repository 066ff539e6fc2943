package dev.aks4j.simulated.kubernetes.internal.auth;

import dev.aks4j.simulated.kubernetes.internal.store.Ids;
import dev.aks4j.simulated.time.Timeline;
import dev.aks4j.simulated.wire.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tokens without content, known only to the cluster that issued them. Used under the simulator's lock. */
public final class OpaqueTokens implements TokenIssuer, Authenticator {

    private record Issued(User user, Instant expiry, boolean forApi) {}

    private final Timeline timeline;
    private final Ids ids;
    private final Map<String, Issued> issued = new HashMap<>();

    /** Makes an issuer that has issued nothing. */
    public OpaqueTokens(Timeline timeline, Ids ids) {
        this.timeline = timeline;
        this.ids = ids;
    }

    @Override
    public Token issue(Account account, List<String> audiences, Duration lifetime) {
        String text = ids.uuid() + ids.uuid();
        Instant expiry = timeline.now().plus(lifetime);
        User user = User.serviceAccount(account.namespace(), account.name(), account.uid());
        issued.put(text, new Issued(user, expiry, audiences.isEmpty()));
        return new Token(text, expiry);
    }

    @Override
    public Optional<User> authenticate(Request request) {
        return Authenticator.bearerToken(request)
                .map(issued::get)
                .filter(token -> token.forApi() && timeline.now().isBefore(token.expiry()))
                .map(Issued::user);
    }
}
