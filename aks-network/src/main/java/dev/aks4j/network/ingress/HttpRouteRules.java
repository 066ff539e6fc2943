package dev.aks4j.network.ingress;

import static dev.aks4j.core.model.AzureError.answered;
import static dev.aks4j.core.model.AzureError.happens;

import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Rule;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/** The rules of a route alone. */
final class HttpRouteRules {

    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+\\-.^_`|~]{1,256}";
    private static final String PATH = "(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");
    private static final Duration LONGEST = Duration.ofSeconds(99_999);

    static final Rule<HttpRouteSpec> PARENTS = Rule.<HttpRouteSpec>error(
                    "AKS-ING-020", "A route is attached to at most 32 gateways or listeners, to each one once.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API)
            .check((route, findings) -> {
                int count = route.parents().size();
                if (count > 32) {
                    findings.report("gateways", count, "are more than 32", "Make several routes of it.");
                }
                Set<Object> whole = new HashSet<>();
                Set<Object> seen = new HashSet<>();
                for (HttpRouteSpec.Parent parent : route.parents()) {
                    boolean again = !seen.add(parent);
                    boolean mixed = route.parents().stream()
                            .anyMatch(other -> other.gateway().equals(parent.gateway())
                                    && other.listener().isEmpty()
                                            != parent.listener().isEmpty());
                    if ((again || mixed) && whole.add(parent.gateway())) {
                        findings.report(
                                "gateways",
                                parent.gateway(),
                                "is named more than once, and not each time with another listener",
                                "Name the gateway once, or each of its listeners once.");
                    }
                    if (parent.gateway().name().isEmpty()
                            || parent.gateway().name().length() > 253
                            || parent.listener()
                                    .filter(name -> !IngressNames.isSubdomain(name))
                                    .isPresent()
                            || parent.gateway()
                                    .namespace()
                                    .filter(name -> !IngressNames.isLabel(name))
                                    .isPresent()) {
                        findings.report(
                                "gateways", parent, "is not the name of a gateway", "Use the gateway's own name.");
                    }
                }
            });

    static final Rule<HttpRouteSpec> ADDRESSES = Rule.<HttpRouteSpec>error(
                    "AKS-ING-034", "The hosts of a route, and those it sends to, are names and not addresses.")
            .prevents(happens("The route is accepted, and controllers take no address for a host"))
            .source("Gateway API, HTTPRoute, hostnames, v1.4.1")
            .check((route, findings) -> {
                route.hostnames().stream()
                        .filter(host -> IngressNames.isHost(host) && IngressNames.isAddress(host))
                        .forEach(host -> findings.report(
                                "hostnames", host, "is an address", "Use a name, or none for any host."));
                each(
                        route,
                        (rule, path) -> rule.filters().stream()
                                .map(filter -> filter.body().path("hostname").asText())
                                .filter(host -> IngressNames.isSubdomain(host) && IngressNames.isAddress(host))
                                .forEach(host -> findings.report(
                                        path + ".hostname", host, "is an address", "Use a name, or leave it out.")));
            });

    static final Rule<HttpRouteSpec> HOSTS = Rule.<HttpRouteSpec>error(
                    "AKS-ING-021", "A route has at most 16 hosts: names in lower case, or with *. before them.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API)
            .check((route, findings) -> {
                route.hostnames().stream()
                        .filter(host -> !IngressNames.isHost(host))
                        .forEach(host -> findings.report(
                                "hostnames",
                                host,
                                "is not the name of a host",
                                "Write it in lower case, for example shop.contoso.com or *.contoso.com."));
                if (route.hostnames().size() > 16) {
                    findings.report(
                            "hostnames", route.hostnames().size(), "are more than 16", "Make several routes of it.");
                }
            });

    static final Rule<HttpRouteSpec> COUNT = Rule.<HttpRouteSpec>error(
                    "AKS-ING-022",
                    "A route has at most 16 rules with at most 64 matches each, 128 together, and at most 16 backends each.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API)
            .check((route, findings) -> {
                int rules = route.rules().size();
                if (rules > 16) {
                    findings.report("rules", rules, "are more than 16", "Make several routes of it.");
                }
                each(route, (rule, path) -> {
                    if (rule.matches().size() > 64) {
                        findings.report(
                                path + ".matches",
                                rule.matches().size(),
                                "are more than 64",
                                "Use prefixes or more rules.");
                    }
                    if (rule.backends().size() > 16) {
                        findings.report(path + ".backends", rule.backends().size(), "are more than 16", "Use fewer.");
                    }
                });
                int all = route.rules().stream()
                        .mapToInt(rule -> Math.max(1, rule.matches().size()))
                        .sum();
                if (all > 128) {
                    findings.report("rules", all + " matches", "are more than 128", "Make several routes of it.");
                }
            });

    static final Rule<HttpRouteSpec> PATHS = Rule.<HttpRouteSpec>error(
                    "AKS-ING-023",
                    "A path or prefix begins with a slash, has at most 1,024 characters of a URL, and no //, /./, /../ or %2f.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API)
            .check((route, findings) -> each(
                    route,
                    (rule, path) -> rule.matches().stream()
                            .filter(match -> !isPath(match))
                            .forEach(match -> findings.report(
                                    path + ".matches",
                                    match.path(),
                                    "is not a path",
                                    "Begin with '/', leave out '//', '/./', '/../', '%2f' and '#', and write other characters as"
                                            + " %xx."))));

    private static boolean isPath(HttpMatch match) {
        String path = match.path();
        if (path.length() > 1024) {
            return false;
        }
        if (match.pathType().equals("RegularExpression")) {
            return true;
        }
        return path.startsWith("/")
                && path.matches(PATH)
                && !path.contains("//")
                && !path.contains("/./")
                && !path.contains("/../")
                && !path.toLowerCase(Locale.ROOT).contains("%2f")
                && !path.endsWith("/..")
                && !path.endsWith("/.");
    }

    static final Rule<HttpRouteSpec> CONDITIONS = Rule.<HttpRouteSpec>error(
                    "AKS-ING-024",
                    "A match asks for at most 16 headers and parameters, each one once, and for one of HTTP's methods.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API)
            .check((route, findings) -> each(
                    route,
                    (rule, path) -> rule.matches().forEach(match -> {
                        conditions(match.headers(), 4096, path + ".matches.headers", findings);
                        conditions(match.parameters(), 1024, path + ".matches.parameters", findings);
                        match.method()
                                .filter(method -> !METHODS.contains(method))
                                .ifPresent(method -> findings.report(
                                        path + ".matches.method",
                                        method,
                                        "is not a method",
                                        "Use one of "
                                                + String.join(
                                                        ", ",
                                                        METHODS.stream()
                                                                .sorted()
                                                                .toList()) + "."));
                    })));

    private static void conditions(List<HttpMatch.Condition> list, int longest, String path, Findings findings) {
        Set<String> seen = new HashSet<>();
        for (HttpMatch.Condition one : list) {
            if (!one.name().matches(TOKEN)) {
                findings.report(path, one.name(), "is not such a name", "Use letters, digits and hyphens.");
            } else if (!seen.add(one.name())) {
                findings.report(path, one.name(), "is asked for twice", "Ask once.");
            } else if (one.value().isEmpty() || one.value().length() > longest) {
                findings.report(
                        path,
                        one.name() + " with " + one.value().length() + " characters",
                        "has no value, or one that is too long",
                        "Use 1 to " + longest + " characters.");
            }
        }
        if (list.size() > 16) {
            findings.report(path, list.size(), "are more than 16", "Ask for fewer.");
        }
    }

    static final Rule<HttpRouteSpec> TARGET = Rule.<HttpRouteSpec>error(
                    "AKS-ING-025", "A rule sends requests to backends or sends clients elsewhere, not both.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API)
            .check((route, findings) -> each(route, (rule, path) -> {
                boolean backends = !rule.backends().isEmpty();
                if (backends && rule.redirects()) {
                    findings.report(
                            path + ".redirect",
                            "set",
                            "does not go with backends",
                            "Remove the backends or the redirect.");
                }
            }));

    static final Rule<HttpRouteSpec> NOWHERE = Rule.<HttpRouteSpec>error(
                    "AKS-ING-033",
                    "A route is attached to a gateway, and each of its rules leads somewhere; it has one at least.")
            .prevents(happens("The route is accepted, and requests meet nothing or are answered 500"))
            .source("Gateway API, HTTPRoute, parentRefs and backendRefs, v1.4.1")
            .check((route, findings) -> {
                if (route.parents().isEmpty()) {
                    findings.report("gateways", 0, "is not a number of gateways", "Attach it with gateway(...).");
                }
                route.parents().stream()
                        .map(HttpRouteSpec.Parent::gateway)
                        .filter(gateway -> !gateway.name().isEmpty() && !IngressNames.isSubdomain(gateway.name()))
                        .forEach(gateway -> findings.report(
                                "gateways", gateway, "is not a name that a gateway can have", "Use its own name."));
                if (route.rules().isEmpty()) {
                    findings.report("rules", 0, "is not a number of rules", "Say 1 to 16 with rule(...).");
                }
                each(route, (rule, path) -> {
                    rule.backends().stream()
                            .map(HttpRule.Backend::service)
                            .filter(service -> !service.name().isEmpty() && !IngressNames.isLabel(service.name()))
                            .forEach(service -> findings.report(
                                    path + ".backends",
                                    service,
                                    "is not a name that a service can have",
                                    "Use 1-63 lower-case letters, digits and hyphens."));
                    if (rule.backends().isEmpty() && !rule.redirects()) {
                        findings.report(
                                path + ".backends", "none", "leaves requests without an answer", "Add backend(...).");
                    }
                    if (!rule.backends().isEmpty()
                            && rule.backends().stream().allMatch(backend -> backend.weight() == 0)) {
                        findings.report(
                                path + ".backends.weight",
                                0,
                                "is the weight of all, and nobody gets requests",
                                "Give one more.");
                    }
                });
            });

    static final Rule<HttpRouteSpec> PREFIX = Rule.<HttpRouteSpec>error(
                    "AKS-ING-026", "A rule that replaces a prefix has one match, and that is a prefix.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API)
            .check((route, findings) -> each(route, (rule, path) -> {
                boolean replaces = rule.filters().stream()
                        .anyMatch(filter -> filter.prefixReplacement().isPresent());
                boolean one = rule.matches().isEmpty()
                        || rule.matches().size() == 1 && rule.matches().get(0).isPrefix();
                if (replaces && !one) {
                    findings.report(
                            path + ".matches",
                            rule.matches().size() + " matches",
                            "are not one prefix that could be replaced",
                            "Use one match(HttpMatch.prefix(...)), and other rules for the rest.");
                }
            }));

    static final Rule<HttpRouteSpec> FILTERS = Rule.<HttpRouteSpec>error(
                    "AKS-ING-027", "A rule rewrites once or redirects once, not both.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API)
            .check((route, findings) -> each(route, (rule, path) -> {
                long moving = rule.filters().stream()
                        .filter(filter -> filter.type().equals(HttpFilter.REDIRECT)
                                || filter.type().equals(HttpFilter.REWRITE))
                        .count();
                if (moving > 1) {
                    findings.report(
                            path + ".filters",
                            moving,
                            "rewrites and redirects are too many",
                            "Keep one, with all it is to do.");
                }
            }));

    static final Rule<HttpRouteSpec> BACKENDS = Rule.<HttpRouteSpec>error(
                    "AKS-ING-028", "A backend is a service with a port of 1-65535 and a weight of 0-1,000,000.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API)
            .check((route, findings) -> each(route, (rule, path) -> {
                for (HttpRule.Backend backend : rule.backends()) {
                    if (backend.service().name().isEmpty()
                            || backend.service().name().length() > 253
                            || backend.service()
                                    .namespace()
                                    .filter(there -> !IngressNames.isLabel(there))
                                    .isPresent()) {
                        findings.report(
                                path + ".backends",
                                backend.service(),
                                "is not the name of a service",
                                "Use its own name.");
                    }
                    if (!IngressNames.isPort(backend.port())) {
                        findings.report(path + ".backends.port", backend.port(), "is not a port", "Use 1 to 65535.");
                    }
                    if (backend.weight() < 0 || backend.weight() > 1_000_000) {
                        findings.report(
                                path + ".backends.weight", backend.weight(), "is not a weight", "Use 0 to 1,000,000.");
                    }
                }
            }));

    static final Rule<HttpRouteSpec> TIMES = Rule.<HttpRouteSpec>error(
                    "AKS-ING-029",
                    "Timeouts are whole milliseconds, up to 99,999 s; that of one try is not longer than that of the request.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API)
            .check((route, findings) -> each(route, (rule, path) -> {
                rule.timeout().filter(time -> !isTime(time)).ifPresent(time -> time(path + ".timeout", time, findings));
                rule.backendTimeout()
                        .filter(time -> !isTime(time))
                        .ifPresent(time -> time(path + ".backendTimeout", time, findings));
                rule.backendTimeout()
                        .filter(one -> rule.timeout()
                                .filter(all -> !all.isZero() && one.compareTo(all) > 0)
                                .isPresent())
                        .ifPresent(one -> findings.report(
                                path + ".backendTimeout",
                                one.toMillis() + " ms",
                                "is longer than the whole request may take",
                                "Use at most the time of timeout(...)."));
            }));

    private static void time(String path, Duration time, Findings findings) {
        findings.report(
                path,
                time,
                "is not a time that can be written",
                "Use whole milliseconds below 100 s, or whole seconds.");
    }

    private static boolean isTime(Duration time) {
        boolean seconds = time.toMillis() % 1000 == 0;
        return !time.isNegative()
                && time.toNanos() % 1_000_000 == 0
                && (seconds ? time.compareTo(LONGEST) <= 0 : time.toMillis() <= 99_999);
    }

    static final Rule<HttpRouteSpec> REDIRECT = Rule.<HttpRouteSpec>error(
                    "AKS-ING-030",
                    "A redirect has status 301 or 302, scheme http or https, a port of 1-65535 and one host in lower case;"
                            + " what is rewritten has one too. New paths have at most 1,024 characters.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API)
            .check((route, findings) -> each(
                    route,
                    (rule, path) -> rule.filters()
                            .forEach(filter -> moved(path + "." + filter.type(), filter.body(), findings))));

    private static void moved(String path, Json body, Findings findings) {
        Json host = body.path("hostname");
        if (!host.isMissing() && !IngressNames.isSubdomain(host.asText())) {
            findings.report(
                    path + ".hostname", host.asText(), "is not the name of one host", "Use one, in lower case.");
        }
        Json scheme = body.path("scheme");
        if (!scheme.isMissing() && !Set.of("http", "https").contains(scheme.asText())) {
            findings.report(path + ".scheme", scheme.asText(), "is not a scheme", "Use http or https.");
        }
        Json status = body.path("statusCode");
        if (!status.isMissing() && status.asInt() != 301 && status.asInt() != 302) {
            findings.report(path + ".status", status.asInt(), "is not a status of a redirect here", "Use 301 or 302.");
        }
        Json port = body.path("port");
        if (!port.isMissing() && !IngressNames.isPort(port.asInt())) {
            findings.report(path + ".port", port.asInt(), "is not a port", "Use 1 to 65535.");
        }
        for (String key : List.of("replaceFullPath", "replacePrefixMatch")) {
            if (body.path("path").path(key).asText().length() > 1024) {
                findings.report(path + ".path", key, "is longer than 1,024 characters", "Use a shorter one.");
            }
        }
    }

    static final Rule<HttpRouteSpec> HEADERS = Rule.<HttpRouteSpec>error(
                    "AKS-ING-031",
                    "A rule sets, adds and removes at most 16 headers each, by names of HTTP and with a value; it removes each once.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API)
            .check((route, findings) -> each(
                    route,
                    (rule, path) -> rule.filters().forEach(filter -> {
                        for (String key : List.of("set", "add", "remove")) {
                            Json list = filter.body().path(key);
                            list.stream()
                                    .filter(one -> !key.equals("remove") && !isHeader(one))
                                    .forEach(one -> findings.report(
                                            path + ".headers." + key,
                                            one.path("name").asText(),
                                            "is not a header with a value",
                                            "Use letters, digits and hyphens, and a value of 1 to 4,096 characters."));
                            Set<String> seen = new HashSet<>();
                            list.stream()
                                    .filter(one -> key.equals("remove") && !seen.add(one.asText()))
                                    .forEach(one -> findings.report(
                                            path + ".headers.remove",
                                            one.asText(),
                                            "is removed twice",
                                            "Remove it once."));
                            if (list.size() > 16) {
                                findings.report(
                                        path + ".headers." + key, list.size(), "are more than 16", "Use fewer.");
                            }
                        }
                    })));

    private static boolean isHeader(Json one) {
        int length = one.path("value").asText().length();
        return one.path("name").asText().matches(TOKEN) && length >= 1 && length <= 4096;
    }

    static final Rule<ReferenceGrantSpec> GRANT = Rule.<ReferenceGrantSpec>error(
                    "AKS-ING-032", "A grant names 1-16 namespaces and what they may name.")
            .prevents(answered(422, "Invalid"))
            .source(IngressNames.GATEWAY_API)
            .check((grant, findings) -> {
                if (grant.isEmpty() || grant.from() > 16) {
                    findings.report(
                            "from",
                            grant.from(),
                            "is not a number of namespaces with something granted to them",
                            "Say routesOf(...) or gatewaysOf(...), and toServices() or toSecrets().");
                }
                grant.namespaces()
                        .filter(namespace -> !IngressNames.isLabel(namespace))
                        .forEach(namespace -> findings.report(
                                "from",
                                namespace,
                                "is not the name of a namespace",
                                "Use 1-63 lower-case letters, digits and hyphens."));
            });

    static final List<Rule<HttpRouteSpec>> ALL = List.of(
            PARENTS,
            HOSTS,
            ADDRESSES,
            COUNT,
            PATHS,
            CONDITIONS,
            TARGET,
            NOWHERE,
            PREFIX,
            FILTERS,
            BACKENDS,
            TIMES,
            REDIRECT,
            HEADERS);

    private HttpRouteRules() {}

    /** Looks at each rule, with the path of a problem in it. */
    private static void each(HttpRouteSpec route, BiConsumer<HttpRule, String> look) {
        for (int i = 0; i < route.rules().size(); i++) {
            look.accept(route.rules().get(i), "rules." + i);
        }
    }
}
