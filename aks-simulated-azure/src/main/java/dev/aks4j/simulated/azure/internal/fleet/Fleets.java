package dev.aks4j.simulated.azure.internal.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.plain.Manner;
import dev.aks4j.simulated.azure.internal.plain.PlainResources;
import dev.aks4j.simulated.azure.internal.plain.PlainType;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Response;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The part of Microsoft.ContainerService that is below {@code fleets}. */
public final class Fleets {

    static final String TYPE = "Microsoft.ContainerService/fleets";

    private static final Set<String> STATES_BEFORE_START = Set.of("NotStarted");

    private final Cloud cloud;
    private final MemberClusters clusters;
    private final PlainResources plain;
    private final UpdateRuns runs;

    /** Makes the fleets of a cloud. */
    public Fleets(Cloud cloud, MemberClusters clusters) {
        this.cloud = cloud;
        this.clusters = clusters;
        runs = new UpdateRuns(cloud, clusters);
        plain = new PlainResources(
                cloud,
                "Microsoft.ContainerService",
                "2026-06-01",
                List.of(
                        PlainType.of("fleets", Manner.NETWORK, this::fleet),
                        PlainType.child("fleets/members", Manner.NETWORK, this::member),
                        PlainType.child("fleets/updateStrategies", Manner.NOW, this::strategy),
                        PlainType.child("fleets/updateRuns", Manner.NOW, this::run),
                        PlainType.child("fleets/gates", Manner.NOW, (call, body, existing) -> {})));
    }

    /** Answers a request below {@code fleets}. */
    public Response answer(ArmCall request) {
        ArmPath path = request.path();
        if (path.matches("fleets", "*", "updateRuns", "*", "*")) {
            if (!request.method().equals("POST")) {
                throw Arm.noSuchVerb(request);
            }
            return runs.act(request, path.rest().get(4));
        }
        if (path.matches("fleets", "*", "gates", "*") && !request.method().equals("GET")) {
            if (!request.method().equals("PATCH")) {
                throw Arm.noSuchVerb(request);
            }
            return runs.open(request);
        }
        return plain.answer(request).orElseThrow(() -> Arm.noSuchType(request));
    }

    private static String name(ObjectNode body) {
        return body.path("name").asText();
    }

    private static ArmError bad(String message) {
        return ArmError.service(400, "InvalidParameter", message);
    }

    private void fleet(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        requireName(name(body), 63);
        tag(body);
    }

    private static void requireName(String name, int longest) {
        if (!name.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?") || name.length() > longest) {
            throw bad("The name '" + name
                    + "' does not conform to the pattern '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' or is longer" + " than "
                    + longest + " characters.");
        }
    }

    private void tag(ObjectNode body) {
        body.put("eTag", "\"" + cloud.random().guid() + "\"");
    }

    private void member(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        requireName(name(body), 50);
        tag(body);
        JsonNode properties = body.path("properties");
        String cluster = properties.path("clusterResourceId").asText();
        existing.map(before -> before.body().at("/properties/clusterResourceId").asText())
                .filter(before -> !before.equalsIgnoreCase(cluster))
                .ifPresent(before -> {
                    throw bad("Changing property 'clusterResourceId' of a member is not allowed.");
                });
        if (clusters.find(cluster).isEmpty()) {
            throw ArmError.service(404, "ResourceNotFound", "The cluster '" + cluster + "' was not found.");
        }
        String own = body.path("id").asText();
        boolean taken = members("/subscriptions/" + cloud.subscriptionId()).stream()
                .anyMatch(other -> !other.id().equalsIgnoreCase(own)
                        && other.body()
                                .at("/properties/clusterResourceId")
                                .asText()
                                .equalsIgnoreCase(cluster));
        if (taken) {
            throw ArmError.service(409, "Conflict", "The cluster '" + cluster + "' is already a member of a fleet.");
        }
        String group = properties.path("group").asText();
        if (!group.isEmpty()) {
            requireName(group, 50);
        }
    }

    private List<StoredResource> members(String below) {
        return UpdateRuns.members(cloud, below);
    }

    private void strategy(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        requireName(name(body), 50);
        tag(body);
        requireStages(body.at("/properties/strategy"));
    }

