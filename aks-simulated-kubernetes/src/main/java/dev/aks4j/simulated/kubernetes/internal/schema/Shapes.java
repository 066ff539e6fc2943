package dev.aks4j.simulated.kubernetes.internal.schema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The shapes of the built-in resource types, read once from {@code shapes.txt}.
 *
 * <p>That file has one type a line, in sections {@code @group.version}: the type's name, then {@code field:shape}. Shapes
 * are {@code s} string, {@code n} number, {@code l} long number, {@code f} decimal number, {@code y} bytes, {@code b}
 * boolean, {@code t} time, {@code tm} time with microseconds, {@code q} quantity, {@code x} number or string, {@code *} anything, {@code [shape]} list, {@code [shape]{}} set, {@code [shape]{key}} list with keys,
 * {@code <shape>} map, or the name of a type; {@code !} means one owner for all of it. After that come {@code =} and the
 * value that an absent field counts as, and {@code ~} with the key of a strategic merge ({@code ^}: the patch may name
 * the fields to keep). Before a field's name come {@code @} with the release that brought it, {@code ?} if an explicit
 * zero is kept, and {@code =} if it is written even when it has no value. The table was made from the published API
 * definitions of 1.36 and 1.37.
 */
public final class Shapes {

    private static final Shapes BUILT_IN = new Shapes();

    private final Map<String, Struct> structs = new TreeMap<>();

    private Shapes() {
        List<String> lines = lines();
        String section = "";
        for (String line : lines) {
            if (line.startsWith("@")) {
                section = line.substring(1);
            } else {
                declare(section, line.split(" ")[0]);
            }
        }
        for (String line : lines) {
            if (line.startsWith("@")) {
                section = line.substring(1);
            } else {
                fill(section, line.split(" "));
            }
        }
    }

    /** Returns the shape of a type, such as {@code core.v1.Pod}. */
    public static Optional<Struct> find(String name) {
        return Optional.ofNullable(BUILT_IN.structs.get(name));
    }

    /** Returns all types by name. */
    public static Map<String, Struct> all() {
        return Map.copyOf(BUILT_IN.structs);
    }

    private void declare(String section, String name) {
        String full = section + "." + name.replace("!", "");
        Struct struct = new Struct(full, false);
        if (name.endsWith("!")) {
            struct.makeAtomic();
        }
        structs.put(full, struct);
    }

    private void fill(String section, String[] words) {
        Struct struct = structs.get(section + "." + words[0].replace("!", ""));
        for (int i = 1; i < words.length; i++) {
            struct.add(new ShapeReader(words[i], section, structs, struct).field());
        }
    }

    private static List<String> lines() {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Shapes.class.getResourceAsStream("shapes.txt"), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
