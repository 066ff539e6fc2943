package dev.aks4j.network.ingress;

import dev.aks4j.core.model.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What becomes of the requests that meet one of its matches. Immutable and thread-safe. */
public final class HttpRule {

    private final List<HttpMatch> matches;
    private final List<HttpFilter> filters;
    private final List<Backend> backends;
    private final Optional<Duration> timeout;
    private final Optional<Duration> backendTimeout;

    /** A service that takes requests. */
    record Backend(ObjectRef service, int port, int weight) {}

    private HttpRule(Builder builder) {
        matches = List.copyOf(builder.matches);
        filters = List.copyOf(builder.filters());
        backends = List.copyOf(builder.backends);
        timeout = builder.timeout;
        backendTimeout = builder.backendTimeout;
    }

    /** Returns which requests it is for; none stands for all. */
    public List<HttpMatch> matches() {
        return matches;
    }

    List<HttpFilter> filters() {
        return filters;
    }

    List<Backend> backends() {
        return backends;
    }

    Optional<Duration> timeout() {
        return timeout;
    }

    Optional<Duration> backendTimeout() {
        return backendTimeout;
    }

    boolean redirects() {
        return filters.stream().anyMatch(filter -> filter.type().equals(HttpFilter.REDIRECT));
    }

    /** Writes everything that the API would fill in, for a list of rules is compared as a whole. */
    void write(Json.ObjectBuilder rule) {
        Json.ArrayBuilder list = rule.putArray("matches");
        (matches.isEmpty() ? List.of(HttpMatch.prefix("/")) : matches).forEach(match -> list.add(match.toJson()));
        if (!filters.isEmpty()) {
            Json.ArrayBuilder all = rule.putArray("filters");
            filters.forEach(filter -> all.add(filter.toJson()));
        }
        if (!backends.isEmpty()) {
            Json.ArrayBuilder refs = rule.putArray("backendRefs");
            for (Backend backend : backends) {
                Json.ObjectBuilder ref = refs.addObject().put("group", "").put("kind", "Service");
                ref.put("name", backend.service().name());
                backend.service().namespace().ifPresent(namespace -> ref.put("namespace", namespace));
                ref.put("port", backend.port()).put("weight", backend.weight());
            }
        }
        if (timeout.isPresent() || backendTimeout.isPresent()) {
            Json.ObjectBuilder times = rule.putObject("timeouts");
            timeout.ifPresent(time -> times.put("request", text(time)));
            backendTimeout.ifPresent(time -> times.put("backendRequest", text(time)));
        }
    }

    private static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    /** Builds a {@link HttpRule}. Not thread-safe. */
    public static final class Builder {
        private final List<HttpMatch> matches = new ArrayList<>();
        private final List<Backend> backends = new ArrayList<>();
        private final Map<String, String> set = new TreeMap<>();
        private final Map<String, String> add = new TreeMap<>();
        private final List<String> remove = new ArrayList<>();
        private final Map<String, String> answerSet = new TreeMap<>();
        private final List<HttpFilter> others = new ArrayList<>();
        private Optional<Duration> timeout = Optional.empty();
        private Optional<Duration> backendTimeout = Optional.empty();

        Builder() {}

        /** Adds requests that it is for, at most 64. Default: all. */
        public Builder match(HttpMatch match) {
            matches.add(match);
            return this;
        }

        /** Sends requests to a service of the route's namespace. */
        public Builder backend(String service, int port) {
            return backend(service, port, 1);
        }

        /**
         * Sends a part of the requests to a service.
         *
         * @param weight the part, of the sum of all weights: 0 to 1,000,000
         */
        public Builder backend(String service, int port, int weight) {
            backends.add(new Backend(new ObjectRef(service, Optional.empty()), port, weight));
            return this;
        }

        /** Sends requests to a service of another namespace, which must grant it ({@link ReferenceGrantSpec}). */
        public Builder backendOf(String namespace, String service, int port, int weight) {
            backends.add(new Backend(new ObjectRef(service, Optional.of(namespace)), port, weight));
            return this;
        }

        /** Sets a header of requests. */
        public Builder setHeader(String name, String value) {
            set.put(name, value);
            return this;
        }

