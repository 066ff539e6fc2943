package dev.aks4j.core.internal.arm;

import dev.aks4j.core.arm.ArmException.AdditionalInfo;
import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads errors as Azure writes them: {@code {"error":{...}}} from Azure Resource Manager and from operations, the bare
 * {@code {"code":...}} of the AKS provider with its {@code subcode}, JSON inside a message, and texts that are no JSON at
 * all. Thread-safe.
 */
public final class ArmErrors {

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
        Optional<Json> document = Json.read(text).filter(Json::isObject);
        if (document.isPresent()) {
            return of(status, document.get(), requestId);
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
    public static ArmError of(int status, Json document, String requestId) {
        return read(status, document, requestId, 0);
    }

    private static ArmError read(int status, Json document, String requestId, int depth) {
        Json wrapped = field(document, "error");
        Json error = wrapped.isObject() ? wrapped : document;
        List<ArmError> details = new ArrayList<>();
        String message = text(error, "message");
        if (wrapped.isText()) {
            message = wrapped.asText() + (message.isEmpty() ? "" : ": " + message);
        }
        if (depth < DEPTH_LIMIT) {
            for (Json detail : each(field(error, "details"))) {
                if (detail.isObject()) {
                    details.add(read(0, detail, "", depth + 1));
                }
            }
            Json cause = field(error, "innererror");
            if (cause.isObject() && !cause.isEmpty()) {
                details.add(read(0, cause, "", depth + 1));
            }
            Json inner = parsed(message);
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
    private static Iterable<Json> each(Json node) {
        return node.isObject() ? List.of(node) : node;
    }

    private static List<AdditionalInfo> additionalInfo(Json error) {
        List<AdditionalInfo> all = new ArrayList<>();
        for (Json each : each(field(error, "additionalInfo"))) {
            if (each.isObject()) {
                Json info = field(each, "info");
                all.add(new AdditionalInfo(
                        text(each, "type"), withoutTokens(PolicyText.of(info).orElseGet(() -> cut(info.toString())))));
            }
        }
        return all;
    }

    private static Json parsed(String message) {
        if (!message.startsWith("{")) {
            return Json.missing();
        }
        return Json.read(message).orElse(Json.missing());
    }

    private static String text(Json node, String name) {
        Json value = field(node, name);
        return value.isScalar() && !value.isNull() ? withoutTokens(value.asText()) : "";
    }

    private static Json field(Json node, String name) {
        Json exact = node.path(name);
        if (!exact.isMissing()) {
            return exact;
        }
        for (Map.Entry<String, Json> next : node.properties()) {
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
