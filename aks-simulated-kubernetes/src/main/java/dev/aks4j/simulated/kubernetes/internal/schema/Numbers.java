package dev.aks4j.simulated.kubernetes.internal.schema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The protobuf field numbers of the built-in types, read once from {@code numbers.txt}: one type a line, its name and
 * then {@code field=number}. After the number come {@code :b} for bytes, {@code ?} for a field that keeps an explicit
 * zero, and {@code >} with the type whose fields appear in place of the field.
 */
final class Numbers {

    private static final Map<String, Map<Integer, Field>> ALL = read();

    /** What a number stands for. */
    record Field(String name, boolean bytes, boolean keepsZero, String inlined) {}

    private Numbers() {}

    static Map<Integer, Field> of(String type) {
        return ALL.getOrDefault(type, Map.of());
    }

    private static Map<String, Map<Integer, Field>> read() {
        Map<String, Map<Integer, Field>> all = new HashMap<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Numbers.class.getResourceAsStream("numbers.txt"), StandardCharsets.UTF_8))) {
            reader.lines().forEach(line -> {
                String[] words = line.split(" ");
                Map<Integer, Field> fields = new HashMap<>();
                for (int i = 1; i < words.length; i++) {
                    add(fields, words[i]);
                }
                all.put(words[0], fields);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static void add(Map<Integer, Field> fields, String word) {
        int equal = word.indexOf('=');
        int end = equal + 1;
        while (end < word.length() && Character.isDigit(word.charAt(end))) {
            end++;
        }
        String flags = word.substring(end);
        int arrow = flags.indexOf('>');
        fields.put(
                Integer.parseInt(word.substring(equal + 1, end)),
                new Field(
                        word.substring(0, equal),
                        flags.contains(":b"),
                        flags.contains("?"),
                        arrow < 0 ? "" : flags.substring(arrow + 1)));
    }
}
