package dev.aks4j.simulated.azure.internal.apiserver;

import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The documents of the clusters' OIDC issuers, public and readable even while a cluster is stopped: the discovery
 * document and the key set.
 */
final class Issuers {

    /** The domain in which every issuer's host name lies. */
    static final String DOMAIN = ".oic.prod-aks.azure.com";

    private static final String DISCOVERY = ".well-known/openid-configuration";
    private static final String KEYS = "openid/v1/jwks";

    private Issuers() {}

    static Response answer(Request request, Collection<ApiServer> servers) {
        String asked = request.uri().getHost() + request.uri().getPath();
        for (ApiServer server : servers) {
            Optional<String> issuer = server.issuer();
            if (issuer.isPresent()) {
                String place = issuer.get().substring(issuer.get().indexOf(server.issuerHost()));
                if (asked.equalsIgnoreCase(place + DISCOVERY)) {
                    return json(AzureJson.compact(AzureJson.of(discovery(issuer.get()))));
                } else if (asked.equalsIgnoreCase(place + KEYS)) {
                    return json(server.signingKeys().toString());
                }
            }
        }
        return Response.of(404, "application/xml", "<?xml version=\"1.0\"?><Error><Code>BlobNotFound</Code></Error>");
    }

    private static Map<String, Object> discovery(String issuer) {
        return Map.of(
                "issuer", issuer,
                "jwks_uri", issuer + KEYS,
                "response_types_supported", List.of("id_token"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("RS256"));
    }

    private static Response json(String text) {
        return Response.of(200, "application/json", text);
    }

    /** Returns the host name of the issuers of a region. */
    static String host(String region) {
        return region.toLowerCase(Locale.ROOT) + DOMAIN;
    }
}
