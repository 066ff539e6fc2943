package dev.aks4j.simulated.kubernetes.internal.api;

import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a client accepts as the type of an answer, best first. Immutable.
 *
 * @param clauses the types
 */
record Accepted(List<Clause> clauses) {

    private static final List<String> OFFERED =
            List.of("application/json", "application/yaml", "application/vnd.kubernetes.protobuf");
    private static final List<String> WATCHED =
            List.of("application/json;stream=watch", "application/vnd.kubernetes.protobuf;stream=watch");
    private static final String META = "meta.k8s.io";

    /** One type with its parameters. */
    record Clause(String media, Map<String, String> parameters, double quality) {

        String parameter(String name) {
            return parameters.getOrDefault(name, "");
        }

        private boolean offers() {
            return media.equals("*/*") || media.equals("application/*") || OFFERED.contains(media);
        }

        private int breadth() {
            return media.equals("*/*") ? 2 : media.endsWith("/*") ? 1 : 0;
        }
    }

    static Accepted of(Call call) {
        return of(call.request().header("Accept").orElse(""));
    }

    static Accepted of(String header) {
        List<Clause> clauses = new ArrayList<>();
        for (String part : header.split(",")) {
            String[] words = part.split(";");
            Map<String, String> parameters = new TreeMap<>();
            double quality = 1;
            for (String word : Arrays.asList(words).subList(1, words.length)) {
                int at = word.indexOf('=');
                if (at > 0) {
                    parameters.put(
                            word.substring(0, at).strip(),
                            word.substring(at + 1).strip());
                }
            }
            try {
                quality = Double.parseDouble(parameters.getOrDefault("q", "1"));
            } catch (NumberFormatException e) {
                quality = 0;
            }
            String media = words[0].strip().toLowerCase(Locale.ROOT);
            clauses.add(new Clause(media.isEmpty() ? "*/*" : media, parameters, quality));
        }
        clauses.sort(Comparator.comparing(Clause::quality).reversed().thenComparing(Clause::breadth));
        return new Accepted(clauses);
    }

    /** Returns whether the route to an answer exists at all: it looks at the types without their parameters. */
    boolean routed() {
        return clauses.stream().anyMatch(one -> one.media().equals("*/*") || OFFERED.contains(one.media()));
    }

    /** Returns what is answered if {@link #routed()} is false. */
    static String noRoute(boolean many) {
        List<String> offered = new ArrayList<>(OFFERED);
        if (many) {
            offered.addAll(WATCHED);
        }
        return "406: Not Acceptable\n\nAvailable representations: " + String.join(", ", offered);
    }

    /** Returns the best clause that objects can be shown in. */
    Clause shown() {
        return clauses.stream()
                .filter(one -> one.offers() && isTransform(one))
                .findFirst()
                .orElseThrow(() -> Failures.notAcceptable(OFFERED));
    }

    /** Refuses what discovery cannot be shown in. */
    void requirePlain(boolean aggregated) {
        boolean some = clauses.stream()
                .anyMatch(one -> one.offers()
                        && (one.parameter("as").isEmpty()
                                || aggregated
                                        && one.parameter("as").equals("APIGroupDiscoveryList")
                                        && one.parameter("v").equals("v2")));
        if (!some) {
            throw Failures.notAcceptable(OFFERED);
        }
    }

    private static boolean isTransform(Clause one) {
        String stream = one.parameter("stream");
        if (!stream.isEmpty() && !stream.equals("watch")) {
            return false;
        }
        String as = one.parameter("as");
        if (as.isEmpty()) {
            return true;
        }
        return List.of("Table", "PartialObjectMetadata", "PartialObjectMetadataList")
                        .contains(as)
                && one.parameter("g").equals(META)
                && List.of("v1", "v1beta1").contains(one.parameter("v"));
    }

    /** Refuses a form that is not that of the answer: one for many, or many for one. */
    static void requireNumber(Clause clause, ResourceType type, boolean many) {
        String as = clause.parameter("as");
        String group = type.group().isEmpty() ? "core" : type.group().replaceAll("\\..*", "");
        problem(as, group + "." + type.kind(), many).ifPresent(why -> {
            throw Failures.of(406, "NotAcceptable", why, KubeJson.object());
        });
    }

    private static Optional<String> problem(String as, String kind, boolean many) {
        if (as.equals("PartialObjectMetadata") && many) {
            return Optional.of(
                    "you requested PartialObjectMetadata, but the requested object is a list (*" + kind + "List)");
        }
        if (as.equals("PartialObjectMetadataList") && !many) {
            return Optional.of(
                    "you requested PartialObjectMetadataList, but the requested object is not a list (*" + kind + ")");
        }
        return Optional.empty();
    }

    /** Refuses a parameter that tables do not know. */
    static void requireRows(Call call) {
        String rows = call.query().text("includeObject");
        if (!List.of("", "None", "Metadata", "Object").contains(rows)) {
            throw Failures.badRequest("Unable to convert to Table as requested: includeObject: Invalid value: \"" + rows
                    + "\": must be 'Metadata', 'Object', 'None', or empty");
        }
    }
}
