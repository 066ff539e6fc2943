package dev.aks4j.simulated.azure.internal.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The functions of templates that need nothing but their arguments. The values of {@code uniqueString} are as long and as
 * stable as Azure's, and not the same.
 */
final class TemplateFunctions {

    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final UUID NAMES = UUID.fromString("11fb06fb-712d-4ddd-98c7-e71bbd588830");

    private static final Map<String, Function<List<JsonNode>, JsonNode>> ALL = new HashMap<>();

    private TemplateFunctions() {}

    static {
        texts();
        numbers();
        logic();
        collections();
    }

    private static void texts() {
        put("concat", TemplateFunctions::concat);
        put("format", TemplateFunctions::format);
        put("tolower", a -> of(text(a, 0).toLowerCase(Locale.ROOT)));
        put("toupper", a -> of(text(a, 0).toUpperCase(Locale.ROOT)));
        put("trim", a -> of(text(a, 0).strip()));
        put("replace", a -> of(text(a, 0).replace(text(a, 1), text(a, 2))));
        put("split", a -> split(text(a, 0), a.get(1)));
        put("substring", a -> {
            String whole = text(a, 0);
            int begin = a.size() > 1 ? a.get(1).asInt() : 0;
            int end = a.size() > 2 ? begin + a.get(2).asInt() : whole.length();
            if (begin < 0 || end > whole.length() || begin > end) {
                throw TemplateError.expression(
                        "The 'substring' function's start index and length must be within the string");
            }
            return of(whole.substring(begin, end));
        });
        put(
                "indexof",
                a -> of(text(a, 0).toLowerCase(Locale.ROOT).indexOf(text(a, 1).toLowerCase(Locale.ROOT))));
        put(
                "startswith",
                a -> of(text(a, 0)
                        .toLowerCase(Locale.ROOT)
                        .startsWith(text(a, 1).toLowerCase(Locale.ROOT))));
        put(
                "endswith",
                a -> of(text(a, 0).toLowerCase(Locale.ROOT).endsWith(text(a, 1).toLowerCase(Locale.ROOT))));
        put("string", a -> of(plain(a.get(0))));
        put("base64", a -> of(Base64.getEncoder().encodeToString(text(a, 0).getBytes(StandardCharsets.UTF_8))));
        put("base64tostring", a -> of(new String(Base64.getDecoder().decode(text(a, 0)), StandardCharsets.UTF_8)));
        put("uniquestring", a -> of(unique(joined(a))));
        put("guid", a -> of(guid(joined(a))));
        put("padleft", a -> {
            String value = plain(a.get(0));
            String fill = a.size() > 2 ? text(a, 2) : " ";
            return of(fill.repeat(Math.max(0, a.get(1).asInt() - value.length())) + value);
        });
        put("uri", a -> of(java.net.URI.create(text(a, 0)).resolve(text(a, 1)).toString()));
        put(
                "join",
                a -> of(elements(a.get(0)).stream()
                        .map(TemplateFunctions::plain)
                        .collect(Collectors.joining(text(a, 1)))));
    }

    private static void numbers() {
        put("int", a -> of(Long.parseLong(plain(a.get(0)))));
        put("add", a -> of(a.get(0).asLong() + a.get(1).asLong()));
        put("sub", a -> of(a.get(0).asLong() - a.get(1).asLong()));
        put("mul", a -> of(a.get(0).asLong() * a.get(1).asLong()));
        put("div", a -> of(a.get(0).asLong() / divisor(a)));
        put("mod", a -> of(a.get(0).asLong() % divisor(a)));
        put("min", a -> of(values(a).stream().mapToLong(JsonNode::asLong).min().orElseThrow()));
        put("max", a -> of(values(a).stream().mapToLong(JsonNode::asLong).max().orElseThrow()));
        put("less", a -> of(compare(a) < 0));
        put("lessorequals", a -> of(compare(a) <= 0));
        put("greater", a -> of(compare(a) > 0));
        put("greaterorequals", a -> of(compare(a) >= 0));
    }

    private static void logic() {
        put("if", a -> a.get(0).asBoolean() ? a.get(1) : a.get(2));
        put("equals", a -> of(plain(a.get(0)).equals(plain(a.get(1)))));
        put("not", a -> of(!a.get(0).asBoolean()));
        put("and", a -> of(a.stream().allMatch(JsonNode::asBoolean)));
        put("or", a -> of(a.stream().anyMatch(JsonNode::asBoolean)));
        put("bool", a -> of(a.get(0).isNumber() ? a.get(0).asInt() != 0 : Boolean.parseBoolean(plain(a.get(0)))));
        put("true", a -> of(true));
        put("false", a -> of(false));
        put("null", a -> com.fasterxml.jackson.databind.node.NullNode.instance);
        put(
                "coalesce",
                a -> a.stream().filter(each -> !each.isNull()).findFirst().orElse(a.get(a.size() - 1)));
    }

