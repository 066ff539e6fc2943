package dev.aks4j.simulated.kubernetes.internal.resource;

import dev.aks4j.simulated.kubernetes.internal.schema.Shapes;
import dev.aks4j.simulated.kubernetes.internal.schema.Struct;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The types that every cluster serves, read once from {@code resources.txt}. */
final class BuiltInTypes {

    private static final List<ResourceType> ALL = read();

    private BuiltInTypes() {}

    static List<ResourceType> all() {
        return ALL;
    }

    private static List<ResourceType> read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                BuiltInTypes.class.getResourceAsStream("resources.txt"), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(BuiltInTypes::type)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ResourceType type(String line) {
        String[] words = line.split(" ");
        int slash = words[0].indexOf('/');
        String group = slash < 0 ? "" : words[0].substring(0, slash);
        String version = words[0].substring(slash + 1);
        return new ResourceType(
                group,
                version,
                words[1],
                words[2],
                words[1].toLowerCase(Locale.ROOT),
                list(words[3]),
                words[4].equals("N"),
                Set.copyOf(new LinkedHashSet<>(list(words[5]))),
                list(words[6]),
                shape(group, version, words[1]),
                Optional.empty());
    }

    private static Optional<Struct> shape(String group, String version, String kind) {
        String prefix = group.isEmpty() ? "core" : group.replaceAll("\\..*", "");
        return Shapes.find(prefix + "." + version + "." + kind);
    }

    private static List<String> list(String word) {
        return word.equals("-") ? List.of() : List.of(word.split(","));
    }
}
