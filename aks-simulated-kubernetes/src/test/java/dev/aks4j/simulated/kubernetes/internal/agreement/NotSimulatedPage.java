package dev.aks4j.simulated.kubernetes.internal.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceTypes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The page of what the simulated API does not do as a real one, by type and field, made from what a real one answered.
 * Written anew with {@code -Daks4j.pages=true}, compared otherwise.
 */
final class NotSimulatedPage {

    private static final Path PAGE = Path.of("..", "docs", "simulated-kubernetes.md");
    private static final int SHOWN = 12;

    private NotSimulatedPage() {}

    /** Returns the page as it is checked in; writes it first if asked to. */
    static String checkedIn(String made) {
        try {
            if (Boolean.getBoolean("aks4j.pages")) {
                Files.writeString(PAGE, made);
            }
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the page. */
    static String of(List<Compare.Pair> pairs) {
        Map<String, Row> rows = new TreeMap<>();
        for (Compare.Pair pair : pairs) {
            Row row = rows.computeIfAbsent(type(pair.step().path()), key -> new Row());
            row.asked++;
            if (!pair.real().sameOutcome(pair.simulated())) {
                boolean refused =
                        pair.real().status() >= 400 && pair.simulated().status() < 400;
                (refused ? row.accepted : row.answered).add(pair.step().name().replaceAll("a{20,}", "aaa"));
            } else if (!pair.real().same(pair.simulated())) {
                compare("", pair.real().body(), pair.simulated().body(), row.shown);
            }
        }
        StringBuilder page = new StringBuilder(intro(pairs));
        rows.forEach((type, row) -> {
            if (!row.accepted.isEmpty() || !row.answered.isEmpty() || !row.shown.isEmpty()) {
                page.append("| ")
                        .append(type)
                        .append(" | ")
                        .append(row.asked)
                        .append(" | ")
                        .append(cell(row.accepted))
                        .append(" | ")
                        .append(cell(row.answered))
                        .append(" | ")
                        .append(cell(row.shown))
                        .append(" |\n");
            }
        });
        Set<String> same = new TreeSet<>();
        rows.forEach((type, row) -> {
            if (row.accepted.isEmpty() && row.answered.isEmpty() && row.shown.isEmpty()) {
                same.add(type);
            }
        });
        page.append("\nNo difference was seen in: ")
                .append(String.join(", ", same))
                .append(".\n");
        return page.toString();
    }

    private static final class Row {
        private int asked;
        private final Set<String> accepted = new TreeSet<>();
        private final Set<String> answered = new TreeSet<>();
        private final Set<String> shown = new TreeSet<>();
    }

    private static String intro(List<Compare.Pair> pairs) {
        return "# What the simulated Kubernetes API does not do as a real one\n\n"
                + "Made from " + pairs.size() + " requests that kube-apiserver 1.37.2 with its controller manager and"
                + " scheduler answered and the\nsimulated API answered again; made anew as `CONTRIBUTING.md` says. A"
                + " field stands here if one request about it differed.\nWhat is not in the requests is not here: nodes"
                + " are simulated by the simulator of Azure, containers do not run.\n\n"
                + "## Types\n\nNot served: " + String.join(", ", missing()) + ".\n\n"
                + "## Fields\n\n"
                + "*Accepted*: a real server refuses the request, this one takes it. *Answered otherwise*: the status or"
                + " its reason differs.\n*Shown otherwise*: the outcome is the same, and this part of the answer differs."
                + " More than " + SHOWN + " are counted.\n\n"
                + "| type | requests | accepted | answered otherwise | shown otherwise |\n"
                + "| --- | --- | --- | --- | --- |\n";
    }

    private static List<String> missing() {
        ResourceTypes types = new ResourceTypes();
        Set<String> served = types.all().stream()
                .map(type -> type.storage() + " " + type.version())
                .collect(Collectors.toSet());
        types.all()
                .forEach(type -> served.add(
                        type.plural() + (type.group().isEmpty() ? "" : "." + type.group()) + " " + type.version()));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                NotSimulatedPage.class.getResourceAsStream("types-1.37.txt"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#") && !served.contains(line))
                    .map(line -> "`" + line.substring(0, line.indexOf(' ')) + "`")
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the type that a path is about. */
    private static String type(String path) {
        String[] parts = path.replaceAll("\\?.*", "").split("/");
        int at = path.startsWith("/apis/") ? 4 : 3;
        String group = path.startsWith("/apis/") && parts.length > 2 ? "." + parts[2] : "";
        if (parts.length > at + 2 && parts[at].equals("namespaces")) {
            at += 2;
        }
        return parts.length > at && path.startsWith("/api") ? "`" + parts[at] + group + "`" : "discovery and others";
    }

    private static String cell(Set<String> texts) {
        List<String> shown = new ArrayList<>();
        texts.stream()
                .limit(SHOWN)
                .forEach(text -> shown.add("`" + text.replace("|", "\\|").replace("\n", " ") + "`"));
        int more = texts.size() - shown.size();
        return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
    }

    private static void compare(String at, JsonNode real, JsonNode simulated, Set<String> differences) {
        if (real.isObject() && simulated.isObject()) {
            Set<String> names = new TreeSet<>();
            real.fieldNames().forEachRemaining(names::add);
            simulated.fieldNames().forEachRemaining(names::add);
            if (names.contains("details") && names.contains("code")) {
                differences.add("text of a refusal");
                return;
            }
            for (String name : names) {
                compare(
                        at + (at.isEmpty() ? "" : ".") + shortened(name),
                        real.path(name),
                        simulated.path(name),
                        differences);
            }
        } else if (real.isArray() && simulated.isArray() && real.size() == simulated.size()) {
            Iterator<JsonNode> other = simulated.iterator();
            real.forEach(one -> compare(at + "[]", one, other.next(), differences));
        } else if (!real.equals(simulated)) {
            differences.add(at.startsWith("metadata.managedFields") ? "metadata.managedFields" : at);
        }
    }

    private static String shortened(String name) {
        return name.length() > 40 ? name.substring(0, 40) + "…" : name;
    }
}
