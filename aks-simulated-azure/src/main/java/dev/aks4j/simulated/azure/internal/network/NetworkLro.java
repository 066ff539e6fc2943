package dev.aks4j.simulated.azure.internal.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.wire.Response;

/** Long-running operations in the manner of Microsoft.Network. */
final class NetworkLro {

    private static final String API_VERSION = "2024-05-01";
    private static final String NAMESPACE = "Microsoft.Network";

    private final Cloud cloud;

    NetworkLro(Cloud cloud) {
        this.cloud = cloud;
    }

    Response written(int status, ObjectNode view, AzureOperation operation, String region) {
        return Arm.json(status, view)
                .with("Azure-AsyncNotification", "Enabled")
                .with("Azure-AsyncOperation", statusUrl(operation, region))
                .with("Retry-After", "3");
    }

    Response deleting(AzureOperation operation, String region) {
        return Response.empty(202)
                .with("Azure-AsyncNotification", "Enabled")
                .with("Azure-AsyncOperation", statusUrl(operation, region))
                .with("Location", cloud.operations().resultUrl(operation, NAMESPACE, region, API_VERSION))
                .with("Retry-After", "10");
    }

    private String statusUrl(AzureOperation operation, String region) {
        return cloud.operations().statusUrl(operation, NAMESPACE, region, API_VERSION);
    }

    Response status(ArmCall request) {
        AzureOperation operation = cloud.operations().get(request.path().rest().get(3));
        ObjectNode body = AzureJson.object().put("status", operation.status());
        JsonNode error = operation.view().path("error");
        if (error.isObject()) {
            body.set("error", error);
        }
        Response response = Arm.json(200, body);
        return operation.over() ? response : response.with("Retry-After", "10");
    }

    Response result(ArmCall request) {
        AzureOperation operation = cloud.operations().get(request.path().rest().get(3));
        if (!operation.over()) {
            String region = request.path().rest().get(1);
            return Response.empty(202)
                    .with("Location", cloud.operations().resultUrl(operation, NAMESPACE, region, API_VERSION))
                    .with("Retry-After", "10");
        }
        if (operation.status().equals("Succeeded")) {
            return Response.empty(204);
        }
        JsonNode error = operation.view().path("error");
        throw ArmError.service(
                400, error.path("code").asText(), error.path("message").asText());
    }
}
