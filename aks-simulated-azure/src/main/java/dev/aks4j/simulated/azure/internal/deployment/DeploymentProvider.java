package dev.aks4j.simulated.azure.internal.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.arm.ResourceProvider;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Microsoft.Resources: deployments of templates into resource groups. Guarded by the simulator's lock. */
public final class DeploymentProvider implements ResourceProvider {

    private final Cloud cloud;
    private final Function<ArmCall, Response> door;

    /**
     * Makes the provider of a cloud.
     *
     * @param door answers the requests of deployments, with the rights of whoever began them
     */
    public DeploymentProvider(Cloud cloud, Function<ArmCall, Response> door) {
        this.cloud = cloud;
        this.door = door;
    }

    @Override
    public String namespace() {
        return "Microsoft.Resources";
    }

    @Override
    public Set<String> types() {
        return Set.of("deployments", "deployments/operations");
    }

    @Override
    public Response answer(ArmCall request) {
        ArmPath path = request.path();
        if (path.group().isEmpty() || !path.rest().get(0).equalsIgnoreCase("deployments")) {
            throw Arm.noSuchType(request);
        } else if (path.matches("deployments")) {
            return Arm.list(cloud.resources().below(RunningDeployment.class, path.scope()).stream()
                    .map(RunningDeployment::view)
                    .toList());
        } else if (path.matches("deployments", "*")) {
            return one(request);
        }
        if (path.matches("deployments", "*", "validate") && request.method().equals("POST")) {
            return validate(request);
        }
        RunningDeployment deployment = existing(path);
        if (path.matches("deployments", "*", "operationStatuses", "*")) {
            ObjectNode status = AzureJson.object().put("status", deployment.state());
            deployment.error().ifPresent(why -> status.set("error", why));
            return Arm.json(200, status);
        } else if (path.matches("deployments", "*", "operations")) {
            return Arm.json(200, AzureJson.object().set("value", deployment.operations()));
        } else if (path.matches("deployments", "*", "cancel")
                && request.method().equals("POST")) {
            if (!deployment.state().equals("Running")) {
                throw ArmError.gateway(
                        409,
                        "DeploymentCannotBeCancelled",
                        "The deployment '" + deployment.name() + "' cannot be cancelled: it is " + deployment.state()
                                + ".");
            }
            deployment.cancel();
            return Response.empty(204);
        }
        throw Arm.noSuchType(request);
    }

    private Response one(ArmCall request) {
        return switch (request.method()) {
            case "PUT" -> put(request);
            case "GET" -> Arm.json(200, existing(request.path()).view());
            case "HEAD" -> Response.empty(find(request.path()).isPresent() ? 204 : 404);
            case "DELETE" -> {
                boolean had = find(request.path()).isPresent();
                cloud.resources().remove(request.path().resource());
                yield Response.empty(had ? 202 : 204);
            }
            default -> throw Arm.noSuchVerb(request);
        };
    }

    private Optional<RunningDeployment> find(ArmPath path) {
        return cloud.resources().find(RunningDeployment.class, id(path));
    }

    private static String id(ArmPath path) {
        return path.scope() + "/providers/Microsoft.Resources/deployments/"
                + path.rest().get(1);
    }

    private RunningDeployment existing(ArmPath path) {
        return find(path)
                .orElseThrow(() -> ArmError.gateway(
                        404, "DeploymentNotFound", "Deployment '" + path.rest().get(1) + "' could not be found."));
    }

    private Response put(ArmCall request) {
        find(request.path())
                .filter(running -> running.state().equals("Running"))
                .ifPresent(running -> {
                    throw ArmError.gateway(
                            409,
                            "DeploymentActive",
                            "Unable to edit or replace deployment '" + running.name()
                                    + "': previous deployment is still active. Please see"
                                    + " https://aka.ms/arm-deploy for usage details.");
                });
        boolean replaces = find(request.path()).isPresent();
        RunningDeployment deployment = read(request);
        cloud.resources().put(deployment);
        cloud.time().after(java.time.Duration.ofSeconds(1), deployment::go);
        long ticks = (cloud.now().getEpochSecond() + 62_135_596_800L) * 10_000_000L;
        String digits = "0" + ticks;
        return Arm.json(replaces ? 200 : 201, deployment.view())
                .with(
                        "Azure-AsyncOperation",
                        cloud.endpoints().arm() + deployment.id() + "/operationStatuses/" + digits + "?api-version="
                                + request.apiVersion() + cloud.operations().signature());
    }

    private Response validate(ArmCall request) {
        RunningDeployment deployment = read(request);
        ObjectNode view = deployment.view();
        ((ObjectNode) view.path("properties")).put("provisioningState", "Succeeded");
        return Arm.json(200, view);
    }

    private RunningDeployment read(ArmCall request) {
        // Templates are read as they are: in them the empty text is a value.
        JsonNode properties = AzureJson.parse(request.http().body())
                .map(body -> body.path("properties"))
                .orElseGet(AzureJson::object);
        if (!(properties.path("template") instanceof ObjectNode template)) {
            throw invalid(
                    "InvalidTemplate",
                    "Deployment template is missing: this simulated Azure takes the property 'template', and fetches no"
                            + " templateLink.");
        } else if (properties.path("mode").asText("Incremental").equalsIgnoreCase("Complete")) {
            throw invalid(
                    "InvalidDeployment",
                    "This simulated Azure deploys in the mode Incremental, not in the mode Complete.");
        }
        String scope = request.path().scope();
        RunningDeployment.Door as = (method, id, version, body) -> send(request, method, id, version, body);
        try {
            TemplateRun run = new TemplateRun(
                    cloud,
                    request.path().rest().get(1),
                    scope,
                    template,
                    properties.path("parameters") instanceof ObjectNode given ? given : AzureJson.object(),
                    world(as));
            run.requireOrder();
            return new RunningDeployment(cloud, id(request.path()), run, (ObjectNode) properties, as);
        } catch (TemplateError wrong) {
            throw invalid("InvalidTemplate", wrong.getMessage());
        }
    }

    private static ArmError invalid(String code, String message) {
        return ArmError.gateway(400, code, message);
    }

    private static TemplateRun.World world(RunningDeployment.Door door) {
        return new TemplateRun.World() {
            @Override
            public Optional<JsonNode> read(String id, String apiVersion) {
                Response answer = door.send("GET", id, apiVersion, Optional.empty());
                return answer.status() == 200 ? AzureJson.parse(answer.body()) : Optional.empty();
            }

            @Override
            public JsonNode ask(String id, String action, String apiVersion) {
                Response answer = door.send("POST", id + "/" + action, apiVersion, Optional.empty());
                return AzureJson.parse(answer.body()).orElseGet(AzureJson::object);
            }
        };
    }

    private Response send(ArmCall began, String method, String id, String version, Optional<ObjectNode> body) {
        String asked = version.isEmpty() ? began.apiVersion() : version;
        Request http = new Request(
                method,
                URI.create(cloud.endpoints().arm() + id.replace(" ", "%20") + "?api-version=" + asked),
                Map.of("Content-Type", List.of("application/json")),
                body.map(AzureJson::compact)
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .orElseGet(() -> new byte[0]));
        try {
            return door.apply(ArmCall.of(http, began.caller(), List.of()));
        } catch (ArmError refused) {
            return refused.response();
        }
    }
}