    private static void collections() {
        put(
                "json",
                a -> AzureJson.parse(text(a, 0).getBytes(StandardCharsets.UTF_8))
                        .orElseThrow(
                                () -> TemplateError.expression("The 'json' function's argument is not valid JSON")));
        put("createarray", a -> array(a));
        put("createobject", TemplateFunctions::object);
        put("array", a -> a.get(0).isArray() ? a.get(0) : array(List.of(a.get(0))));
        put(
                "length",
                a -> of(a.get(0).isTextual() ? text(a, 0).length() : a.get(0).size()));
        put(
                "empty",
                a -> of(a.get(0).isNull()
                        || (a.get(0).isTextual()
                                ? text(a, 0).isEmpty()
                                : a.get(0).isEmpty())));
        put("contains", TemplateFunctions::contains);
        put(
                "first",
                a -> a.get(0).isTextual()
                        ? of(text(a, 0).isEmpty() ? "" : text(a, 0).substring(0, 1))
                        : a.get(0).path(0));
        put(
                "last",
                a -> a.get(0).isTextual()
                        ? of(
                                text(a, 0).isEmpty()
                                        ? ""
                                        : text(a, 0).substring(text(a, 0).length() - 1))
                        : a.get(0).path(a.get(0).size() - 1));
        put("skip", a -> part(a.get(0), a.get(1).asInt(), Integer.MAX_VALUE));
        put("take", a -> part(a.get(0), 0, a.get(1).asInt()));
        put("range", a -> {
            ArrayNode range = AzureJson.array();
            for (int i = 0; i < a.get(1).asInt(); i++) {
                range.add(a.get(0).asInt() + i);
            }
            return range;
        });
        put("union", TemplateFunctions::union);
        put(
                "intersection",
                a -> array(elements(a.get(0)).stream()
                        .filter(each ->
                                a.stream().allMatch(other -> elements(other).contains(each)))
                        .toList()));
        put("reverse", a -> {
            List<JsonNode> values = new ArrayList<>(elements(a.get(0)));
            Collections.reverse(values);
            return array(values);
        });
        put("items", a -> {
            ArrayNode items = AzureJson.array();
            AzureJson.fields(a.get(0), "").stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(field ->
                            items.addObject().put("key", field.getKey()).set("value", field.getValue()));
            return items;
        });
        put(
                "objectkeys",
                a -> array(AzureJson.fields(a.get(0), "").stream()
                        .map(field -> of(field.getKey()))
                        .toList()));
    }

    private static void put(String name, Function<List<JsonNode>, JsonNode> function) {
        ALL.put(name, function);
    }

    /** Calls one of them, by whatever case of its name. */
    static JsonNode call(String name, List<JsonNode> arguments) {
        Function<List<JsonNode>, JsonNode> function = ALL.get(name.toLowerCase(Locale.ROOT));
        if (function == null) {
            throw TemplateError.expression("The template function '" + name + "' is not valid.");
        }
        try {
            return function.apply(arguments);
        } catch (IndexOutOfBoundsException | NumberFormatException wrong) {
            throw TemplateError.expression("Unable to evaluate template language function '" + name
                    + "'. The arguments are not of the number or type that it takes.");
        }
    }

    private static JsonNode of(Object value) {
        return AzureJson.of(value);
    }

    private static String text(List<JsonNode> arguments, int index) {
        return arguments.get(index).asText();
    }

    static String plain(JsonNode value) {
        return value.isContainerNode() ? AzureJson.compact(value) : value.isNull() ? "" : value.asText();
    }

    private static String joined(List<JsonNode> arguments) {
        return arguments.stream().map(TemplateFunctions::plain).collect(Collectors.joining("-"));
    }

    private static List<JsonNode> elements(JsonNode value) {
        List<JsonNode> elements = new ArrayList<>();
        value.forEach(elements::add);
        return elements;
    }

    private static List<JsonNode> values(List<JsonNode> arguments) {
        return arguments.size() == 1 && arguments.get(0).isArray() ? elements(arguments.get(0)) : arguments;
    }

