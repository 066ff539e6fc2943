package dev.aks4j.simulated.azure.internal.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.wire.Response;
import java.util.Collection;
import java.util.List;

/** Answers in the manner of Azure Resource Manager, and refusals that all providers share. */
public final class Arm {

    private Arm() {}

    /** Returns an answer with compact JSON. */
    public static Response json(int status, JsonNode body) {
        return json(status, AzureJson.compact(body));
    }

    /** Returns an answer with a body that is written already. */
    public static Response json(int status, String body) {
        return Response.of(status, "application/json; charset=utf-8", body);
    }

    /** Returns a list in one page. */
    public static Response list(Collection<? extends JsonNode> values) {
        return json(200, listBody(values));
    }

    /** Returns the body of a list in one page. */
    public static ObjectNode listBody(Collection<? extends JsonNode> values) {
        ArrayNode array = AzureJson.array();
        values.forEach(array::add);
        return AzureJson.object().set("value", array);
    }

    /** Returns the refusal of a resource that is not there. */
    public static ArmError notFound(ArmPath path) {
        StringBuilder name = new StringBuilder(path.namespace().orElse(""));
        StringBuilder names = new StringBuilder();
        for (int i = 0; i + 1 < path.rest().size(); i += 2) {
            name.append('/').append(path.rest().get(i));
            names.append('/').append(path.rest().get(i + 1));
        }
        return ArmError.gateway(
                404,
                "ResourceNotFound",
                "The Resource '" + name + names + "' under resource group '"
                        + path.group().orElse("<null>")
                        + "' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix");
    }

    /** Returns the refusal of a verb that a resource does not have. */
    public static ArmError noSuchVerb(ArmCall request) {
        return ArmError.gateway(
                405,
                "MethodNotAllowed",
                "The requested resource does not support http method '" + request.method() + "'.");
    }

    /** Returns the refusal of a resource type that the provider does not have. */
    public static ArmError noSuchType(ArmCall request) {
        return ArmError.gateway(
                404,
                "InvalidResourceType",
                "The resource type '" + request.path().types() + "' could not be found in the namespace '"
                        + request.path().namespace().orElse("") + "' for api version '" + request.apiVersion()
                        + "'. The supported api-versions are '" + ApiVersions.SUPPORTED + "'.");
    }

    /** Returns the refusal of an api-version that a type of the provider does not have. */
    public static ArmError noSuchVersion(ArmCall request, String type, List<String> supported) {
        return ArmError.gateway(
                400,
                "NoRegisteredProviderFound",
                "No registered resource provider found for location '"
                        + AzureJson.text(
                                        request.http().method().equals("PUT") ? request.body() : AzureJson.object(),
                                        "/location")
                                .orElse("")
                        + "' and API version '" + request.apiVersion() + "' for type '" + type
                        + "'. The supported api-versions are '" + String.join(", ", supported)
                        + "'. The supported locations are ', " + Regions.names().replace(",", ", ") + "'.");
    }

    /** Returns the refusal of a type that an api-version of the provider does not have yet. */
    public static ArmError notYetInVersion(ArmCall request, String type, List<String> supported) {
        return ArmError.gateway(
                404,
                "InvalidResourceType",
                "The resource type '" + type + "' could not be found in the namespace '"
                        + request.path().namespace().orElse("") + "' for api version '" + request.apiVersion()
                        + "'. The supported api-versions are '" + String.join(",", supported) + "'.");
    }

    /** Returns the refusal of a location that the provider is not in. */
    public static ArmError noSuchLocation(ArmCall request, String location) {
        return ArmError.gateway(
                400,
                "NoRegisteredProviderFound",
                "No registered resource provider found for location '" + location + "' and API version '"
                        + request.apiVersion() + "' for type '" + request.path().types()
                        + "'. The supported api-versions are '" + ApiVersions.SUPPORTED
                        + "'. The supported locations are '" + Regions.names() + "'.");
    }
}