        /** Adds a value to a header of requests. */
        public Builder addHeader(String name, String value) {
            add.put(name, value);
            return this;
        }

        /** Takes a header of requests away. */
        public Builder removeHeader(String name) {
            remove.add(name);
            return this;
        }

        /** Sets a header of answers. */
        public Builder setAnswerHeader(String name, String value) {
            answerSet.put(name, value);
            return this;
        }

        /** Sends clients to the same address with HTTPS; needs no backend. */
        public Builder redirectToHttps() {
            return redirect(to -> to.scheme("https").status(301));
        }

        /** Sends clients elsewhere; needs no backend. */
        public Builder redirect(Consumer<Redirect> settings) {
            Redirect redirect = new Redirect();
            settings.accept(redirect);
            others.add(new HttpFilter(HttpFilter.REDIRECT, redirect.body.build()));
            return this;
        }

        /** Asks backends for another path in place of the prefix that was met; the rule has one match, of a prefix. */
        public Builder rewritePrefix(String replacement) {
            Json.ObjectBuilder body = Json.object();
            body.putObject("path").put("type", "ReplacePrefixMatch").put("replacePrefixMatch", replacement);
            others.add(new HttpFilter(HttpFilter.REWRITE, body.build()));
            return this;
        }

        /** Asks backends for another host. */
        public Builder rewriteHost(String host) {
            others.add(new HttpFilter(
                    HttpFilter.REWRITE, Json.object().put("hostname", host).build()));
            return this;
        }

        /** Ends requests that take longer; zero ends none. */
        public Builder timeout(Duration time) {
            timeout = Optional.of(time);
            return this;
        }

        /** Ends a single try of a backend that takes longer; not longer than {@link #timeout}. */
        public Builder backendTimeout(Duration time) {
            backendTimeout = Optional.of(time);
            return this;
        }

        private List<HttpFilter> filters() {
            List<HttpFilter> all = new ArrayList<>();
            if (!set.isEmpty() || !add.isEmpty() || !remove.isEmpty()) {
                Json.ObjectBuilder body = Json.object();
                headers(body, "set", set);
                headers(body, "add", add);
                if (!remove.isEmpty()) {
                    body.putArray("remove").addAll(remove);
                }
                all.add(new HttpFilter("RequestHeaderModifier", body.build()));
            }
            if (!answerSet.isEmpty()) {
                Json.ObjectBuilder body = Json.object();
                headers(body, "set", answerSet);
                all.add(new HttpFilter("ResponseHeaderModifier", body.build()));
            }
            all.addAll(others);
            return all;
        }

        private static void headers(Json.ObjectBuilder body, String key, Map<String, String> headers) {
            if (!headers.isEmpty()) {
                Json.ArrayBuilder list = body.putArray(key);
                headers.forEach(
                        (name, value) -> list.addObject().put("name", name).put("value", value));
            }
        }

        HttpRule build() {
            return new HttpRule(this);
        }
    }

    /** Where clients are sent. Not thread-safe. */
    public static final class Redirect {
        private final Json.ObjectBuilder body = Json.object().put("statusCode", 302);

        private Redirect() {}

        /** Sets the scheme: {@code http} or {@code https}. */
        public Redirect scheme(String text) {
            body.put("scheme", text);
            return this;
        }

        /** Sets the host. */
        public Redirect hostname(String host) {
            body.put("hostname", host);
            return this;
        }

        /** Sets the port. */
        public Redirect port(int number) {
            body.put("port", number);
            return this;
        }

        /** Sets the whole path. */
        public Redirect path(String path) {
            body.putObject("path").put("type", "ReplaceFullPath").put("replaceFullPath", path);
            return this;
        }

        /** Sets what takes the place of the prefix that was met; the rule has one match, of a prefix. */
        public Redirect prefix(String path) {
            body.putObject("path").put("type", "ReplacePrefixMatch").put("replacePrefixMatch", path);
            return this;
        }

        /** Sets the status: 301 or 302. Default: 302. */
        public Redirect status(int code) {
            body.put("statusCode", code);
            return this;
        }
    }
}
