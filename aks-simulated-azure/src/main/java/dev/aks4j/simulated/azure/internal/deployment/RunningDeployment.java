package dev.aks4j.simulated.azure.internal.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.state.Resource;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A deployment: writes the resources of its template, each when those are ready on which it depends, as whoever began it.
 * Guarded by the simulator's lock.
 */
final class RunningDeployment implements Resource {

    static final String TYPE = "Microsoft.Resources/deployments";
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** Sends a request as whoever began the deployment: a method with an id and api-version, and a body. */
    @FunctionalInterface
    interface Door {
        /** Answers one. */
        Response send(String method, String id, String apiVersion, Optional<ObjectNode> body);
    }

    private final Cloud cloud;
    private final String id;
    private final TemplateRun run;
    private final Door door;
    private final ObjectNode asked;
    private final Instant begun;
    private final String correlation;
    private final List<DeployedResource> waiting;
    private final Map<DeployedResource, String> underWay = new LinkedHashMap<>();
    private final ArrayNode operations = AzureJson.array();
    private String state = "Running";
    private Optional<Instant> ended = Optional.empty();
    private Optional<ObjectNode> error = Optional.empty();
    private ObjectNode outputs = AzureJson.object();

    RunningDeployment(Cloud cloud, String id, TemplateRun run, ObjectNode asked, Door door) {
        this.cloud = cloud;
        this.id = id;
        this.run = run;
        this.asked = asked;
        this.door = door;
        this.begun = cloud.now();
        this.correlation = cloud.random().guid();
        this.waiting = new ArrayList<>(run.resources());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String type() {
        return TYPE;
    }

    String state() {
        return state;
    }

    Optional<ObjectNode> error() {
        return error;
    }

    ArrayNode operations() {
        return operations;
    }

    /** Does what can be done now, and looks again later. */
    void go() {
        if (ended.isPresent()) {
            return;
        }
        try {
            look();
            begin();
            if (waiting.isEmpty() && underWay.isEmpty()) {
                outputs = run.outputs();
                end("Succeeded");
                return;
            }
        } catch (TemplateError wrong) {
            fail("InvalidTemplate", wrong.getMessage(), Optional.empty());
            return;
        }
        if (ended.isEmpty()) {
            cloud.time().after(LOOK, this::go);
        }
    }

    private void begin() {
        boolean more = true;
        while (more && ended.isEmpty()) {
            more = false;
            for (DeployedResource each : List.copyOf(waiting)) {
                if (ended.isEmpty() && !run.waits(each) && write(each)) {
                    waiting.remove(each);
                    more = true;
                }
            }
        }
    }

    private boolean write(DeployedResource resource) {
        ObjectNode body;
        try {
            body = resource.existing() ? AzureJson.object() : run.body(resource);
        } catch (TemplateRun.NotYet dependsOnAnother) {
            return false;
        }
        if (resource.existing()) {
            run.isDone(resource);
            return true;
        }
        Response answer = door.send("PUT", resource.id(), resource.apiVersion(), Optional.of(body));
        if (answer.status() >= 400) {
            note(resource, "Failed", answer.status(), problem(answer));
            fail(resource, problem(answer));
        } else {
            underWay.put(resource, "");
            look(resource);
        }
        return true;
    }

    private void look() {
        List.copyOf(underWay.keySet()).forEach(this::look);
    }

    private void look(DeployedResource resource) {
        Response answer = door.send("GET", resource.id(), resource.apiVersion(), Optional.empty());
        JsonNode found = AzureJson.parse(answer.body()).orElseGet(AzureJson::object);
        String now = found.at("/properties/provisioningState").asText("Succeeded");
        if (answer.status() >= 400 || List.of("Failed", "Canceled").contains(now)) {
            underWay.remove(resource);
            ObjectNode why = found.at("/properties/error") instanceof ObjectNode told
                    ? told
                    : AzureJson.object()
                            .put("code", "ResourceDeploymentFailure")
                            .put(
                                    "message",
                                    "The resource write operation failed to complete successfully, because it reached"
                                            + " terminal provisioning state '" + now + "'.");
            note(resource, "Failed", 409, why);
            fail(resource, why);
        } else if (now.equals("Succeeded")) {
            underWay.remove(resource);
            run.isDone(resource);
            note(resource, "Succeeded", 200, AzureJson.object());
        }
    }

    private static ObjectNode problem(Response answer) {
        JsonNode body = AzureJson.parse(answer.body()).orElseGet(AzureJson::object);
        JsonNode error = body.path("error").isObject() ? body.path("error") : body;
        return AzureJson.object()
                .put("code", error.path("code").asText())
                .put("message", error.path("message").asText());
    }

    private void note(DeployedResource resource, String how, int status, ObjectNode why) {
        ObjectNode operation = operations.addObject();
        String number = cloud.random().hex(16).toUpperCase(java.util.Locale.ROOT);
        operation.put("id", id + "/operations/" + number).put("operationId", number);
        ObjectNode properties = operation
                .putObject("properties")
                .put("provisioningOperation", "Create")
                .put("provisioningState", how)
                .put("timestamp", cloud.now().toString())
                .put("duration", Duration.between(begun, cloud.now()).toString())
                .put("statusCode", status == 200 ? "OK" : status == 409 ? "Conflict" : "BadRequest");
        String path = resource.id();
        properties
                .putObject("targetResource")
                .put("id", path)
                .put("resourceType", type(path))
                .put("resourceName", resource.name());
        if (!why.isEmpty()) {
            properties.putObject("statusMessage").put("status", "Failed").set("error", why);
        }
    }

    private static String type(String id) {
        return dev.aks4j.simulated.azure.internal.request.ArmPath.parse(id)
                .namespace()
                .map(namespace -> namespace + "/"
                        + dev.aks4j.simulated.azure.internal.request.ArmPath.parse(id)
                                .types())
                .orElse("");
    }

    private void fail(DeployedResource resource, ObjectNode why) {
        fail(
                "DeploymentFailed",
                "At least one resource deployment operation failed. Please list deployment operations for details. Please see"
                        + " https://aka.ms/arm-deployment-operations for usage details.",
                Optional.of(why.deepCopy().put("target", resource.id())));
    }

    private void fail(String code, String message, Optional<ObjectNode> detail) {
        ObjectNode told = AzureJson.object().put("code", code).put("message", message);
        detail.ifPresent(each -> told.putArray("details").add(each));
        error = Optional.of(told);
        end("Failed");
    }

    @Override
    public void removed() {
        if (ended.isEmpty()) {
            cancel();
        }
    }

    void cancel() {
        end("Canceled");
    }

    private void end(String how) {
        state = how;
        ended = Optional.of(cloud.now());
    }

    @Override
    public ObjectNode view() {
        ObjectNode view = AzureJson.object().put("id", id).put("name", name()).put("type", TYPE);
        ObjectNode properties = view.putObject("properties")
                .put("mode", asked.path("mode").asText("Incremental"))
                .put("provisioningState", state)
                .put("timestamp", ended.orElse(begun).toString())
                .put(
                        "duration",
                        Duration.between(begun, ended.orElseGet(cloud::now)).toString())
                .put("correlationId", correlation);
        properties.set("parameters", run.shownParameters());
        properties.putArray("providers");
        properties.putArray("dependencies");
        if (state.equals("Succeeded")) {
            properties.set("outputs", outputs);
            ArrayNode made = properties.putArray("outputResources");
            run.resources().stream()
                    .filter(each -> !each.existing())
                    .forEach(each -> made.addObject().put("id", each.id()));
        }
        error.ifPresent(why -> properties.set("error", why));
        return view;
    }
}
