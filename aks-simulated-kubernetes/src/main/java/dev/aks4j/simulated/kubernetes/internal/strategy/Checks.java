package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import dev.aks4j.simulated.kubernetes.internal.schema.Quantity;
import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The checks that many types share, in the API server's words. Not thread-safe. */
final class Checks {

    static final String[] PROTOCOLS = {"SCTP", "TCP", "UDP"};
    static final String[] ACCESS_MODES = {"ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"};
    static final long MAX_INT = Integer.MAX_VALUE;

    private static final Set<String> STANDARD_CONTAINER = Set.of("cpu", "memory", "ephemeral-storage");
    private static final Set<String> STANDARD = Set.of(
            "cpu",
            "memory",
            "ephemeral-storage",
            "requests.cpu",
            "requests.memory",
            "requests.ephemeral-storage",
            "limits.cpu",
            "limits.memory",
            "limits.ephemeral-storage",
            "pods",
            "resourcequotas",
            "services",
            "replicationcontrollers",
            "secrets",
            "persistentvolumeclaims",
            "configmaps",
            "storage",
            "requests.storage",
            "services.nodeports",
            "services.loadbalancers");
    private static final Set<String> QUOTA = Set.of(
            "cpu",
            "memory",
            "ephemeral-storage",
            "requests.cpu",
            "requests.memory",
            "requests.storage",
            "requests.ephemeral-storage",
            "limits.cpu",
            "limits.memory",
            "limits.ephemeral-storage",
            "pods",
            "resourcequotas",
            "services",
            "replicationcontrollers",
            "secrets",
            "persistentvolumeclaims",
            "configmaps",
            "services.nodeports",
            "services.loadbalancers");
    private static final Set<String> COUNTED = Set.of(
            "pods",
            "resourcequotas",
            "services",
            "replicationcontrollers",
            "secrets",
            "configmaps",
            "persistentvolumeclaims",
            "services.nodeports",
            "services.loadbalancers");

    final Errors errors;

    Checks(Errors errors) {
        this.errors = errors;
    }

    /** Calls a check for each element of a list, with its place. */
    static void each(String at, JsonNode list, BiConsumer<String, JsonNode> check) {
        for (int i = 0; i < list.size(); i++) {
            check.accept(at + "[" + i + "]", list.get(i));
        }
    }

    static boolean has(JsonNode node, String field) {
        return node.hasNonNull(field);
    }

    void label(String at, String value) {
        errors.each(at, value, Names.label(value));
    }

    void subdomain(String at, String value) {
        errors.each(at, value, Names.subdomain(value));
    }

    void qualified(String at, String value) {
        errors.each(at, value, Names.qualified(value));
    }

    void labels(String at, JsonNode labels) {
        sorted(labels).forEach((key, value) -> {
            qualified(at, key);
            errors.each(at, value, Names.labelValue(value));
        });
    }

    void annotations(String at, JsonNode annotations) {
        int size = 0;
        for (Map.Entry<String, String> annotation : sorted(annotations).entrySet()) {
            size += annotation.getKey().length() + annotation.getValue().length();
            errors.each(
                    at, annotation.getKey(), Names.qualified(annotation.getKey().toLowerCase(Locale.ROOT)));
        }
        if (size > 256 * 1024) {
            errors.tooLong(at, 256 * 1024);
        }
    }

    static Map<String, String> sorted(JsonNode map) {
        return new TreeMap<>(KubeJson.strings(map));
    }

    void labelSelector(String at, JsonNode selector) {
        labels(at + ".matchLabels", selector.path("matchLabels"));
        each(at + ".matchExpressions", selector.path("matchExpressions"), this::requirement);
    }

