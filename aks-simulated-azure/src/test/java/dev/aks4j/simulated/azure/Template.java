package dev.aks4j.simulated.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A recorded value, which may hold placeholders for what no two clusters share: {@code <guid>}, {@code <time>}. */
final class Template {

    private static final Pattern PLACEHOLDER = Pattern.compile("<[a-zA-Z0-9]+>");
    private static final Map<String, String> FORMS = Map.ofEntries(
            Map.entry("<guid>", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
            Map.entry("<time>", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|\\+00:00)"),
            Map.entry("<minor>", "1\\.\\d+"),
            Map.entry("<patch>", "1\\.\\d+\\.\\d+"),
            Map.entry("<image>", "AKSUbuntu-\\d{4}gen2containerd-\\d{6}\\.\\d\\d\\.\\d+"),
            Map.entry("<8>", "[a-z0-9]{8}"),
            Map.entry("<hex>", "[0-9a-f]{24}|[0-9a-f]{32}"),
            Map.entry("<key>", "ssh-rsa AAAA"),
            Map.entry("<base64>", "[A-Za-z0-9+/=]{100,}"),
            Map.entry("<url>", "https://.+"),
            Map.entry("<boolean>", "true|false"),
            Map.entry("<text>", "(?s).+"));

    private Template() {}

    static boolean literal(JsonNode recorded) {
        return !recorded.isTextual() || !PLACEHOLDER.matcher(recorded.asText()).find();
    }

    static boolean fits(JsonNode recorded, JsonNode actual) {
        if (!recorded.isTextual()) {
            return recorded.isNumber() && actual.isNumber()
                    ? recorded.asDouble() == actual.asDouble()
                    : recorded.equals(actual);
        }
        if (recorded.asText().equals("<boolean>")) {
            return actual.isBoolean();
        }
        return actual.isTextual()
                && pattern(recorded.asText()).matcher(actual.asText()).matches();
    }

    private static Pattern pattern(String template) {
        StringBuilder regex = new StringBuilder();
        Matcher matcher = PLACEHOLDER.matcher(template);
        int end = 0;
        while (matcher.find()) {
            String form = FORMS.get(matcher.group());
            if (form == null) {
                throw new IllegalArgumentException("No such placeholder: " + matcher.group());
            }
            regex.append(Pattern.quote(template.substring(end, matcher.start())))
                    .append("(?:")
                    .append(form)
                    .append(')');
            end = matcher.end();
        }
        return Pattern.compile(
                regex.append(Pattern.quote(template.substring(end))).toString());
    }
}
