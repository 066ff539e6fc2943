package dev.aks4j.simulated.azure.internal.known;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * Something that Azure said on a day and may say otherwise later: which regions there are, until when versions are
 * supported. Immutable.
 *
 * @param topic what it is about, for example {@code region}
 * @param key which one, for example {@code westeurope}
 * @param value what is said of it
 * @param asOf the day of the source
 * @param source the text that says so
 */
public record KnownFact(String topic, String key, String value, LocalDate asOf, String source) {

    /** All of them, in the order of their file. */
    public static final List<KnownFact> ALL = read();

    private static List<KnownFact> read() {
        try (InputStream in = Objects.requireNonNull(KnownFact.class.getResourceAsStream("facts.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new KnownFact(cells[0], cells[1], cells[2], LocalDate.parse(cells[3]), cells[4]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns those about a topic. */
    public static List<KnownFact> about(String topic) {
        return ALL.stream().filter(fact -> fact.topic.equals(topic)).toList();
    }

    /** Returns the words of the value. */
    public List<String> words() {
        return List.of(value.split(" "));
    }
}
