package dev.aks4j.simulated.kubernetes.internal.cel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The functions for text. Stateless. */
final class CelText {

    private CelText() {}

    static Object call(String name, String text, List<Object> arguments) {
        String first = arguments.isEmpty() ? "" : String.valueOf(arguments.get(0));
        return switch (name) {
            case "contains" -> text.contains(first);
            case "startsWith" -> text.startsWith(first);
            case "endsWith" -> text.endsWith(first);
            case "matches" -> CelValues.function("matches", List.of(text, first));
            case "lowerAscii" -> text.toLowerCase(Locale.ROOT);
            case "upperAscii" -> text.toUpperCase(Locale.ROOT);
            case "trim" -> text.strip();
            case "indexOf" -> (long) text.indexOf(first);
            case "lastIndexOf" -> (long) text.lastIndexOf(first);
            case "charAt" -> text.substring(number(arguments, 0), number(arguments, 0) + 1);
            case "replace" -> text.replace(first, String.valueOf(arguments.get(1)));
            case "reverse" -> new StringBuilder(text).reverse().toString();
            case "split" -> split(text, first, arguments.size() > 1 ? number(arguments, 1) : -1);
            case "substring" ->
                arguments.size() > 1
                        ? text.substring(number(arguments, 0), number(arguments, 1))
                        : text.substring(number(arguments, 0));
            case "find" -> {
                Matcher found = Pattern.compile(first).matcher(text);
                yield found.find() ? found.group() : "";
            }
            case "findAll" -> {
                List<Object> all = new ArrayList<>();
                Matcher found = Pattern.compile(first).matcher(text);
                while (found.find()) {
                    all.add(found.group());
                }
                yield all;
            }
            default -> throw new CelException("no such overload");
        };
    }

    private static List<Object> split(String text, String by, int most) {
        if (by.isEmpty()) {
            return new ArrayList<>(text.chars()
                    .mapToObj(c -> (Object) String.valueOf((char) c))
                    .toList());
        }
        return new ArrayList<>(List.of(text.split(Pattern.quote(by), most < 0 ? -1 : Math.max(most, 1))));
    }

    private static int number(List<Object> arguments, int at) {
        if (arguments.get(at) instanceof Number number) {
            return number.intValue();
        }
        throw new CelException("no such overload");
    }
}
