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

    private final List<Mark> marks;
    private final Map<String, String> others;
    private final Starts starts;

    /**
     * Makes a search.
     *
     * @param marks the marked secrets
     * @param others secrets that were made up elsewhere, by name
     */
    Search(List<Mark> marks, Map<String, String> others) {
        this.marks = marks;
        this.others = others;
        this.starts = new Starts(Stream.of(
                        FORMS_BEGIN.stream(),
                        others.values().stream(),
                        marks.stream().flatMap(Mark::texts))
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
        for (Mark mark : marks) {
            shown = Pattern.compile(Pattern.quote(mark.core()), Pattern.CASE_INSENSITIVE)
                    .matcher(shown)
                    .replaceAll(Matcher.quoteReplacement("<<" + mark.name() + ">>"));
        }
        return shown;
    }
}
