package dev.aks4j.simulated.azure.internal.arm;

import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers that every answer of Azure Resource Manager carries. */
final class ArmHeaders {

    private static final DateTimeFormatter ROUTING = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    private ArmHeaders() {}

    static Response add(Response response, Request request, Cloud cloud) {
        Map<String, String> headers = new LinkedHashMap<>(response.headers());
        String id = cloud.random().guid();
        headers.put("x-ms-request-id", id);
        headers.put("x-ms-correlation-request-id", id);
        headers.put(
                "x-ms-routing-request-id",
                "WESTEUROPE:" + ROUTING.format(cloud.now().atOffset(ZoneOffset.UTC)) + ":" + id);
        if (request.header("x-ms-return-client-request-id")
                .filter("true"::equalsIgnoreCase)
                .isPresent()) {
            request.header("x-ms-client-request-id").ifPresent(client -> headers.put("x-ms-client-request-id", client));
        }
        headers.put("Cache-Control", "no-cache");
        headers.put("Pragma", "no-cache");
        headers.put("Expires", "-1");
        headers.put("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put(
                "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(cloud.now().atOffset(ZoneOffset.UTC)));
        return new Response(response.status(), headers, response.body(), response.stream());
    }
}
