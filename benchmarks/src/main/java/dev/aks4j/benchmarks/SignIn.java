package dev.aks4j.benchmarks;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.testkit.SimulatedAzure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** A token of a simulator, got once, so that signing in is no part of what is measured. */
final class SignIn {

    private static final OffsetDateTime NEVER = OffsetDateTime.of(2100, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private SignIn() {}

    /** Signs the default application in. The token is good for an hour of the simulator's time. */
    static String token(SimulatedAzure azure) {
        String form = "grant_type=client_credentials&scope=" + encode("https://management.azure.com/.default")
                + "&client_id=" + encode(azure.clientId()) + "&client_secret=" + encode(azure.clientSecret());
        Response answer = azure.answer(new Request(
                "POST",
                URI.create("https://login.microsoftonline.com/" + azure.tenantId() + "/oauth2/v2.0/token"),
                Map.of("Content-Type", List.of("application/x-www-form-urlencoded")),
                form.getBytes(StandardCharsets.UTF_8)));
        try {
            return new ObjectMapper()
                    .readTree(answer.body())
                    .required("access_token")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a credential that always gives the same token. */
    static TokenCredential with(String token) {
        return request -> Mono.just(new AccessToken(token, NEVER));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
