package dev.aks4j.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One parameter of a storage driver, as its code reads it.
 *
 * @param key its name; {@code …} stands for any text
 * @param takes what it may say
 * @param otherwise what holds without it
 * @param bad what the driver, a node or Azure does with any other value
 * @param noCall why no method sets it; empty if one does
 */
record DriverParameter(String key, String takes, String otherwise, String bad, String noCall) {

    /** Reads a driver's table. */
    static List<DriverParameter> table(String name) {
        try (InputStream in = DriverParameter.class.getResourceAsStream(name + ".tsv");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new DriverParameter(cells[0], cells[1], cells[2], cells[3], cells[4]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether the driver reads it with Go's {@code strconv.ParseBool} and refuses what that does not know. */
    boolean isParsed() {
        return takes.startsWith("boolean of Go");
    }

    /** Returns whether it switches something. */
    boolean isSwitch() {
        return isParsed() || takes.startsWith("`true`") || takes.startsWith("`false`");
    }
}
