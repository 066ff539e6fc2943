package dev.aks4j.simulated.kubernetes.internal.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.schema.Quantity;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The values of expressions and what can be done with them. Stateless. */
public final class CelValues {

    private static final Pattern PART = Pattern.compile("([0-9.]+)(h|ms|us|ns|m|s)");

    private CelValues() {}

    /** Returns a JSON value as expressions see it. */
    public static Object of(JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (node.isTextual()) {
            return node.asText();
        }
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        if (node.isIntegralNumber()) {
            return node.asLong();
        }
        if (node.isNumber()) {
            return node.asDouble();
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>(node.size());
            node.forEach(element -> list.add(of(element)));
            return list;
        }
        Map<Object, Object> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            map.put(entry.getKey(), of(entry.getValue()));
        }
        return map;
    }

    static boolean truth(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new CelException("no such overload");
    }

    /** And and or: the side that decides does so even if the other one cannot be evaluated. */
    static Object either(CelNode first, CelNode second, CelScope scope, boolean deciding) {
        CelException failed;
        try {
            if (truth(first.value(scope)) == deciding) {
                return deciding;
            }
            return truth(second.value(scope));
        } catch (CelException e) {
            failed = e;
        }
        if (truth(second.value(scope)) == deciding) {
            return deciding;
        }
        throw failed;
    }

    static Object negate(Object value) {
        return value instanceof Long whole ? (Object) (-whole) : (Object) (-number(value));
    }

    private static double number(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new CelException("no such overload");
    }

    static boolean same(Object one, Object other) {
        if (one instanceof Number && other instanceof Number) {
            return number(one) == number(other);
        }
        if (one instanceof BigDecimal first && other instanceof BigDecimal second) {
            return first.compareTo(second) == 0;
        }
        if (one instanceof List<?> first && other instanceof List<?> second) {
            if (first.size() != second.size()) {
                return false;
            }
            for (int i = 0; i < first.size(); i++) {
                if (!same(first.get(i), second.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (one instanceof Map<?, ?> first && other instanceof Map<?, ?> second) {
            return first.keySet().equals(second.keySet())
                    && first.keySet().stream().allMatch(key -> same(first.get(key), second.get(key)));
        }
        return Objects.equals(one, other);
    }

    static Object compare(String sign, Object one, Object other) {
        switch (sign) {
            case "==":
                return same(one, other);
            case "!=":
                return !same(one, other);
            case "in":
                if (other instanceof Map<?, ?> map) {
                    return map.containsKey(one);
                }
                if (other instanceof List<?> list) {
                    return list.stream().anyMatch(element -> same(element, one));
                }
                throw new CelException("no such overload");
            default:
                int order = order(one, other);
                return switch (sign) {
                    case "<" -> order < 0;
                    case "<=" -> order <= 0;
                    case ">" -> order > 0;
                    default -> order >= 0;
                };
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static int order(Object one, Object other) {
        if (one instanceof Long first && other instanceof Long second) {
            return first.compareTo(second);
        }
        if (one instanceof Number && other instanceof Number && !(one instanceof BigDecimal)) {
            return Double.compare(number(one), number(other));
        }
        if (one instanceof Comparable first && other != null && one.getClass() == other.getClass()) {
            return first.compareTo(other);
        }
        throw new CelException("no such overload");
    }

    static Object calculate(String sign, Object one, Object other) {
        if (sign.equals("+")) {
            if (one instanceof String first && other instanceof String second) {
                return first + second;
            }
            if (one instanceof List<?> first && other instanceof List<?> second) {
                List<Object> both = new ArrayList<>(first);
                both.addAll(second);
                return both;
            }
            if (one instanceof Instant time && other instanceof Duration much) {
                return time.plus(much);
            }
            if (one instanceof Duration first && other instanceof Duration second) {
                return first.plus(second);
            }
        }
        if (sign.equals("-") && one instanceof Instant first) {
            return other instanceof Instant second ? Duration.between(second, first) : first.minus((Duration) other);
        }
        if (one instanceof Long first && other instanceof Long second) {
            if (second == 0 && (sign.equals("/") || sign.equals("%"))) {
                throw new CelException(sign.equals("/") ? "division by zero" : "modulus by zero");
            }
            return switch (sign) {
                case "+" -> first + second;
                case "-" -> first - second;
                case "*" -> first * second;
                case "/" -> first / second;
                default -> first % second;
            };
        }
        double first = number(one);
        double second = number(other);
        return switch (sign) {
            case "+" -> first + second;
            case "-" -> first - second;
            case "*" -> first * second;
            case "/" -> first / second;
            default -> throw new CelException("no such overload");
        };
    }

    static Object field(Object from, String name) {
        if (from instanceof Optional<?> optional) {
            return optional.isPresent() ? optional(optional.get(), name) : Optional.empty();
        }
        if (from instanceof Map<?, ?> map) {
            if (!map.containsKey(name)) {
                throw new CelException("no such key: " + name);
            }
            return map.get(name);
        }
        throw new CelException("no such overload");
    }

    static Object index(Object from, Object key) {
        if (from instanceof List<?> list && key instanceof Number number) {
            int at = number.intValue();
            if (at < 0 || at >= list.size()) {
                throw new CelException("index out of bounds: " + at);
            }
            return list.get(at);
        }
        if (from instanceof Map<?, ?> map) {
            if (!map.containsKey(key)) {
                throw new CelException("no such key: " + key);
            }
            return map.get(key);
        }
        throw new CelException("no such overload");
    }

    static Object optional(Object from, Object key) {
        Object inner = from instanceof Optional<?> given ? given.orElse(null) : from;
        if (inner instanceof Map<?, ?> map) {
            return Optional.ofNullable(map.get(key));
        }
        if (inner instanceof List<?> list && key instanceof Long at && at >= 0 && at < list.size()) {
            return Optional.ofNullable(list.get(at.intValue()));
        }
        return Optional.empty();
    }

    static boolean has(Object from, String name) {
        if (from instanceof Map<?, ?> map) {
            return map.containsKey(name);
        }
        if (from instanceof Optional<?> optional) {
            return optional.isPresent() && has(optional.get(), name);
        }
        throw new CelException("no such overload");
    }

    static Object macro(String name, Object target, String variable, CelNode first, CelNode second, CelScope scope) {
        List<?> elements = target instanceof Map<?, ?> map
                ? new ArrayList<>(map.keySet())
                : target instanceof List<?> list ? list : null;
        if (elements == null) {
            throw new CelException("no such overload");
        }
        List<Object> result = new ArrayList<>();
        int matching = 0;
        CelException failed = null;
        for (Object element : elements) {
            CelScope inner = scope.with(variable, element);
            if (name.equals("map")) {
                if (second == null) {
                    result.add(first.value(inner));
                } else if (truth(first.value(inner))) {
                    result.add(second.value(inner));
                }
                continue;
            }
            boolean matches;
            try {
                matches = truth(first.value(inner));
            } catch (CelException e) {
                failed = e;
                continue;
            }
            if (matches) {
                matching++;
                result.add(element);
                if (name.equals("exists")) {
                    return true;
                }
            } else if (name.equals("all")) {
                return false;
            }
        }
        if (failed != null) {
            throw failed;
        }
        return switch (name) {
            case "all" -> true;
            case "exists" -> false;
            case "exists_one" -> matching == 1;
            default -> result;
        };
    }

    static Object function(String name, List<Object> arguments) {
        Object first = arguments.isEmpty() ? null : arguments.get(0);
        return switch (name) {
            case "size" -> size(first);
            case "string" -> text(first);
            case "int", "uint" -> whole(first);
            case "double" -> first instanceof String text ? Double.parseDouble(text) : number(first);
            case "bool" -> first instanceof String text ? Boolean.parseBoolean(text) : first;
            case "dyn" -> first;
            case "type" -> type(first);
            case "duration" -> duration(String.valueOf(first));
            case "timestamp" -> timestamp(String.valueOf(first));
            case "quantity" -> quantity(String.valueOf(first));
            case "isQuantity" -> isQuantity(String.valueOf(first));
            case "matches" -> matches(String.valueOf(first), String.valueOf(arguments.get(1)));
            default -> throw new CelException("unsupported function: " + name);
        };
    }

    private static BigDecimal quantity(String text) {
        try {
            return Quantity.value(text);
        } catch (IllegalArgumentException e) {
            throw new CelException("quantities must match the regular expression");
        }
    }

    private static boolean isQuantity(String text) {
        try {
            Quantity.value(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Object size(Object value) {
        if (value instanceof String text) {
            return (long) text.codePointCount(0, text.length());
        }
        if (value instanceof List<?> list) {
            return (long) list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return (long) map.size();
        }
        throw new CelException("no such overload");
    }

    private static String text(Object value) {
        if (value instanceof Double number && number == Math.rint(number)) {
            return Long.toString(number.longValue());
        }
        return value instanceof Duration much ? much.toMillis() / 1000.0 + "s" : String.valueOf(value);
    }

    private static Object whole(Object value) {
        if (value instanceof String text) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new CelException("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
            }
        }
        return value instanceof Instant time ? (Object) time.getEpochSecond() : (Object) (long) number(value);
    }

    private static String type(Object value) {
        return value == null
                ? "null_type"
                : value instanceof String
                        ? "string"
                        : value instanceof Long
                                ? "int"
                                : value instanceof Double
                                        ? "double"
                                        : value instanceof Boolean ? "bool" : value instanceof List ? "list" : "map";
    }

    private static Duration duration(String text) {
        Matcher parts = PART.matcher(text);
        double nanos = 0;
        int end = 0;
        while (parts.find()) {
            double unit =
                    switch (parts.group(2)) {
                        case "h" -> 3600e9;
                        case "m" -> 60e9;
                        case "s" -> 1e9;
                        case "ms" -> 1e6;
                        case "us" -> 1e3;
                        default -> 1;
                    };
            nanos += Double.parseDouble(parts.group(1)) * unit;
            end = parts.end();
        }
        if (end != text.length() || end == 0) {
            throw new CelException("time: invalid duration \"" + text + "\"");
        }
        return Duration.ofNanos((long) (text.startsWith("-") ? -nanos : nanos));
    }

    private static Instant timestamp(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new CelException("invalid timestamp \"" + text + "\"");
        }
    }

    private static boolean matches(String text, String pattern) {
        try {
            return Pattern.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException e) {
            throw new CelException("error parsing regexp: " + pattern);
        }
    }

    static Object call(String name, Object target, List<Object> arguments) {
        if (target instanceof Optional<?> optional) {
            return switch (name) {
                case "hasValue" -> optional.isPresent();
                case "value" -> optional.orElseThrow(() -> new CelException("optional.none() dereference"));
                case "orValue" -> optional.isPresent() ? optional.get() : arguments.get(0);
                case "or" -> optional.isPresent() ? optional : arguments.get(0);
                default -> throw new CelException("no such overload");
            };
        }
        if (name.equals("size")) {
            return size(target);
        }
        if (target instanceof String text) {
            return CelText.call(name, text, arguments);
        }
        if (target instanceof List<?> list) {
            return CelLists.call(name, list, arguments);
        }
        if (target instanceof BigDecimal quantity && !arguments.isEmpty()) {
            Object other = arguments.get(0);
            BigDecimal second = other instanceof BigDecimal given ? given : new BigDecimal(String.valueOf(other));
            return switch (name) {
                case "isGreaterThan" -> quantity.compareTo(second) > 0;
                case "isLessThan" -> quantity.compareTo(second) < 0;
                case "compareTo" -> (long) quantity.compareTo(second);
                case "add" -> quantity.add(second);
                case "sub" -> quantity.subtract(second);
                default -> throw new CelException("no such overload");
            };
        }
        if (target instanceof BigDecimal quantity) {
            return switch (name) {
                case "asInteger" -> quantity.longValue();
                case "isInteger" -> quantity.stripTrailingZeros().scale() <= 0;
                case "asApproximateFloat" -> quantity.doubleValue();
                case "sign" -> (long) quantity.signum();
                default -> throw new CelException("no such overload");
            };
        }
        if (target instanceof Duration much) {
            return switch (name) {
                case "getSeconds" -> much.toSeconds();
                case "getMinutes" -> much.toMinutes();
                case "getHours" -> much.toHours();
                case "getMilliseconds" -> much.toMillis();
                default -> throw new CelException("no such overload");
            };
        }
        throw new CelException("no such overload: " + name.toLowerCase(Locale.ROOT));
    }
}
