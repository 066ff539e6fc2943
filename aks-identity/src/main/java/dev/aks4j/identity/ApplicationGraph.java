package dev.aks4j.identity;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.CredentialException;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/** An application in Microsoft Graph, as its credentials are read and written. Blocks. Thread-safe. */
final class ApplicationGraph {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration KNOWN_AFTER = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Aks aks;
    private final String clientId;
    private final ArmClient graph;
    private final String url;

    ApplicationGraph(Aks aks, String clientId) {
        this.aks = Objects.requireNonNull(aks);
        this.clientId = Objects.requireNonNull(clientId);
        this.graph = aks.graph()
                .orElseThrow(() -> new AksException(
                        "The cloud names no Microsoft Graph, where applications are; see AzureCloud.withGraph."));
        this.url = aks.cloud().graphEndpoint().orElseThrow() + "/v1.0/applications(appId='" + clientId + "')";
    }

    Json read(String below) {
        return send(ArmRequest.follow(url + below));
    }

    Json post(String below, Json body) {
        return send(ArmRequest.post(URI.create(url + below), body));
    }

    void patch(String below, Json body) {
        send(ArmRequest.patch(URI.create(url + below), body));
    }

    void delete(String below) {
        send(ArmRequest.delete(URI.create(url + below)));
    }

    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Json send(ArmRequest request) {
        return aks.await(graph.send(request), LIMIT).body();
    }

    /** Waits until Microsoft Entra ID knows a new credential: seconds, at most ten minutes. */
    void awaitSignIn(AksCredential credential) {
        Duration waited = Duration.ZERO;
        while (true) {
            try {
                aks.await(aks.signIn(credential), LIMIT);
                return;
            } catch (CredentialException unknown) {
                waited = waited.plus(PAUSE);
                if (waited.compareTo(KNOWN_AFTER) > 0) {
                    throw unknown;
                }
                aks.await(aks.later(PAUSE), LIMIT);
            }
        }
    }

    String clientId() {
        return clientId;
    }

    String tenantId() {
        return aks.caller().tenantId();
    }

    Aks aks() {
        return aks;
    }
}
