package dev.aks4j.core.plan.kind;

import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A property that a spec could declare, for where none does: what it is then in Azure, and how another value is taken away.
 * A plan lists live values that no spec declares, those that matter to security first, and takes them away only where it
 * is asked to be exact. Immutable and thread-safe.
 *
 * @param place the property, as JSON pointer; {@code *} for each key of a map, or each named element of a list. A star at
 *     the end of a list stands for the elements that no spec names
 * @param ordinary the values, as texts, that are not worth a word: what Azure has without being asked
 * @param off what is sent to take it away: null to leave it out; a missing node if it is fixed at creation
 * @param call the call that takes it away; empty for none. Where nothing is sent it is the only way
 * @param security whether it matters to security
 */
public record Undeclared(String place, Set<String> ordinary, Json off, String call, boolean security) {

    private static final String SECURITY = "security: ";

    /** Copies the values. */
    public Undeclared {
        ordinary = Set.copyOf(ordinary);
    }

    /** Returns a property that has a value when nobody asks; the first is the one that it is set back to. */
    public static Undeclared value(String place, Object... ordinary) {
        Json off = Json.of(ordinary[0]);
        return new Undeclared(place, texts(ordinary), off, raw(place, off), false);
    }

    /** Returns a switch that is off when nobody asks. */
    public static Undeclared off(String place) {
        return value(place, false);
    }

    /** Returns a list that is empty when nobody asks. */
    public static Undeclared list(String place) {
        Json off = Json.array().build();
        return new Undeclared(place, Set.of(), off, raw(place, off), false);
    }

    /** Returns a property, or the entries of a map, that are not there when nobody asks. */
    public static Undeclared absent(String place) {
        return new Undeclared(place, Set.of(), Json.ofNull(), "", false);
    }

    /** Returns a property that nothing changes on what exists, with the values that are not worth a word. */
    public static Undeclared fixed(String place, Object... ordinary) {
        return new Undeclared(place, texts(ordinary), Json.missing(), "", false);
    }

    /** Returns the same property as one that matters to security. */
    public Undeclared secure() {
        return new Undeclared(place, ordinary, off, call, true);
    }

    /** Returns the same property with the call that takes it away. */
    public Undeclared by(String takenAwayBy) {
        return new Undeclared(place, ordinary, off, takenAwayBy, security);
    }

    /** Returns the same property for a kind whose specs have no {@code raw}. */
    public Undeclared withoutRaw() {
        return call.startsWith("raw(") ? by("") : this;
    }

    private static Set<String> texts(Object... values) {
        return Arrays.stream(values).map(String::valueOf).collect(Collectors.toSet());
    }

    private static String raw(String place, Json off) {
        String value = off.isArray() ? "List.of()" : off.toString();
        return place.contains("*") ? "" : "raw(\"" + place + "\", " + value + ")";
    }

    /**
     * Returns the live values that nobody declares and that differ from what Azure has without being asked, those that
     * matter to security first. The declared value of each is what takes it away; a missing node if nothing does.
     */
    public static List<Difference> between(Json declared, Json live, List<Undeclared> properties) {
        List<Difference> found = new ArrayList<>();
        properties.stream()
                .sorted(Comparator.comparing(each -> !each.security))
                .forEach(each -> each.find("", each.place.substring(1).split("/"), 0, declared, live, found));
        return found;
    }

    /** Returns whether a difference that nobody declares matters to security. */
    public static boolean isSecurity(Difference undeclared) {
        return undeclared.reason().startsWith(SECURITY);
    }

    /** Returns the reason of a difference that nobody declares. */
    static String word(Optional<Undeclared> known, String way) {
        String call = known.map(Undeclared::call).orElse("");
        boolean secure = known.filter(Undeclared::security).isPresent();
        return (secure ? SECURITY : "") + (call.isEmpty() ? "" : call + " takes it away; ") + way;
    }

    /** Returns whether this speaks of the value at a path. */
    boolean isAt(String path) {
        String[] wanted = place.split("/", -1);
        String[] there = path.split("/", -1);
        boolean all = wanted.length == there.length;
        for (int i = 0; all && i < wanted.length; i++) {
            boolean begins =
                    wanted[i].endsWith("*") && there[i].startsWith(wanted[i].substring(0, wanted[i].length() - 1));
            all = begins || wanted[i].equals(there[i]);
        }
        return all;
    }

    /** Returns whether a value is not worth a word. */
    boolean isOrdinary(Json live) {
        String text = live.isScalar() ? live.asText() : live.toString();
        return ordinary.stream().anyMatch(text::equalsIgnoreCase);
    }

    private void find(String path, String[] names, int depth, Json declared, Json live, List<Difference> found) {
        boolean nothing = live.isMissing() || live.isNull() || live.isContainer() && live.isEmpty();
        boolean said = declared.isScalar() || declared.isArray() && depth == names.length;
        if (nothing || said) {
            return;
        }
        if (depth == names.length) {
            if (declared.isMissing() || declared.isEmpty()) {
                report(path, live, found);
            }
        } else if (!names[depth].equals("*")) {
            String name = Documents.unescape(names[depth]);
            find(path + "/" + names[depth], names, depth + 1, declared.path(name), live.path(name), found);
        } else if (live.isArray()) {
            for (Json element : live) {
                String name = element.path("name").asText();
                Json same = Documents.at(declared, "/" + Documents.escape(name));
                if (same.isMissing() && depth + 1 == names.length) {
                    report(path + "/" + Documents.escape(name), element, found);
                } else if (!same.isMissing()) {
                    find(path + "/" + Documents.escape(name), names, depth + 1, same, element, found);
                }
            }
        } else {
            live.properties()
                    .forEach(entry -> find(
                            path + "/" + Documents.escape(entry.getKey()),
                            names,
                            depth + 1,
                            declared.path(entry.getKey()),
                            entry.getValue(),
                            found));
        }
    }

    private void report(String path, Json live, List<Difference> found) {
        if (isOrdinary(live) || path.startsWith("/tags/aks4j-") || path.contains("/tags/aks4j-")) {
            return;
        }
        String exact = off.isMissing() ? "fixed at creation" : "exact() takes it away";
        String said = call + (off.isMissing() ? " takes it away" : " takes it away, as does exact()");
        String way = call.isEmpty() ? exact : said;
        found.add(new Difference(path, live, off, Change.UPDATE, (security ? SECURITY : "") + way));
    }
}
