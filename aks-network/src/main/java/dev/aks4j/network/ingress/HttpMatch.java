package dev.aks4j.network.ingress;

import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which requests a rule of a route is for: those that meet everything said here. Immutable and thread-safe; each method
 * returns a new one.
 *
 * <pre>{@code HttpMatch.prefix("/api").method("GET").header("x-tenant", "acme"); }</pre>
 */
public final class HttpMatch {

    private final String pathType;
    private final String path;
    private final List<Condition> headers;
    private final List<Condition> parameters;
    private final Optional<String> method;

    /** What a header or query parameter has to be. */
    record Condition(String name, String type, String value) {}

    private HttpMatch(
            String pathType,
            String path,
            List<Condition> headers,
            List<Condition> parameters,
            Optional<String> method) {
        this.pathType = pathType;
        this.path = Objects.requireNonNull(path);
        this.headers = List.copyOf(headers);
        this.parameters = List.copyOf(parameters);
        this.method = method;
    }

    private static HttpMatch of(String type, String path) {
        return new HttpMatch(type, path, List.of(), List.of(), Optional.empty());
    }

    /** Meets paths that are this one or below it, by whole segments; {@code /} meets all. */
    public static HttpMatch prefix(String path) {
        return of("PathPrefix", path);
    }

    /** Meets one path. */
    public static HttpMatch exactly(String path) {
        return of("Exact", path);
    }

    /** Meets paths by a regular expression, of the dialect of who carries the gateway out. */
    public static HttpMatch pattern(String expression) {
        return of("RegularExpression", expression);
    }

    /** Asks for a header with this value. */
    public HttpMatch header(String name, String value) {
        return new HttpMatch(pathType, path, with(headers, name, "Exact", value), parameters, method);
    }

    /** Asks for a header whose value meets a regular expression. */
    public HttpMatch headerPattern(String name, String expression) {
        return new HttpMatch(pathType, path, with(headers, name, "RegularExpression", expression), parameters, method);
    }

    /** Asks for a query parameter with this value. */
    public HttpMatch parameter(String name, String value) {
        return new HttpMatch(pathType, path, headers, with(parameters, name, "Exact", value), method);
    }

    /** Asks for a method, for example {@code GET}. */
    public HttpMatch method(String text) {
        return new HttpMatch(pathType, path, headers, parameters, Optional.of(text));
    }

    private static List<Condition> with(List<Condition> list, String name, String type, String value) {
        List<Condition> more = new ArrayList<>(list);
        more.add(new Condition(name, type, value));
        return more;
    }

    String pathType() {
        return pathType;
    }

    String path() {
        return path;
    }

    List<Condition> headers() {
        return headers;
    }

    List<Condition> parameters() {
        return parameters;
    }

    Optional<String> method() {
        return method;
    }

    boolean isPrefix() {
        return pathType.equals("PathPrefix");
    }

    Json toJson() {
        Json.ObjectBuilder match = Json.object();
        match.putObject("path").put("type", pathType).put("value", path);
        conditions(match, "headers", headers);
        conditions(match, "queryParams", parameters);
        method.ifPresent(text -> match.put("method", text));
        return match.build();
    }

    private static void conditions(Json.ObjectBuilder match, String key, List<Condition> conditions) {
        if (!conditions.isEmpty()) {
            Json.ArrayBuilder list = match.putArray(key);
            conditions.forEach(one -> list.addObject()
                    .put("name", one.name())
                    .put("type", one.type())
                    .put("value", one.value()));
        }
    }

    @Override
    public String toString() {
        return method.map(text -> text + " ").orElse("") + path;
    }
}
