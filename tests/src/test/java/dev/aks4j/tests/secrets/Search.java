package dev.aks4j.tests.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Looks for secrets in what came out, and says where, without saying the secret. */
final class Search {

    /** Secrets that nobody marked, by their form. */
    private static final Map<String, Pattern> FORMS = Map.of(
            "a JSON Web Token", Pattern.compile("eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}"),
            "a private key",
                    Pattern.compile(
                            "BEGIN [A-Z ]*PRIVATE KEY|LS0tLS1CRUdJTi[A-Za-z0-9+/]{0,8}UFJJVkFUR|LS0tLS1CRUdJTiBSU0EgUFJJVkFUR"),
            "a signed URL", Pattern.compile("[?&](s|c)=[A-Za-z0-9%_+/=-]{100,}"));

    private final List<Mark> marks;
    private final Map<String, String> others;

    /**
     * Makes a search.
     *
     * @param marks the marked secrets
     * @param others secrets that were made up elsewhere, by name
     */
    Search(List<Mark> marks, Map<String, String> others) {
        this.marks = marks;
        this.others = others;
    }

    /** Returns each line that gives a secret away, as place, number, secret and where the line comes from. */
    List<String> in(String place, String text) {
        // Most secrets are nowhere in a long text; only for the others it is worth looking at each line.
        List<Mark> there = marks(marks, text);
        Map<String, String> othersThere = others(others, text);
        Map<String, Pattern> formsThere = forms(text);
        List<String> found = new ArrayList<>();
        int number = 0;
        String scenario = "";
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.startsWith(Told.SCENARIO)) {
                scenario = line;
            }
            for (String secret : secrets(there, othersThere, formsThere, line)) {
                found.add(place + ":" + number + " (" + scenario + ") gives away " + secret + ": " + start(line));
            }
        }
        return found;
    }

    private static List<String> secrets(
            List<Mark> marks, Map<String, String> others, Map<String, Pattern> forms, String line) {
        List<String> found = new ArrayList<>();
        marks(marks, line).forEach(mark -> found.add("the " + mark.name()));
        others(others, line).keySet().forEach(name -> found.add("the " + name));
        forms.forEach((name, form) -> {
            if (form.matcher(line).find()) {
                found.add(name);
            }
        });
        return found;
    }

    private static List<Mark> marks(List<Mark> marks, String text) {
        if (marks.isEmpty()) {
            return marks;
        }
        String lowerCase = text.toLowerCase(Locale.ROOT);
        return marks.stream().filter(mark -> mark.isIn(text, lowerCase)).toList();
    }

    private static Map<String, String> others(Map<String, String> others, String text) {
        return others.entrySet().stream()
                .filter(other -> text.contains(other.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Pattern> forms(String text) {
        return FORMS.entrySet().stream()
                .filter(form -> form.getValue().matcher(text).find())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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
