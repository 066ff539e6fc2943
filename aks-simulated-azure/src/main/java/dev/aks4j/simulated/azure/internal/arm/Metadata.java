package dev.aks4j.simulated.azure.internal.arm;

import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.util.List;
import java.util.Map;

/** The document by which {@code az cloud register} and SDKs find the endpoints of a cloud. */
final class Metadata {

    private Metadata() {}

    static Response answer(Request request, Cloud cloud) {
        if (!request.uri().getPath().equalsIgnoreCase("/metadata/endpoints")) {
            throw ArmError.gateway(404, "NotFound", "There is no such metadata.");
        }
        String version = ArmCall.query(request).getOrDefault("api-version", "");
        Map<String, Object> environment = environment(cloud);
        if (version.compareTo("2019") < 0) {
            return Arm.json(200, AzureJson.of(old(cloud)));
        }
        boolean list = version.compareTo("2019") > 0 && version.compareTo("2022") < 0;
        return Arm.json(200, AzureJson.of(list ? List.of(environment) : environment));
    }

    /** The form that clients of 2018-01-01 and before read. */
    private static Map<String, Object> old(Cloud cloud) {
        return Map.of(
                "galleryEndpoint",
                cloud.endpoints().arm(),
                "graphEndpoint",
                "https://graph.windows.net/",
                "portalEndpoint",
                "https://portal.azure.com",
                "authentication",
                Map.of(
                        "loginEndpoint",
                        cloud.endpoints().entra(),
                        "audiences",
                        List.of("https://management.core.windows.net/", "https://management.azure.com/")));
    }

    private static Map<String, Object> environment(Cloud cloud) {
        String arm = cloud.endpoints().arm();
        String entra = cloud.endpoints().entra();
        return Map.of(
                "name",
                "AzureCloud",
                "portal",
                "https://portal.azure.com",
                "graphEndpoint",
                "https://graph.windows.net/",
                "graph",
                "https://graph.windows.net/",
                "resourceManager",
                arm,
                "galleryEndpoint",
                arm,
                "authentication",
                Map.of(
                        "loginEndpoint",
                        entra,
                        "audiences",
                        List.of("https://management.core.windows.net/", "https://management.azure.com/"),
                        "tenant",
                        "common",
                        "identityProvider",
                        "AAD"),
                "suffixes",
                Map.of(
                        "storage", "core.windows.net",
                        "keyVaultDns", "vault.azure.net",
                        "acrLoginServer", "azurecr.io"),
                "media",
                "https://rest.media.azure.net",
                "microsoftGraphResourceId",
                cloud.endpoints().graph() + "/");
    }
}