    private static void requireStages(JsonNode strategy) {
        if (strategy.path("stages").isEmpty()) {
            throw bad("A strategy needs at least one stage.");
        }
        Set<String> names = new HashSet<>();
        Set<String> groups = new HashSet<>();
        for (JsonNode stage : strategy.path("stages")) {
            String name = stage.path("name").asText();
            requireName(name, 50);
            if (!names.add(name)) {
                throw bad("The stage '" + name + "' is not unique.");
            }
            if (stage.path("groups").isEmpty()) {
                throw bad("The stage '" + name + "' has no groups.");
            }
            if (stage.path("groups").size() > 50) {
                throw bad("The stage '" + name + "' has more than 50 groups.");
            }
            int most = requireConcurrency(stage, 50);
            requireGates(stage);
            if (stage.path("afterStageWaitInSeconds").asLong() < 0) {
                throw bad("The stage '" + name + "' has a negative afterStageWaitInSeconds.");
            }
            for (JsonNode group : stage.path("groups")) {
                String called = group.path("name").asText();
                requireName(called, 50);
                requireConcurrency(group, most);
                requireGates(group);
                if (!groups.add(called)) {
                    throw bad("The group '" + called + "' is not unique within and across stages.");
                }
            }
        }
    }

    private static int requireConcurrency(JsonNode of, int ceiling) {
        String most = of.path("maxConcurrency").asText();
        if (most.isEmpty() || most.matches("[1-9][0-9]?%|100%")) {
            return ceiling;
        }
        if (!most.matches("[1-9][0-9]*")) {
            throw bad("maxConcurrency '" + most + "' is neither a count from 1 nor a percentage from 1% to 100%.");
        }
        if (new BigInteger(most).compareTo(BigInteger.valueOf(ceiling)) > 0) {
            throw bad("maxConcurrency '" + most + "' exceeds the limit of " + ceiling + ".");
        }
        return Integer.parseInt(most);
    }

    private static void requireGates(JsonNode of) {
        for (String where : List.of("beforeGates", "afterGates")) {
            for (JsonNode gate : of.path(where)) {
                int length = gate.path("displayName").asText().length();
                if (gate.has("displayName") && (length < 1 || length > 100)) {
                    throw bad("The displayName of a gate must have 1 to 100 characters.");
                }
            }
        }
    }

    private void run(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        requireName(name(body), 50);
        tag(body);
        ObjectNode properties = AzureJson.child(body, "properties");
        existing.ifPresent(before -> requireSameOnceStarted(before, properties));
        JsonNode upgrade = properties.at("/managedClusterUpdate/upgrade");
        String type = upgrade.path("type").asText();
        String version = upgrade.path("kubernetesVersion").asText();
        if (!Set.of("Full", "NodeImageOnly", "ControlPlaneOnly").contains(type)) {
            throw bad("The upgrade type '" + type + "' is not one of Full, NodeImageOnly, ControlPlaneOnly.");
        }
        if (type.equals("NodeImageOnly") != version.isEmpty()) {
            throw bad("An upgrade of type " + type + (version.isEmpty() ? " needs a" : " takes no")
                    + " kubernetesVersion.");
        }
        String strategy = properties.path("updateStrategyId").asText();
        if (existing.isEmpty()
                && !strategy.isEmpty()
                && properties.path("strategy").isObject()) {
            throw bad("Setting both updateStrategyId and strategy is invalid.");
        }
        if (!strategy.isEmpty()) {
            StoredResource known = cloud.resources()
                    .find(StoredResource.class, strategy)
                    .orElseThrow(() -> ArmError.service(
                            404, "ResourceNotFound", "The strategy '" + strategy + "' was not found."));
            properties.set("strategy", known.body().at("/properties/strategy").deepCopy());
        }
        if (properties.path("strategy").isObject()) {
            requireStages(properties.path("strategy"));
        }
        String fleet = call.path().resource();
        runs.lay(
                fleet.substring(0, fleet.toLowerCase(java.util.Locale.ROOT).indexOf("/updateruns/")),
                properties,
                existing);
    }

    private static void requireSameOnceStarted(StoredResource before, ObjectNode properties) {
        String state = before.body().at("/properties/status/status/state").asText();
        JsonNode had = before.body().at("/properties/managedClusterUpdate");
        if (!STATES_BEFORE_START.contains(state) && !had.equals(properties.path("managedClusterUpdate"))) {
            throw ArmError.service(
                    409, "OperationNotAllowed", "managedClusterUpdate cannot be modified after the run was started.");
        }
    }
}
