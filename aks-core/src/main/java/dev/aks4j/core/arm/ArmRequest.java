package dev.aks4j.core.arm;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One request to Azure Resource Manager, before it has a host, a token or a request id. Immutable and thread-safe.
 *
 * <pre>{@code
 * ArmRequest read = ArmRequest.get(clusterId, "2026-08-01");
 * ArmRequest write = ArmRequest.put(clusterId, "2026-08-01", document).ifMatch(etag);
 * }</pre>
 */
public final class ArmRequest {

    private static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(5);

    private final String method;
    private final String target;
    private final Optional<Json> body;
    private final Map<String, String> headers;
    private final Duration deadline;
    private final boolean repeatSafe;
    private final List<String> secrets;
    private final WaitListener waits;
    private final BooleanSupplier condition;

    private ArmRequest(
            String method,
            String target,
            Optional<Json> body,
            Map<String, String> headers,
            Duration deadline,
            boolean repeatSafe,
            List<String> secrets,
            WaitListener waits,
            BooleanSupplier condition) {
        this.method = method;
        this.target = target;
        this.body = body;
        this.headers = Map.copyOf(headers);
        this.deadline = deadline;
        this.repeatSafe = repeatSafe;
        this.secrets = secrets;
        this.waits = waits;
        this.condition = condition;
    }

    private static ArmRequest of(String method, String path, String apiVersion, Optional<Json> body) {
        return new ArmRequest(
                method,
                encode(path) + "?api-version=" + apiVersion,
                body,
                Map.of(),
                DEFAULT_DEADLINE,
                false,
                List.of(),
                WaitListener.none(),
                () -> true);
    }

    private static String encode(String path) {
        return path.replace(" ", "%20");
    }

    /** Reads a resource, or a collection below one. */
    public static ArmRequest get(ResourceId id, String apiVersion) {
        return of("GET", id.toString(), apiVersion, Optional.empty());
    }

    /**
     * Reads the collection of a type below a resource.
     *
     * @param below the parent or scope
     * @param type the type, with its provider where it begins a new one
     */
    public static ArmRequest list(ResourceId below, String type, String apiVersion) {
        return of("GET", below + (type.contains("/") ? "/providers/" : "/") + type, apiVersion, Optional.empty());
    }

    /** Writes a resource. */
    public static ArmRequest put(ResourceId id, String apiVersion, Json body) {
        return of("PUT", id.toString(), apiVersion, Optional.of(body));
    }

    /** Patches a resource. */
    public static ArmRequest patch(ResourceId id, String apiVersion, Json body) {
        return of("PATCH", id.toString(), apiVersion, Optional.of(body));
    }

    /** Removes a resource. */
    public static ArmRequest delete(ResourceId id, String apiVersion) {
        return of("DELETE", id.toString(), apiVersion, Optional.empty());
    }

    /** Runs an action on a resource; the body is left out if it is a missing node. */
    public static ArmRequest post(ResourceId id, String action, String apiVersion, Json body) {
        return of("POST", id + "/" + action, apiVersion, Optional.of(body).filter(node -> !node.isMissing()));
    }

    /** Reads an absolute URL that Azure gave, kept to the letter: a status URL, a result, a next page. */
    public static ArmRequest follow(URI url) {
        return follow(url.toString());
    }

    /** Reads an absolute URL that Azure gave, kept to the letter: a status URL, a result, a next page. */
    public static ArmRequest follow(String url) {
        return new ArmRequest(
                "GET",
                url,
                Optional.empty(),
                Map.of(),
                DEFAULT_DEADLINE,
                false,
                List.of(),
                WaitListener.none(),
                () -> true);
    }

    /** Sends a document by POST to an absolute URL, for example one of Microsoft Graph. */
    public static ArmRequest post(URI url, Json body) {
        return absolute("POST", url, Optional.of(body));
    }

    /** Patches what is at an absolute URL, for example of Microsoft Graph. */
    public static ArmRequest patch(URI url, Json body) {
        return absolute("PATCH", url, Optional.of(body));
    }

    /** Removes what is at an absolute URL, for example of Microsoft Graph. */
    public static ArmRequest delete(URI url) {
        return absolute("DELETE", url, Optional.empty());
    }

    private static ArmRequest absolute(String method, URI url, Optional<Json> body) {
        return new ArmRequest(
                method,
                url.toString(),
                body,
                Map.of(),
                DEFAULT_DEADLINE,
                false,
                List.of(),
                WaitListener.none(),
                () -> true);
    }

