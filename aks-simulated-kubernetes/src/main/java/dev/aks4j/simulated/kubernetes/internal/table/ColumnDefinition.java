package dev.aks4j.simulated.kubernetes.internal.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a table says of one of its columns.
 *
 * @param name its heading
 * @param type the type of its cells
 * @param format how they are written; may be empty
 * @param priority 0 if it is always shown, 1 if only with {@code -o wide}
 */
record ColumnDefinition(String name, String type, String format, int priority) {

    private static final Map<String, List<ColumnDefinition>> BUILT_IN = read();

    static final ColumnDefinition NAME = new ColumnDefinition("Name", "string", "name", 0);

    /** Returns the columns of a built-in type; empty for types that the data does not have. */
    static List<ColumnDefinition> of(String storage) {
        return BUILT_IN.getOrDefault(storage, List.of());
    }

    private static Map<String, List<ColumnDefinition>> read() {
        Map<String, List<ColumnDefinition>> all = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ColumnDefinition.class.getResourceAsStream("columns.tsv")),
                StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] parts = line.split("\t");
                List<ColumnDefinition> columns = new ArrayList<>();
                for (String column : parts[1].split("\\|")) {
                    String[] words = column.split(":", -1);
                    columns.add(new ColumnDefinition(words[0], words[1], words[2], Integer.parseInt(words[3])));
                }
                all.put(parts[0], List.copyOf(columns));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
