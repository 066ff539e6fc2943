package dev.aks4j.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** How many disks a node attaches, by its VM size: the numbers by which the disk driver, release 1.34.5, limits nodes. */
final class AttachLimit {

    /** What the driver takes for a size that it does not know. */
    static final int UNKNOWN = 16;

    private static final Map<String, Integer> SIZES = read();

    private AttachLimit() {}

    /** Returns how many data disks a node of a size attaches; letter case does not count. */
    static int of(String vmSize) {
        return SIZES.getOrDefault(vmSize.toUpperCase(Locale.ROOT).replaceFirst("^STANDARD_", ""), UNKNOWN);
    }

    private static Map<String, Integer> read() {
        Map<String, Integer> sizes = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                AttachLimit.class.getResourceAsStream("data-disks.tsv"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("\t");
                for (String size : cells[1].split(" ")) {
                    sizes.put(size, Integer.valueOf(cells[0]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(sizes);
    }
}