    private static long divisor(List<JsonNode> arguments) {
        if (arguments.get(1).asLong() == 0) {
            throw TemplateError.expression("Attempted to divide by zero");
        }
        return arguments.get(1).asLong();
    }

    private static int compare(List<JsonNode> arguments) {
        return arguments.get(0).isNumber()
                ? Long.compare(arguments.get(0).asLong(), arguments.get(1).asLong())
                : text(arguments, 0).compareTo(text(arguments, 1));
    }

    private static ArrayNode array(List<JsonNode> values) {
        ArrayNode array = AzureJson.array();
        values.forEach(array::add);
        return array;
    }

    private static JsonNode concat(List<JsonNode> arguments) {
        if (!arguments.isEmpty() && arguments.get(0).isArray()) {
            return array(
                    arguments.stream().flatMap(each -> elements(each).stream()).toList());
        }
        return of(arguments.stream().map(TemplateFunctions::plain).collect(Collectors.joining()));
    }

    private static JsonNode format(List<JsonNode> arguments) {
        String result = text(arguments, 0);
        for (int i = 1; i < arguments.size(); i++) {
            result = result.replace("{" + (i - 1) + "}", plain(arguments.get(i)));
        }
        return of(result);
    }

    private static JsonNode split(String value, JsonNode separators) {
        List<String> by = new ArrayList<>();
        if (separators.isArray()) {
            separators.forEach(each -> by.add(java.util.regex.Pattern.quote(each.asText())));
        } else {
            by.add(java.util.regex.Pattern.quote(separators.asText()));
        }
        ArrayNode parts = AzureJson.array();
        for (String part : value.split(String.join("|", by), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private static JsonNode object(List<JsonNode> arguments) {
        ObjectNode object = AzureJson.object();
        for (int i = 0; i < arguments.size(); i += 2) {
            object.set(text(arguments, i), arguments.get(i + 1));
        }
        return object;
    }

    private static JsonNode contains(List<JsonNode> arguments) {
        JsonNode in = arguments.get(0);
        String wanted = plain(arguments.get(1));
        if (in.isTextual()) {
            return of(in.asText().contains(wanted));
        } else if (in.isArray()) {
            return of(elements(in).stream().anyMatch(each -> plain(each).equals(wanted)));
        }
        return of(AzureJson.fields(in, "").stream()
                .anyMatch(field -> field.getKey().equalsIgnoreCase(wanted)));
    }

    private static JsonNode part(JsonNode value, int from, int count) {
        int begin = Math.max(0, from);
        if (value.isTextual()) {
            String whole = value.asText();
            int first = Math.min(begin, whole.length());
            return of(whole.substring(first, (int) Math.min(whole.length(), (long) first + Math.max(0, count))));
        }
        return array(
                elements(value).stream().skip(begin).limit(Math.max(0, count)).toList());
    }

    private static JsonNode union(List<JsonNode> arguments) {
        if (arguments.get(0).isArray()) {
            return array(arguments.stream()
                    .flatMap(each -> elements(each).stream())
                    .distinct()
                    .toList());
        }
        ObjectNode all = AzureJson.object();
        arguments.forEach(each -> merge(all, each));
        return all;
    }

    private static void merge(ObjectNode into, JsonNode from) {
        from.properties().forEach(field -> {
            if (field.getValue().isObject() && into.get(field.getKey()) instanceof ObjectNode existing) {
                ObjectNode copy = existing.deepCopy();
                merge(copy, field.getValue());
                into.set(field.getKey(), copy);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    private static byte[] hash(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK has no " + algorithm, e);
        }
    }

    private static String unique(String seed) {
        byte[] hash = hash("SHA-256", seed.getBytes(StandardCharsets.UTF_8));
        StringBuilder unique = new StringBuilder();
        for (int i = 0; i < 13; i++) {
            unique.append(BASE32.charAt(hash[i] & 31));
        }
        return unique.toString();
    }

    /** A UUID of version 5 of the name in a namespace of Resource Manager's. */
    private static String guid(String name) {
        byte[] space = ByteBuffer.allocate(16)
                .putLong(NAMES.getMostSignificantBits())
                .putLong(NAMES.getLeastSignificantBits())
                .array();
        ByteBuffer hash = ByteBuffer.wrap(hash("SHA-1", space, name.getBytes(StandardCharsets.UTF_8)));
        long high = hash.getLong() & 0xffffffffffff0fffL | 0x5000L;
        long low = hash.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }
}