    private void requirement(String at, JsonNode one) {
        String operator = KubeJson.text(one, "operator");
        switch (operator) {
            case "In", "NotIn" -> {
                if (one.path("values").isEmpty()) {
                    errors.required(at + ".values", "must be specified when `operator` is 'In' or 'NotIn'");
                }
            }
            case "Exists", "DoesNotExist" -> {
                if (!one.path("values").isEmpty()) {
                    errors.forbidden(
                            at + ".values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                }
            }
            default -> errors.invalid(at + ".operator", operator, "not a valid selector operator");
        }
        qualified(at + ".key", KubeJson.text(one, "key"));
        each(
                at + ".values",
                one.path("values"),
                (here, value) -> errors.each(here, value.asText(), Names.labelValue(value.asText())));
    }

    /** Returns whether a label selector can be understood at all. */
    static boolean isSelector(JsonNode selector) {
        Errors found = new Errors(new Release(37));
        new Checks(found).labelSelector("", selector);
        return found.all().isEmpty();
    }

    static boolean matches(JsonNode selector, JsonNode labels) {
        return LabelSelector.of(selector).matches(labels);
    }

    static boolean isEmptySelector(JsonNode selector) {
        return selector.path("matchLabels").isEmpty()
                && selector.path("matchExpressions").isEmpty();
    }

    void portNumberOrName(String at, JsonNode port) {
        if (port.isTextual()) {
            errors.each(at, port.asText(), Names.portName(port.asText()));
        } else {
            errors.port(at, port.asLong());
        }
    }

    /** A number that is not negative, or a percentage. */
    void countOrPercent(String at, JsonNode value) {
        if (value.isTextual()) {
            errors.each(at, value, Names.percent(value.asText()));
        } else {
            errors.notNegative(at, value);
        }
    }

    void atMostAll(String at, JsonNode value) {
        if (value.isTextual() && Names.percent(value.asText()).isEmpty() && percent(value) > 100) {
            errors.invalid(at, value, "must not be greater than 100%");
        }
    }

    /** Returns the number of a percentage, or the number itself. */
    static long percent(JsonNode value) {
        if (!value.isTextual()) {
            return value.asLong();
        }
        String digits = value.asText().replace("%", "");
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    void address(String at, String value) {
        byte[] bytes = Ip.parse(value);
        if (bytes.length == 0) {
            errors.invalid(at, value, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
        } else if (errors.release().atLeast(36)) {
            if (Ip.hasLeadingZeros(value)) {
                errors.invalid(at, value, "must not have leading 0s");
            }
            if (Ip.isMapped(value)) {
                errors.invalid(at, value, "must not be an IPv4-mapped IPv6 address");
            }
        }
    }

    /** An address in the form in which it is written back. */
    void canonicalAddress(String at, String value) {
        int before = errors.all().size();
        address(at, value);
        if (errors.all().size() == before && !Ip.text(Ip.parse(value)).equals(value)) {
            errors.invalid(at, value, "must be in canonical form (\"" + Ip.text(Ip.parse(value)) + "\")");
        }
    }

    /** An address that endpoints and services may use. */
    void endpointAddress(String at, String value) {
        byte[] bytes = Ip.parse(value);
        if (bytes.length == 0) {
            errors.invalid(at, value, "must be a valid IP address");
            return;
        }
        Ip.special(bytes)
                .ifPresent(kind -> errors.invalid(
                        at,
                        value,
                        switch (kind) {
                            case UNSPECIFIED -> "may not be unspecified (" + value + ")";
                            case LOOPBACK -> "may not be in the loopback range (127.0.0.0/8, ::1/128)";
                            case LINK_LOCAL -> "may not be in the link-local range (169.254.0.0/16, fe80::/10)";
                            case LINK_LOCAL_MULTICAST ->
                                "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)";
                        }));
    }

    void range(String at, String value) {
        Ip.Range range = Ip.range(value);
        if (range == null) {
            errors.invalid(at, value, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
        } else if (errors.release().atLeast(36)) {
            if (Ip.hasLeadingZeros(value) || value.matches(".*/0\\d+")) {
                errors.invalid(at, value, "must not have leading 0s in IP or prefix length");
            } else if (Ip.isMapped(value)) {
                errors.invalid(at, value, "must not have an IPv4-mapped IPv6 address");
            } else if (!Arrays.equals(range.address(), range.network())) {
                errors.invalid(at, value, "must not have bits set beyond the prefix length");
            }
        }
    }

    void canonicalRange(String at, String value) {
        int before = errors.all().size();
        range(at, value);
        if (errors.all().size() == before && !Ip.range(value).toString().equals(value)) {
            errors.invalid(at, value, "must be in canonical form (\"" + Ip.range(value) + "\")");
        }
    }

    void warnOfAddress(String at, String value) {
        byte[] bytes = Ip.parse(value);
        if (bytes.length == 0) {
            return;
        }
        if (Ip.hasLeadingZeros(value) || Ip.isMapped(value)) {
            errors.warn(at + ": non-standard IP address \"" + value + "\" is invalid: use \"" + Ip.text(bytes) + "\"");
        } else if (bytes.length == 16 && !Ip.text(bytes).equals(value)) {
            errors.warn(at + ": IPv6 address \"" + value + "\" should be in RFC 5952 canonical format (\""
                    + Ip.text(bytes) + "\")");
        }
    }

    void warnOfRange(String at, String value) {
        Ip.Range range = Ip.range(value);
        if (range == null) {
            return;
        }
        boolean warned = false;
        if (!Arrays.equals(range.address(), range.network())) {
            errors.warn(at + ": CIDR value \"" + value + "\" is ambiguous in this context (should be \"" + range
                    + "\" or \"" + Ip.text(range.address()) + "/" + range.address().length * 8 + "\"?)");
            warned = true;
        }
        if (Ip.hasLeadingZeros(value) || Ip.isMapped(value)) {
            errors.warn(at + ": non-standard CIDR value \"" + value + "\" is invalid: use \"" + range + "\"");
        } else if (!warned && range.address().length == 16 && !range.toString().equals(value)) {
            errors.warn(at + ": IPv6 CIDR value \"" + value + "\" should be in RFC 5952 canonical format (\"" + range
                    + "\")");
        }
    }

    void relativePath(String at, String path) {
        if (path.startsWith("/")) {
            errors.invalid(at, path, "must be a relative path");
        }
        noBacksteps(at, path);
    }

    void noBacksteps(String at, String path) {
        if (List.of(path.split("/")).contains("..")) {
            errors.invalid(at, path, "must not contain '..'");
        }
    }

    void unreservedPath(String at, String path) {
        relativePath(at, path);
        if (path.startsWith("..") && !path.startsWith("../")) {
            errors.invalid(at, path, "must not start with '..'");
        }
    }

    void domainPath(String at, String path) {
        if (path.isEmpty()) {
            errors.required(at);
            return;
        }
        int slash = path.indexOf('/');
        if (slash <= 0 || slash == path.length() - 1) {
            errors.invalid(at, path, "must be a domain-prefixed path (such as \"acme.io/foo\")");
            return;
        }
        subdomain(at, path.substring(0, slash));
        String rest = path.substring(slash + 1);
        if (!Names.isHttpPath(rest)) {
            errors.invalid(at, rest, "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')");
        }
    }

    void mode(String at, JsonNode mode) {
        if (mode.isNumber() && (mode.asLong() < 0 || mode.asLong() > 511)) {
            errors.invalid(at, mode, "must be a number between 0 and 0777 (octal), both inclusive");
        }
    }

    void userId(String at, JsonNode id) {
        if (id.isNumber()) {
            errors.range(at, id.asLong(), 0, MAX_INT);
        }
    }

    void taintEffect(String at, String effect) {
        errors.oneOf(at, effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
    }

    // Quantities and resources.

    static BigDecimal value(JsonNode quantity) {
        return Quantity.value(quantity.asText());
    }

    static String shown(JsonNode quantity) {
        return Quantity.canonical(quantity.asText());
    }

    void quantity(String at, String resource, JsonNode value) {
        if (value(value).signum() < 0) {
            errors.invalid(at, shown(value), "must be greater than or equal to 0");
        }
        boolean whole = COUNTED.contains(resource) || isExtended(resource);
        if (whole && value(value).stripTrailingZeros().scale() > 0) {
            errors.invalid(at, shown(value), "must be an integer");
        }
    }

    void positiveQuantity(String at, JsonNode value) {
        if (value(value).signum() <= 0) {
            errors.invalid(at, shown(value), "must be greater than zero");
        }
    }

    private static boolean isExtended(String name) {
        if (isNative(name) || name.startsWith("requests.")) {
            return false;
        }
        return Names.qualified("requests." + name).isEmpty();
    }

    private static boolean isNative(String name) {
        return !name.contains("/") || name.contains("kubernetes.io/");
    }

    static boolean isHugePages(String name) {
        return name.startsWith("hugepages-");
    }

    static boolean mayOvercommit(String name) {
        return isNative(name) && !isHugePages(name);
    }

    /** The name of a resource; returns whether it is fine. */
    boolean resourceName(String at, String name) {
        int before = errors.all().size();
        qualified(at, name);
        if (errors.all().size() > before) {
            return false;
        }
        boolean known = STANDARD.contains(name) || isHugePages(name) || name.startsWith("requests.hugepages-");
        if (!name.contains("/") && !known && !QUOTA.contains(name)) {
            errors.invalid(at, name, "must be a standard resource type or fully qualified");
            return false;
        }
        return true;
    }

    void containerResourceName(String at, String name) {
        resourceName(at, name);
        if (!name.contains("/")) {
            if (!STANDARD_CONTAINER.contains(name) && !isHugePages(name)) {
                errors.invalid(at, name, "must be a standard resource for containers");
            }
        } else if (!isNative(name) && !isExtended(name)) {
            errors.invalid(at, name, "doesn't follow extended resource name standard");
        }
    }

    void quotaResourceName(String at, String name) {
        resourceName(at, name);
        boolean known = QUOTA.contains(name) || isHugePages(name) || name.startsWith("requests.hugepages-");
        if (!name.contains("/") && !known) {
            errors.invalid(at, name, "must be a standard resource for quota");
        }
    }

    /** Adds an error that has no method of its own. */
    void add(FieldError error) {
        errors.add(error);
    }

    /** Collects what is wrong with a reference to an object by its kind and name. */
    void kindAndName(String at, JsonNode reference) {
        for (String field : List.of("kind", "name")) {
            String value = KubeJson.text(reference, field);
            if (value.isEmpty()) {
                errors.required(at + "." + field);
            } else {
                errors.each(at + "." + field, value, Names.pathSegment(value));
            }
        }
    }

    /** Collects what is wrong with a reference to an object by its group, kind and name. */
    void typedReference(String at, JsonNode reference) {
        if (reference.hasNonNull("apiGroup")) {
            subdomain(at + ".apiGroup", KubeJson.text(reference, "apiGroup"));
        }
        kindAndName(at, reference);
    }
}
