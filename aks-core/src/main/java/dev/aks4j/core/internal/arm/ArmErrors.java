package dev.aks4j.core.internal.arm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aks4j.core.arm.ArmException.AdditionalInfo;
import dev.aks4j.core.arm.ArmException.ArmError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads errors as Azure writes them: {@code {"error":{...}}} from Azure Resource Manager and from operations, the bare
 * {@code {"code":...}} of the AKS provider with its {@code subcode}, JSON inside a message, and texts that are no JSON at
 * all. Thread-safe.
 */
public final class ArmErrors {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TOKEN = Pattern.compile("(?<=(?i:bearer)\\s{1,3})(?=\\S*[0-9])[A-Za-z0-9._~+/=-]{8,}"
            + "|\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}(\\.[A-Za-z0-9_-]*)?");
    private static final String REDIRECTED =
            "the answer leads elsewhere, and no token is sent there; nothing was carried out."
                    + " Check the cloud's endpoint, and proxies on the way to it";
    private static final int TEXT_LIMIT = 400;
    private static final int DEPTH_LIMIT = 8;

    private ArmErrors() {}

    /** Reads the error in the body of an answer. */
    static ArmError of(int status, byte[] body, String requestId) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        try {
            JsonNode node = text.isEmpty() ? JSON.missingNode() : JSON.readTree(text);
            if (node.isObject()) {
                return of(status, node, requestId);
            }
        } catch (JsonProcessingException e) {
            // An error of a proxy or a front door; its text is kept below.
        }
        if (status < 400) {
            return new ArmError(status, "", "", REDIRECTED, "", List.of(), requestId);
        }
        String message = text.isEmpty() ? "Azure gave no reason" : "Azure answered with no JSON: " + cut(text);
        return new ArmError(status, "", "", message, "", List.of(), requestId);
    }

    /**
     * Reads an error from a document, wrapped or bare.
     *
     * @param status the HTTP status; 0 if the error came in the body of an operation
     * @param document the body, or its {@code error}
     * @param requestId the request id; empty if not known
     */
    public static ArmError of(int status, JsonNode document, String requestId) {
        return read(status, document, requestId, 0);
    }

    private static ArmError read(int status, JsonNode document, String requestId, int depth) {
        JsonNode wrapped = field(document, "error");
        JsonNode error = wrapped.isObject() ? wrapped : document;
        List<ArmError> details = new ArrayList<>();
        String message = text(error, "message");
        if (wrapped.isTextual()) {
            message = wrapped.asText() + (message.isEmpty() ? "" : ": " + message);
        }
        if (depth < DEPTH_LIMIT) {
            for (JsonNode detail : each(field(error, "details"))) {
                if (detail.isObject()) {
                    details.add(read(0, detail, "", depth + 1));
                }
            }
            JsonNode cause = field(error, "innererror");
            if (cause.isObject() && !cause.isEmpty()) {
                details.add(read(0, cause, "", depth + 1));
            }
            JsonNode inner = parsed(message);
            if (inner.isObject()) {
                details.add(read(0, inner, "", depth + 1));
                message = details.get(details.size() - 1).message();
            }
        }
        if (message.isEmpty() && text(error, "code").isEmpty()) {
            message = error.isEmpty() ? "Azure gave no reason" : cut(error.toString());
        }
        return new ArmError(
                status,
                text(error, "code"),
                text(error, "subcode"),
                message,
                text(error, "target"),
                details,
                additionalInfo(error),
                requestId);
    }

    /** A single one is sometimes not put into a list. */
    private static Iterable<JsonNode> each(JsonNode node) {
        return node.isObject() ? List.of(node) : node;
    }

    private static List<AdditionalInfo> additionalInfo(JsonNode error) {
        List<AdditionalInfo> all = new ArrayList<>();
        for (JsonNode each : each(field(error, "additionalInfo"))) {
            if (each.isObject()) {
                JsonNode info = field(each, "info");
                all.add(new AdditionalInfo(
                        text(each, "type"), withoutTokens(PolicyText.of(info).orElseGet(() -> cut(info.toString())))));
            }
        }
        return all;
    }

    private static JsonNode parsed(String message) {
        if (!message.startsWith("{")) {
            return JSON.missingNode();
        }
        try {
            return JSON.readTree(message);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = field(node, name);
        return value.isValueNode() && !value.isNull() ? withoutTokens(value.asText()) : "";
    }

    private static JsonNode field(JsonNode node, String name) {
        JsonNode exact = node.path(name);
        if (!exact.isMissingNode()) {
            return exact;
        }
        for (Map.Entry<String, JsonNode> next : node.properties()) {
            if (next.getKey().equalsIgnoreCase(name)) {
                return next.getValue();
            }
        }
        return exact;
    }

    /** Some gateways quote the headers of the request. */
    private static String withoutTokens(String text) {
        return TOKEN.matcher(text).replaceAll("(token removed)");
    }

    private static String cut(String text) {
        String line = withoutTokens(text).replaceAll("\\s+", " ");
        return line.length() <= TEXT_LIMIT ? line : line.substring(0, TEXT_LIMIT) + "...";
    }
}
