package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.wire.Response;

/** Long-running operations in the manner of AKS: no Retry-After, and an API version of their own in the URL. */
final class Lro {

    private static final String NAMESPACE = "Microsoft.ContainerService";
    private static final String API_VERSION = "2025-03-01";

    private final Cloud cloud;

    Lro(Cloud cloud) {
        this.cloud = cloud;
    }

    static Response json(int status, ObjectNode body) {
        return Response.of(status, "application/json", AzureJson.pretty(body));
    }

    /** Answers a PUT or PATCH: the resource, and the status URL only. */
    Response written(int status, ObjectNode view, AzureOperation operation, String region) {
        return json(status, view).with("Azure-AsyncOperation", statusUrl(operation, region));
    }

    /** Answers a POST or DELETE: 202 with status URL and result URL, without a body. */
    Response accepted(AzureOperation operation, String region) {
        return Response.empty(202)
                .with("Azure-AsyncOperation", statusUrl(operation, region))
                .with("Location", resultUrl(operation, region));
    }

    /** Answers a POST that shows the resource. */
    Response accepted(ObjectNode view, AzureOperation operation, String region) {
        return json(202, view)
                .with("Azure-AsyncOperation", statusUrl(operation, region))
                .with("Location", resultUrl(operation, region));
    }

    private String statusUrl(AzureOperation operation, String region) {
        return cloud.operations().statusUrl(operation, NAMESPACE, region, API_VERSION);
    }

    private String resultUrl(AzureOperation operation, String region) {
        return cloud.operations().resultUrl(operation, NAMESPACE, region, API_VERSION);
    }

    Response status(ArmCall request) {
        return json(200, cloud.operations().get(request.path().rest().get(3)).view());
    }

    Response result(ArmCall request) {
        AzureOperation operation = cloud.operations().get(request.path().rest().get(3));
        String location = resultUrl(operation, request.path().rest().get(1));
        return Response.of(operation.over() ? 204 : 202, "application/json", "").with("Location", location);
    }
}
