package dev.aks4j.tests.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for secrets in what came out, and says where, without saying the secret. */
final class Search {

    /** Secrets that nobody marked, by their form. */
    private static final Map<String, Pattern> FORMS = Map.of(
            "a JSON Web Token", Pattern.compile("eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}"),
            "a private key",
                    Pattern.compile(
                            "BEGIN [A-Z ]*PRIVATE KEY|LS0tLS1CRUdJTi[A-Za-z0-9+/]{0,8}UFJJVkFUR|LS0tLS1CRUdJTiBSU0EgUFJJVkFUR"),
            "a signed URL", Pattern.compile("[?&](s|c)=[A-Za-z0-9%_+/=-]{100,}"));

    /** How each of those forms begins. */
    private static final List<String> FORMS_BEGIN = List.of("eyJ", "BEGIN ", "LS0tLS1", "?s=", "&s=", "?c=", "&c=");

    private final List<Sought> marks;
    private final Map<String, String> others;
    private final Starts starts;

    /**
     * Makes a search.
     *
     * @param marks the marked secrets
     * @param others secrets that were made up elsewhere, by name
     */
    Search(List<Mark> marks, Map<String, String> others) {
        this.marks = marks.stream().map(Sought::new).toList();
        this.others = others;
        this.starts = new Starts(Stream.of(
                        FORMS_BEGIN.stream(),
                        others.values().stream(),
                        this.marks.stream().flatMap(Sought::texts))
                .flatMap(texts -> texts)
                .toList());
    }

    /** Returns each line that gives a secret away, as place, number, secret and where the line comes from. */
    List<String> in(String place, String text) {
        List<String> found = new ArrayList<>();
        int number = 0;
        String scenario = "";
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.startsWith(Told.SCENARIO)) {
                scenario = line;
            }
            if (starts.mayBeIn(line)) {
                for (String secret : secrets(line)) {
                    found.add(place + ":" + number + " (" + scenario + ") gives away " + secret + ": " + start(line));
                }
            }
        }
        return found;
    }

    private List<String> secrets(String line) {
        List<String> found = new ArrayList<>();
        String lowerCase = line.toLowerCase(Locale.ROOT);
        marks.stream().filter(mark -> mark.isIn(line, lowerCase)).forEach(mark -> found.add("the " + mark.name()));
        others.forEach((name, secret) -> {
            if (line.contains(secret)) {
                found.add("the " + name);
            }
        });
        FORMS.forEach((name, form) -> {
            if (form.matcher(line).find()) {
                found.add(name);
            }
        });
        return found;
    }

    private String start(String line) {
        String shown = line.length() > 400 ? line.substring(0, 400) + "..." : line;
        for (Sought mark : marks) {
            shown = Pattern.compile(Pattern.quote(mark.core()), Pattern.CASE_INSENSITIVE)
                    .matcher(shown)
                    .replaceAll(Matcher.quoteReplacement("<<" + mark.name() + ">>"));
        }
        return shown;
    }

    /**
     * What a mark looks like, made once: it is looked for in hundreds of thousands of lines.
     *
     * @param name what the secret is
     * @param core the text of it that every escaping leaves, in lower case
     * @param encoded what base64 makes of the core
     */
    private record Sought(String name, String core, List<String> encoded) {

        Sought(Mark mark) {
            this(mark.name(), mark.core(), mark.encoded());
        }

        /** Returns whether one of its texts, which give the secret away, is in this one. */
        boolean isIn(String text, String lowerCase) {
            return lowerCase.contains(core) || encoded.stream().anyMatch(text::contains);
        }

        Stream<String> texts() {
            return Stream.concat(Stream.of(core), encoded.stream());
        }
    }
}
