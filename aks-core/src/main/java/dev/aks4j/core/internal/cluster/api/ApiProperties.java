package dev.aks4j.core.internal.cluster.api;

import dev.aks4j.core.model.AksApiVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The properties of one type of resource in every stable version of the API. The table is made by {@code
 * tools/api_properties.py} from the models of Azure's Python package, and holds facts only. Immutable and thread-safe.
 */
public final class ApiProperties {

    private static final Table TABLE = Table.read();

    private final Map<String, ApiProperty> byPlace;

    private ApiProperties(Map<String, ApiProperty> byPlace) {
        this.byPlace = byPlace;
    }

    /**
     * Returns the properties of a type.
     *
     * @param type below Microsoft.ContainerService, for example {@code managedClusters/agentPools}
     */
    public static ApiProperties of(String type) {
        return new ApiProperties(Objects.requireNonNull(TABLE.types.get(type), type));
    }

    /** Returns the versions that the table knows, with the release of the Python package that each was read from. */
    public static Map<String, String> versions() {
        return TABLE.versions;
    }

    /** Returns every place, by its name. */
    public List<ApiProperty> all() {
        return List.copyOf(byPlace.values());
    }

    /** Returns the property at a place, written as the table does. */
    public Optional<ApiProperty> at(String place) {
        return Optional.ofNullable(byPlace.get(place));
    }

    /** Returns the member of an object or map. */
    public Optional<ApiProperty> member(String place, String name) {
        return at(place + "/" + name).or(() -> at(place + "/*"));
    }

    /** Returns the first version that knows a value of an enumeration; nothing if none does, or if it is no enumeration. */
    public static Optional<AksApiVersion> since(ApiProperty property, String value) {
        Map<String, AksApiVersion> values = property.type().startsWith("enum:")
                ? TABLE.enums.getOrDefault(property.type().substring(5).replace("[]", ""), Map.of())
                : Map.of();
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(value))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * Returns the places that are most like one that is not there, best first, three at most: the same name elsewhere, or
     * a similar name below the same object or, failing that, anywhere.
     */
    public List<String> nearest(String place) {
        String wanted = Spelling.last(place);
        List<String> parents = Spelling.segments(Spelling.parent(place));
        record Near(String place, int score) {}
        List<Near> near = new ArrayList<>();
        for (ApiProperty property : byPlace.values()) {
            boolean beside = Spelling.parent(property.place()).equals(Spelling.parent(place));
            int distance = Spelling.distance(wanted, property.name().toLowerCase(Locale.ROOT));
            boolean similar =
                    distance * 3 <= Math.max(wanted.length(), property.name().length());
            boolean contained =
                    beside && Spelling.isPart(wanted, property.name().toLowerCase(Locale.ROOT));
            if ((similar || contained) && property.access().contains("w")) {
                int strange = Spelling.strangers(parents, Spelling.segments(Spelling.parent(property.place())));
                near.add(new Near(property.place(), distance * 4 + strange * 6));
            }
        }
        return near.stream()
                .sorted(Comparator.comparingInt(Near::score).thenComparing(Near::place))
                .limit(3)
                .map(Near::place)
                .toList();
    }

    /** The table as it is read. */
    private record Table(
            Map<String, String> versions,
            Map<String, Map<String, AksApiVersion>> enums,
            Map<String, Map<String, ApiProperty>> types) {

        static Table read() {
            Table table = new Table(new LinkedHashMap<>(), new HashMap<>(), new HashMap<>());
            try (InputStream in = Objects.requireNonNull(ApiProperties.class.getResourceAsStream("properties.tsv"));
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                lines.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("\t", -1))
                        .forEach(table::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return table;
        }

        private void add(String[] cells) {
            AksApiVersion first = AksApiVersion.values()[0];
            if (cells[0].equals("version")) {
                versions.put(cells[1], cells[2]);
            } else if (cells[0].equals("enum")) {
                Map<String, AksApiVersion> values = new LinkedHashMap<>();
                for (int i = 2; i < cells.length; i++) {
                    int at = cells[i].indexOf('@');
                    String value = at < 0 ? cells[i] : cells[i].substring(0, at);
                    values.put(value, at < 0 ? first : AksApiVersion.of(cells[i].substring(at + 1)));
                }
                enums.put(cells[1], values);
            } else {
                AksApiVersion since = cells.length > 4 ? AksApiVersion.of(cells[4]) : first;
                Optional<AksApiVersion> writable = cells.length > 5
                        ? Optional.of(AksApiVersion.of(cells[5]))
                        : Optional.of(since).filter(any -> cells[3].contains("w"));
                types.computeIfAbsent(cells[0], type -> new TreeMap<>())
                        .put(cells[1], new ApiProperty(cells[1], cells[2], cells[3], since, writable));
            }
        }
    }
}
