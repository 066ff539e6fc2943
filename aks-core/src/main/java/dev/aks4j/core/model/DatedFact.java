package dev.aks4j.core.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that Azure said on a day and may say otherwise later: until when a version is supported, from when a system is
 * closed. Facts are data beside the rules that read them, so that they can be seen by age. Immutable and thread-safe.
 *
 * @param topic what it is about, for example {@code kubernetes}
 * @param key which one, for example {@code 1.35}
 * @param value what is said of it
 * @param asOf the day of the source
 * @param source the text that says so
 */
public record DatedFact(String topic, String key, String value, LocalDate asOf, String source) {

    /**
     * Reads the facts of a package: lines of five columns with tabs between, {@code #} before a comment.
     *
     * @param beside a class in the package of the file
     * @param file the name of the file
     */
    public static List<DatedFact> read(Class<?> beside, String file) {
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(file), file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new DatedFact(cells[0], cells[1], cells[2], LocalDate.parse(cells[3]), cells[4]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the value that is said of a key, if anything is. */
    public static Optional<String> find(List<DatedFact> facts, String topic, String key) {
        return facts.stream()
                .filter(fact -> fact.topic.equals(topic) && fact.key.equalsIgnoreCase(key))
                .map(DatedFact::value)
                .findFirst();
    }
}
