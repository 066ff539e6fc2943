package dev.aks4j.simulated.azure.internal.entra;

import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Response;
import java.util.List;
import java.util.Optional;

/**
 * A refusal of the token endpoint. Immutable.
 *
 * @param error OAuth's error
 * @param number Entra's number, as in {@code AADSTS7000215}
 * @param text what Entra says
 */
record EntraError(String error, int number, String text) {

    static Optional<EntraError> of(String error, int number, String text) {
        return Optional.of(new EntraError(error, number, text));
    }

    Response response(Cloud cloud) {
        String trace = cloud.random().guid();
        String correlation = cloud.random().guid();
        int status = error.equals("invalid_client") || error.equals("unauthorized_client") ? 401 : 400;
        var body = AzureJson.object()
                .put("error", error)
                .put(
                        "error_description",
                        "AADSTS" + number + ": " + text + " Trace ID: " + trace + " Correlation ID: " + correlation
                                + " Timestamp: " + cloud.now());
        body.set("error_codes", AzureJson.of(List.of(number)));
        body.put("timestamp", cloud.now().toString());
        body.put("trace_id", trace).put("correlation_id", correlation);
        body.put("error_uri", cloud.endpoints().entra() + "/error?code=" + number);
        return Response.of(status, "application/json; charset=utf-8", AzureJson.compact(body));
    }
}
