package dev.aks4j.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Writes to Azure without any library. */
final class ArmByHand {

    private final SimulatedAzure azure;
    private final String token;

    ArmByHand(SimulatedAzure azure) {
        this.azure = azure;
        this.token = token(azure);
    }

    private static String token(SimulatedAzure azure) {
        String form = "grant_type=client_credentials&scope=https%3A%2F%2Fmanagement.azure.com%2F.default&client_id="
                + azure.clientId() + "&client_secret="
                + azure.clientSecret().replace("+", "%2B").replace("/", "%2F");
        Response response = azure.answer(new Request(
                "POST",
                URI.create("https://login.microsoftonline.com/" + azure.tenantId() + "/oauth2/v2.0/token"),
                Map.of("Content-Type", List.of("application/x-www-form-urlencoded")),
                form.getBytes(StandardCharsets.UTF_8)));
        try {
            return new ObjectMapper()
                    .readTree(response.body())
                    .path("access_token")
                    .asText();
        } catch (IOException e) {
            throw new AssertionError("No token: " + response.status(), e);
        }
    }

    String group(String name) {
        return "/subscriptions/" + azure.subscriptionId() + "/resourceGroups/" + name;
    }

    String cluster(String group, String name) {
        return group(group) + "/providers/Microsoft.ContainerService/managedClusters/" + name;
    }

    void put(String path, String json) {
        send("PUT", path, json.replace('\'', '"'));
    }

    void delete(String path) {
        send("DELETE", path, "");
    }

    private void send(String method, String path, String body) {
        azure.answer(new Request(
                method,
                URI.create("https://management.azure.com" + path + "?api-version=2025-09-01"),
                Map.of("Authorization", List.of("Bearer " + token)),
                body.getBytes(StandardCharsets.UTF_8)));
    }

    void advance(Duration duration) {
        azure.time().advance(duration);
    }
}
