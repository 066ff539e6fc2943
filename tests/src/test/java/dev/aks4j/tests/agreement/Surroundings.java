package dev.aks4j.tests.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.ManagedIdentitySpec;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.testkit.SimulatedAzure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A simulated Azure with a virtual network and an identity, to which single requests are put. Its clock stands still unless told. */
final class Surroundings implements AutoCloseable {

    static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private static final ObjectMapper JSON = new ObjectMapper();

    final SimulatedAzure azure = SimulatedAzure.create();
    final ManagedIdentitySpec identity = ManagedIdentitySpec.of("id-shop", GROUP);
    final VirtualNetworkSpec vnet = VirtualNetworkSpec.builder("vnet-shop", GROUP)
            .addressSpace("10.20.0.0/16")
            .subnet("nodes", "10.20.0.0/20")
            .subnet("small", "10.20.16.0/28")
            .subnet("natted", "10.20.32.0/22", subnet -> subnet.natGateway(network("natGateways", "nat")))
            .subnet("routed", "10.20.36.0/22", subnet -> subnet.routeTable(network("routeTables", "routes")))
            .build();
    private String token = "";
    private Instant renewal = Instant.MIN;

    Surroundings() {
        List.of(
                        "standardDDSv5Family",
                        "standardDSv5Family",
                        "standardDSv2Family",
                        "standardBSFamily",
                        "standardAv2Family",
                        "standardDPSv5Family",
                        "Standard NCASv3_T4 Family")
                .forEach(family -> azure.quota(Region.WEST_EUROPE).cores(family, Integer.MAX_VALUE / 4));
        azure.quota(Region.WEST_EUROPE).spotCores(Integer.MAX_VALUE / 4);
        try (Aks aks = Aks.builder(azure.subscriptionId())
                .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                .transport(azure.transport())
                .build()) {
            aks.plan(GROUP).apply().await(Duration.ofHours(1));
            put(id(network("natGateways", "nat")), "2025-03-01", "{\"location\":\"westeurope\"}");
            put(id(network("routeTables", "routes")), "2025-03-01", "{\"location\":\"westeurope\"}");
            RoleAssignmentSpec right =
                    RoleAssignmentSpec.of(BuiltInRole.NETWORK_CONTRIBUTOR, vnet.id(), Principal.of(identity));
            aks.plan(GROUP, vnet, identity, right).apply().await(Duration.ofHours(1));
        }
    }

    private static ResourceId network(String type, String name) {
        return GROUP.id().child("Microsoft.Network/" + type, name);
    }

    String id(ResourceId id) {
        return id.inSubscription(azure.subscriptionId()).toString();
    }

    String identityId() {
        return id(identity.id());
    }

    String subnetId(String name) {
        return id(vnet.id()) + "/subnets/" + name;
    }

    Scope scope() {
        return new Scope(azure.subscriptionId(), azure.time().now(), List.of(GROUP, vnet, identity));
    }

    /** Returns what Azure says at once to a new cluster, and to what only its pools' own API takes once it is there. */
    Response create(Sketch sketch) {
        String id = id(GROUP.id()) + "/providers/Microsoft.ContainerService/managedClusters/" + sketch.name;
        Response answer = put(id, "2026-08-01", AsJson.cluster(sketch, this).toString());
        for (SketchedPool pool : sketch.pools) {
            if (answer.status() < 300 && !pool.alone.isEmpty()) {
                azure.time().advance(Duration.ofMinutes(20));
                answer = put(id + "/agentPools/" + pool.name, AsJson.pool(sketch, pool, this));
            }
        }
        return answer;
    }

    String clusterId(String name) {
        return id(GROUP.id()) + "/providers/Microsoft.ContainerService/managedClusters/" + name;
    }

    Response get(String id) {
        URI uri = URI.create("https://management.azure.com" + id + "?api-version=2025-09-01");
        return azure.answer(
                new Request("GET", uri, Map.of("Authorization", List.of("Bearer " + token())), new byte[0]));
    }

    Response put(String id, JsonNode body) {
        return put(id, "2026-08-01", body.toString());
    }

    void advance(Duration duration) {
        azure.time().advance(duration);
    }

    Response put(String id, String version, String body) {
        return send("PUT", id, version, body);
    }

    Response send(String method, String id, String body) {
        return send(method, id, "2026-08-01", body);
    }

    private Response send(String method, String id, String version, String body) {
        URI uri = URI.create("https://management.azure.com" + id + "?api-version=" + version);
        return azure.answer(new Request(
                method,
                uri,
                Map.of("Authorization", List.of("Bearer " + token()), "Content-Type", List.of("application/json")),
                body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns a token that is good for a while; signing one is what takes long here. */
    private String token() {
        if (!azure.time().now().isBefore(renewal)) {
            token = signIn();
            renewal = azure.time().now().plus(Duration.ofMinutes(50));
        }
        return token;
    }

    private String signIn() {
        String form = "grant_type=client_credentials&client_id=" + azure.clientId() + "&client_secret="
                + URLEncoder.encode(azure.clientSecret(), StandardCharsets.UTF_8) + "&scope="
                + URLEncoder.encode("https://management.azure.com/.default", StandardCharsets.UTF_8);
        Response answer = azure.answer(new Request(
                "POST",
                URI.create("https://login.microsoftonline.com/" + azure.tenantId() + "/oauth2/v2.0/token"),
                Map.of("Content-Type", List.of("application/x-www-form-urlencoded")),
                form.getBytes(StandardCharsets.UTF_8)));
        return json(answer).path("access_token").asText();
    }

    static JsonNode json(Response answer) {
        try {
            return JSON.readTree(new String(answer.body(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        azure.close();
    }
}
