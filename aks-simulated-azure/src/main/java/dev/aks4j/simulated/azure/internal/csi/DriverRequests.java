package dev.aks4j.simulated.azure.internal.csi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.directory.DirectoryPrincipal;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.kubernetes.internal.controller.CloudVolumes.Refused;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the drivers of a cluster ask Azure, in the name of the cluster's identity. Guarded by the simulator's lock. */
public final class DriverRequests {

    static final String COMPUTE = "2025-01-02";
    static final String STORAGE = "2025-06-01";
    static final String NETWORK = "2025-03-01";

    private final Cloud cloud;
    private final Supplier<Optional<DirectoryPrincipal>> identity;
    private final Function<ArmCall, Response> door;

    /**
     * Makes a cluster's way to Azure.
     *
     * @param identity the cluster's identity
     * @param door where requests of known senders go in
     */
    public DriverRequests(
            Cloud cloud, Supplier<Optional<DirectoryPrincipal>> identity, Function<ArmCall, Response> door) {
        this.cloud = cloud;
        this.identity = identity;
        this.door = door;
    }

    Optional<JsonNode> get(String id, String version) {
        Response answer = send("GET", id, version, Optional.empty());
        if (answer.status() == 404) {
            return Optional.empty();
        }
        return AzureJson.parse(required(answer).body());
    }

    void put(String id, String version, ObjectNode body) {
        required(send("PUT", id, version, Optional.of(body)));
    }

    void patch(String id, String version, ObjectNode body) {
        required(send("PATCH", id, version, Optional.of(body)));
    }

    void delete(String id, String version) {
        Response answer = send("DELETE", id, version, Optional.empty());
        if (answer.status() != 404) {
            required(answer);
        }
    }

    private static Response required(Response answer) {
        if (answer.status() >= 400) {
            JsonNode error = AzureJson.parse(answer.body())
                    .map(body -> body.path("error"))
                    .orElse(AzureJson.object());
            throw new Refused("RESPONSE " + answer.status() + ", ERROR CODE: "
                    + error.path("code").asText() + ", " + error.path("message").asText());
        }
        return answer;
    }

    private Response send(String method, String id, String version, Optional<ObjectNode> body) {
        DirectoryPrincipal caller =
                identity.get().orElseThrow(() -> new Refused("the cluster has no identity that Azure knows"));
        Request http = new Request(
                method,
                URI.create(cloud.endpoints().arm() + id.replace(" ", "%20") + "?api-version=" + version),
                Map.of("Content-Type", List.of("application/json")),
                body.map(AzureJson::compact)
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .orElseGet(() -> new byte[0]));
        try {
            return door.apply(ArmCall.of(http, caller, List.of()));
        } catch (ArmError refused) {
            return refused.response();
        }
    }
}
