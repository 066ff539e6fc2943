package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.auth.TokenIssuer;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.util.List;

/** What the API server says of the tokens of service accounts that it issues. Used under the simulator's lock. */
final class IssuerDocuments {

    private static final String KEYS = "application/jwk-set+json";

    private final TokenIssuer issuer;

    IssuerDocuments(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    ObjectNode configuration(Request request) {
        ObjectNode document = KubeJson.object().put("issuer", issuer.url());
        document.put("jwks_uri", "https://" + request.uri().getAuthority() + "/openid/v1/jwks");
        document.set("response_types_supported", KubeJson.array(List.of("id_token")));
        document.set("subject_types_supported", KubeJson.array(List.of("public")));
        document.set("id_token_signing_alg_values_supported", KubeJson.array(List.of("RS256")));
        return document;
    }

    Response keys(Request request) {
        boolean accepted = Accepted.of(request.header("Accept").orElse("")).clauses().stream()
                .anyMatch(one -> List.of("*/*", "application/*", KEYS).contains(one.media()));
        if (!accepted) {
            throw Failures.of(
                    406,
                    "NotAcceptable",
                    "406: Not Acceptable\n\nAvailable representations: " + KEYS,
                    KubeJson.object());
        }
        ObjectNode document = KubeJson.object();
        document.set("keys", issuer.keys());
        return Answers.json(200, document).with("Content-Type", KEYS);
    }
}