    /**
     * Returns a copy that may be sent more than once: a POST that only reads, for example {@code
     * listClusterUserCredential}.
     */
    public ArmRequest repeatSafe() {
        return new ArmRequest(method, target, body, headers, deadline, true, secrets, waits, condition);
    }

    /**
     * Returns a copy that is carried out only if the resource has this entity tag. Azure documents it for clusters and node
     * pools; other providers may carry it out all the same.
     */
    public ArmRequest ifMatch(String etag) {
        return header("If-Match", etag);
    }

    /**
     * Returns a copy that is carried out only if the resource does not exist. Azure documents it for clusters and node
     * pools; other providers may carry it out all the same.
     */
    public ArmRequest ifAbsent() {
        return header("If-None-Match", "*");
    }

    /** Returns a copy with one more query parameter. */
    public ArmRequest query(String name, String value) {
        return new ArmRequest(
                method,
                target + "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8),
                body,
                headers,
                deadline,
                repeatSafe,
                secrets,
                waits,
                condition);
    }

    /** Returns a copy with another limit for queueing, retries and the answer together. Default: 5 minutes. */
    public ArmRequest within(Duration limit) {
        return new ArmRequest(
                method, target, body, headers, Objects.requireNonNull(limit), repeatSafe, secrets, waits, condition);
    }

    /**
     * Returns a copy whose body holds these secrets: no failure of the request tells them, also where Azure's answer quotes
     * them.
     */
    public ArmRequest secrets(Collection<String> texts) {
        return new ArmRequest(
                method, target, body, headers, deadline, repeatSafe, List.copyOf(texts), waits, condition);
    }

    /** Returns a copy that tells a listener when it has to wait for 5 seconds or longer before it is sent, or sent again. */
    public ArmRequest waits(WaitListener listener) {
        return new ArmRequest(
                method,
                target,
                body,
                headers,
                deadline,
                repeatSafe,
                secrets,
                Objects.requireNonNull(listener),
                condition);
    }

    /**
     * Returns a copy that is sent only while a condition holds. It is asked at the last moment before each try, from any
     * thread, after every wait for a token, a turn or a repetition; so it must not block. A try that it forbids fails with
     * {@link NoAnswerException}, or with {@link MaybeExecutedException} if an earlier try may have been carried out. Of
     * several conditions all must hold.
     */
    public ArmRequest onlyWhile(BooleanSupplier other) {
        Objects.requireNonNull(other);
        BooleanSupplier both = () -> condition.getAsBoolean() && other.getAsBoolean();
        return new ArmRequest(method, target, body, headers, deadline, repeatSafe, secrets, waits, both);
    }

    /** Returns a copy with another body. */
    public ArmRequest withBody(Json other) {
        return new ArmRequest(
                method, target, Optional.of(other), headers, deadline, repeatSafe, secrets, waits, condition);
    }

    /** Returns a copy for another path and query. */
    public ArmRequest withTarget(String other) {
        return new ArmRequest(method, other, body, headers, deadline, repeatSafe, secrets, waits, condition);
    }

    private ArmRequest header(String name, String value) {
        Map<String, String> copy = new LinkedHashMap<>(headers);
        copy.put(name, value);
        return new ArmRequest(method, target, body, copy, deadline, repeatSafe, secrets, waits, condition);
    }

    /** Returns the verb, upper case. */
    public String method() {
        return method;
    }

    /** Returns path and query, or the absolute URL that {@link #follow} was given. */
    public String target() {
        return target;
    }

    /** Returns the body, if there is one. */
    public Optional<Json> body() {
        return body;
    }

    /** Returns the conditional headers. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Returns the limit for queueing, retries and the answer together. */
    public Duration deadline() {
        return deadline;
    }

    /** Returns whether the request was declared safe to send more than once. */
    public boolean isRepeatSafe() {
        return repeatSafe;
    }

    /** Returns the secrets that the body holds. */
    public List<String> secrets() {
        return secrets;
    }

    /** Returns who is told when the request has to wait. */
    public WaitListener waits() {
        return waits;
    }

    /** Returns whether the request may be sent at this moment. */
    public boolean maySend() {
        return condition.getAsBoolean();
    }

    /** Returns verb and path; never a query, because status URLs are signed. */
    @Override
    public String toString() {
        int query = target.indexOf('?');
        return method + " " + (query < 0 ? target : target.substring(0, query));
    }
}
