package dev.aks4j.simulated.azure.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints a table of the API server in columns, as {@code kubectl get} does. */
final class TextTable {

    private static final int GAP = 3;

    private TextTable() {}

    static String of(JsonNode table, boolean namespaces, boolean wide) {
        List<Integer> shown = new ArrayList<>();
        List<String> head = new ArrayList<>(namespaces ? List.of("NAMESPACE") : List.of());
        int index = 0;
        for (JsonNode column : table.path("columnDefinitions")) {
            if (wide || column.path("priority").asInt() == 0) {
                shown.add(index);
                head.add(column.path("name").asText().toUpperCase(Locale.ROOT));
            }
            index++;
        }
        List<List<String>> lines = new ArrayList<>(List.of(head));
        for (JsonNode row : table.path("rows")) {
            List<String> line = new ArrayList<>(
                    namespaces ? List.of(row.at("/object/metadata/namespace").asText()) : List.of());
            shown.forEach(column -> line.add(row.path("cells").path(column).asText()));
            lines.add(line);
        }
        return aligned(lines);
    }

    private static String aligned(List<List<String>> lines) {
        int columns = lines.get(0).size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        List<String> text = new ArrayList<>();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                boolean last = i == columns - 1;
                row.append(line.get(i))
                        .append(
                                last
                                        ? ""
                                        : " "
                                                .repeat(widths[i]
                                                        + GAP
                                                        - line.get(i).length()));
            }
            text.add(row.toString());
        }
        return String.join("\n", text);
    }
}
