package dev.aks4j.simulated.azure.internal.request;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Response;
import java.util.Objects;

/**
 * A refusal, in one of Azure's two envelopes: Azure Resource Manager and most providers wrap it in {@code error}, the
 * AKS provider does not. Immutable.
 */
public final class ArmError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private enum Envelope {
        GATEWAY,
        SERVICE,
        BARE
    }

    private final int status;
    private final transient ObjectNode body;
    private final Envelope envelope;
    private final String header;
    private final String headerValue;

    private ArmError(int status, ObjectNode body, Envelope envelope, String header, String headerValue) {
        super(body.path("code").asText() + ": " + body.path("message").asText(), null, false, false);
        this.status = status;
        this.body = body;
        this.envelope = envelope;
        this.header = header;
        this.headerValue = headerValue;
    }

    /** Returns an error of Azure Resource Manager itself. */
    public static ArmError gateway(int status, String code, String message) {
        return new ArmError(status, body(code, message), Envelope.GATEWAY, "", "");
    }

    /** Returns an error of a provider that wraps its errors, as network and identity do. */
    public static ArmError service(int status, String code, String message) {
        return new ArmError(status, body(code, message).set("details", AzureJson.array()), Envelope.SERVICE, "", "");
    }

    /** Returns an error of the AKS provider, which does not wrap. */
    public static ArmError aks(int status, String code, String message) {
        ObjectNode body = AzureJson.object().put("code", code).putNull("details");
        return new ArmError(status, body.put("message", message).put("subcode", ""), Envelope.BARE, "", "");
    }

    private static ObjectNode body(String code, String message) {
        return AzureJson.object().put("code", code).put("message", message);
    }

    /** Returns a copy that names the property at fault. */
    public ArmError target(String target) {
        return new ArmError(status, body.deepCopy().put("target", target), envelope, header, headerValue);
    }

    /** Returns a copy with a sub-code. */
    public ArmError subcode(String subcode) {
        return new ArmError(status, body.deepCopy().put("subcode", subcode), envelope, header, headerValue);
    }

    /** Returns a copy with details. */
    public ArmError details(ArrayNode details) {
        return new ArmError(status, body.deepCopy().set("details", details), envelope, header, headerValue);
    }

    /** Returns a copy with a response header. */
    public ArmError with(String name, String value) {
        return new ArmError(status, body, envelope, name, value);
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns Azure's error code. */
    public String code() {
        return body.path("code").asText();
    }

    /** Returns the error as a response. */
    public Response response() {
        Response response = envelope == Envelope.BARE
                ? Response.of(status, "application/json", AzureJson.pretty(body))
                : Response.of(
                        status,
                        "application/json; charset=utf-8",
                        AzureJson.compact(AzureJson.object().set("error", body)));
        if (envelope == Envelope.GATEWAY) {
            response = response.with("x-ms-failure-cause", "gateway");
        } else if (envelope == Envelope.SERVICE) {
            response = response.with("x-ms-failure-cause", "service");
        }
        return header.isEmpty() ? response : response.with(header, headerValue);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
