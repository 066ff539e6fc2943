package dev.aks4j.simulated.kubernetes.internal.schema;

import java.net.URI;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The formats of texts that schemas of custom types can ask for; others are not checked. Stateless. */
final class TextFormats {

    private static final String PART = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile(PART + "(\\." + PART + "){3}");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9a-fA-F:]*(:" + PART + "(\\." + PART + "){3})?");
    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");
    private static final Pattern HOST =
            Pattern.compile("([a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)(\\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*");
    private static final Pattern MAC = Pattern.compile("(?i)[0-9a-f]{2}([:-][0-9a-f]{2}){5}");
    private static final Pattern DURATION = Pattern.compile("([+-]?(\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|ms|s|m|h))+|0");
    private static final Pattern BYTES =
            Pattern.compile("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");
    private static final Pattern MAIL = Pattern.compile("[^@\\s<>]+@[^@\\s<>]+");

    private static final Map<String, Predicate<String>> KNOWN = Map.ofEntries(
            Map.entry("date-time", TextFormats::isTime),
            Map.entry("date", TextFormats::isDate),
            Map.entry("ipv4", text -> IPV4.matcher(text).matches()),
            Map.entry("ipv6", TextFormats::isV6),
            Map.entry("cidr", TextFormats::isRange),
            Map.entry("uuid", text -> UUID.matcher(text).matches()),
            Map.entry(
                    "hostname",
                    text -> text.length() <= 255 && HOST.matcher(text).matches()),
            Map.entry("mac", text -> MAC.matcher(text).matches()),
            Map.entry("duration", text -> DURATION.matcher(text).matches()),
            Map.entry("byte", text -> BYTES.matcher(text).matches()),
            Map.entry("email", text -> MAIL.matcher(text).matches()),
            Map.entry("uri", TextFormats::isUri));

    private TextFormats() {}

    static boolean keeps(String text, String format) {
        return KNOWN.getOrDefault(format, any -> true).test(text);
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text.replace(' ', 'T'));
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isV6(String text) {
        if (!IPV6.matcher(text).matches() || text.contains(":::")) {
            return false;
        }
        int groups = 0;
        for (String part : text.split(":", -1)) {
            groups += part.contains(".") ? 2 : part.isEmpty() ? 0 : 1;
            if (part.length() > 4 && !part.contains(".")) {
                return false;
            }
        }
        boolean shortened = text.contains("::");
        return shortened ? groups < 8 && text.indexOf("::") == text.lastIndexOf("::") : groups == 8;
    }

    private static boolean isRange(String text) {
        int slash = text.indexOf('/');
        String bits = slash < 0 ? "" : text.substring(slash + 1);
        if (!bits.matches("\\d{1,3}")) {
            return false;
        }
        String address = text.substring(0, slash);
        return IPV4.matcher(address).matches() && Integer.parseInt(bits) <= 32
                || isV6(address) && Integer.parseInt(bits) <= 128;
    }

    private static boolean isUri(String text) {
        try {
            URI uri = URI.create(text);
            return uri.isAbsolute() || text.startsWith("/");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
