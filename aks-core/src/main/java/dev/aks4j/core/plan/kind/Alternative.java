package dev.aks4j.core.plan.kind;

import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Two properties of which a resource has one: where one is declared, the other is taken out. The properties are members of
 * the same object. Immutable and thread-safe.
 *
 * @param within the object that holds them, as a JSON pointer; {@code *} for each element of a list
 * @param chosen the member that is declared
 * @param when what it has to be declared as
 * @param out the member that goes then
 * @param off what it is then; null for nothing at all
 */
public record Alternative(String within, String chosen, Predicate<Json> when, String out, Json off) {

    /** Returns the alternatives of members of which one, and only one, is there. */
    public static List<Alternative> oneOf(String within, String... members) {
        List<Alternative> all = new ArrayList<>();
        for (String chosen : members) {
            for (String out : members) {
                if (!chosen.equals(out)) {
                    all.add(new Alternative(within, chosen, value -> true, out, Json.ofNull()));
                }
            }
        }
        return all;
    }

    /** Returns that a member goes where another is declared. */
    public static Alternative besides(String within, String chosen, String out) {
        return new Alternative(within, chosen, value -> true, out, Json.ofNull());
    }

    /** Returns that a member goes where another has a value. */
    public static Alternative where(String within, String chosen, String value, String out) {
        return new Alternative(within, chosen, text -> text.asText().equalsIgnoreCase(value), out, Json.ofNull());
    }

    /** Returns the same with a value that stands for none. */
    public Alternative standingFor(String value) {
        return new Alternative(within, chosen, when, out, Json.of(value));
    }

    /**
     * Returns the declared document in which what the declared alternatives exclude is declared as gone, where it is
     * there.
     */
    public static Json taken(Json declared, Json live, List<Alternative> alternatives) {
        Json all = declared;
        for (Alternative each : alternatives) {
            all = each.apply(
                    all,
                    live,
                    each.within.isEmpty()
                            ? new String[0]
                            : each.within.substring(1).split("/"),
                    0);
        }
        return all;
    }

    /**
     * Returns the differences with a reason for each that nobody declares: that something else is declared, beside which it
     * cannot be.
     *
     * @param said what is declared, before {@link #taken}
     */
    public static List<Difference> explained(List<Difference> found, Json said, List<Alternative> alternatives) {
        return found.stream()
                .map(difference -> difference.reason().isEmpty()
                                && Documents.at(said, difference.path()).isMissing()
                        ? alternatives.stream()
                                .filter(each -> each.takes(difference, said))
                                .findFirst()
                                .map(each -> each.explain(difference))
                                .orElse(difference)
                        : difference)
                .toList();
    }

    private boolean takes(Difference difference, Json said) {
        int last = difference.path().lastIndexOf('/');
        return difference.path().substring(last + 1).equals(out)
                && !Documents.at(said, difference.path().substring(0, last) + "/" + chosen)
                        .isMissing();
    }

    private Difference explain(Difference difference) {
        return new Difference(
                difference.path(),
                difference.before(),
                difference.after(),
                difference.change(),
                "there is one of them, and " + chosen + " is declared");
    }

    private Json apply(Json declared, Json live, String[] names, int depth) {
        if (depth == names.length) {
            return declared.isObject() ? takenOut(declared, live) : declared;
        }
        if (names[depth].equals("*")) {
            return declared.isArray()
                    ? Json.of(declared.stream()
                            .map(element -> applyToElement(element, live, names, depth + 1))
                            .toList())
                    : declared;
        }
        String name = names[depth];
        return declared.has(name)
                ? declared.edit()
                        .put(name, apply(declared.path(name), live.path(name), names, depth + 1))
                        .build()
                : declared;
    }

    private Json applyToElement(Json element, Json live, String[] names, int depth) {
        Json applied = element;
        for (Json there : live) {
            if (there.path("name")
                    .asText()
                    .equalsIgnoreCase(element.path("name").asText())) {
                applied = apply(applied, there, names, depth);
            }
        }
        return applied;
    }

    private Json takenOut(Json declared, Json live) {
        Json value = declared.path(chosen);
        boolean declares = !value.isMissing() && !value.isNull() && when.test(value);
        boolean there = !live.path(out).isMissing() && !live.path(out).isNull();
        return declares && there && !declared.has(out)
                ? declared.edit().put(out, off).build()
                : declared;
    }
}
