package dev.aks4j.simulated.azure.internal.dataplane;

import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.entra.AccessToken;
import dev.aks4j.simulated.azure.internal.entra.InvalidToken;
import dev.aks4j.simulated.azure.internal.entra.IssuedTokens;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Request;
import java.util.Locale;
import java.util.Optional;

/** Who calls a service that holds data, and what they may do there. Used under the simulator's lock. */
record DataAccess(Cloud cloud, IssuedTokens tokens) {

    /** Returns the object id of the caller; nothing if there is no good token for one of the audiences. */
    Optional<String> caller(Request request, String... audiences) {
        String header = request.header("Authorization").orElse("");
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.empty();
        }
        try {
            AccessToken token = tokens.verify(header.substring(7));
            String audience = token.audience().replaceAll("/+$", "");
            return java.util.Arrays.asList(audiences).contains(audience)
                    ? Optional.of(token.objectId())
                    : Optional.empty();
        } catch (InvalidToken invalid) {
            return Optional.empty();
        }
    }

    boolean allows(String objectId, String action, String scope) {
        return cloud.access().allowsData(objectId, action, scope);
    }

    /** Returns the id of the resource of a type with a name, which is one in all of Azure. */
    Optional<String> resource(String type, String name) {
        return cloud.resources().below(StoredResource.class, cloud.subscriptionScope()).stream()
                .filter(each -> each.type().equalsIgnoreCase(type))
                .map(StoredResource::id)
                .filter(id -> id.toLowerCase(Locale.ROOT).endsWith("/" + name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
