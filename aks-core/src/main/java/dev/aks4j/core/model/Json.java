package dev.aks4j.core.model;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.internal.model.JsonText;
import dev.aks4j.core.internal.model.Known;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value, as it is read and sent. Reading never fails: what is not there is a missing value, which has no members and
 * the empty text. Numbers are equal if they mean the same. Immutable and thread-safe; its {@link #toString() text} is
 * compact JSON.
 *
 * <pre>{@code
 * Json document = Json.object().put("location", "westeurope").build();
 * String state = cluster.document().at("/properties/provisioningState").asText();
 * }</pre>
 */
public final class Json implements Iterable<Json> {

    private static final Object NOTHING = new Object();
    private static final Json MISSING = new Json(NOTHING);
    private static final Json NULL = new Json(Optional.empty());

    /** A text, number or boolean; a map or list of values; the two marks above. */
    private final Object value;

    private Json(Object value) {
        this.value = value;
    }

    /** Returns the value that is not there. */
    public static Json missing() {
        return MISSING;
    }

    /** Returns JSON's {@code null}. */
    public static Json ofNull() {
        return NULL;
    }

    /**
     * Returns a value.
     *
     * @param value a text, number, boolean, enum constant, map with texts as keys, list, value, or builder of one
     * @throws AksException if it is of another type
     */
    public static Json of(Object value) {
        if (value instanceof Json json) {
            return json;
        }
        if (value instanceof ObjectBuilder builder) {
            return builder.build();
        }
        if (value instanceof ArrayBuilder builder) {
            return builder.build();
        }
        if (value instanceof CharSequence || value instanceof Enum<?>) {
            return new Json(value instanceof Enum<?> constant ? constant.name() : value.toString());
        }
        if (value instanceof Boolean) {
            return new Json(value);
        }
        if (value instanceof Number number) {
            return new Json(number(number));
        }
        if (value instanceof Map<?, ?> map) {
            ObjectBuilder object = object();
            map.forEach((key, inner) -> object.put(key.toString(), inner == null ? NULL : inner));
            return object.build();
        }
        if (value instanceof Iterable<?> list) {
            ArrayBuilder array = array();
            list.forEach(element -> array.add(element == null ? NULL : element));
            return array.build();
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(Json::of).orElse(NULL);
        }
        throw new AksException("A " + Objects.requireNonNull(value).getClass().getName()
                + " is no JSON value. Give a text, number, boolean, map, list, or a Json.");
    }

    private static Number number(Number number) {
        if (number instanceof Long || number instanceof BigDecimal || number instanceof BigInteger) {
            return number;
        }
        return number instanceof Double || number instanceof Float
                ? new BigDecimal(number.toString())
                : Long.valueOf(number.longValue());
    }

    /** Starts an object. */
    public static ObjectBuilder object() {
        return new ObjectBuilder();
    }

    /** Starts an array. */
    public static ArrayBuilder array() {
        return new ArrayBuilder();
    }

    /**
     * Reads a text.
     *
     * @throws AksException if it is no JSON; the message says line and column, and holds nothing of the text
     */
    public static Json parse(String text) {
        return read(text)
                .orElseThrow(() -> new AksException("A text of " + text.length() + " characters is no JSON from "
                        + JsonText.fault(text).orElse("its end")
                        + " on. Pass one JSON value, with its quotes and braces closed."));
    }

    /** Reads a text; empty if it is no JSON. A blank text is a missing value. */
    public static Optional<Json> read(String text) {
        return JsonText.read(text);
    }

    /** Reads UTF-8 bytes; empty if they are no JSON. */
    public static Optional<Json> read(byte[] bytes) {
        return read(new String(bytes, StandardCharsets.UTF_8));
    }

    /** Returns a member of an object; a missing value if this is no object or has no such member. */
    public Json path(String name) {
        return value instanceof Map<?, ?> members ? orMissing(members.get(name)) : MISSING;
    }

    /** Returns an element of an array, the first being 0; a missing value if there is none. */
    public Json get(int index) {
        return value instanceof List<?> list && index >= 0 && index < list.size()
                ? orMissing(list.get(index))
                : MISSING;
    }

    /**
     * Returns what a JSON pointer leads to; a missing value if it leads nowhere.
     *
     * @param pointer for example {@code /properties/agentPoolProfiles/0/name}; a slash within a name is {@code ~1}
     */
    public Json at(String pointer) {
        if (pointer.isEmpty()) {
            return this;
        }
        if (!pointer.startsWith("/")) {
            throw new AksException(
                    "\"" + pointer + "\" is no JSON pointer. Begin it with a slash: \"/" + pointer + "\".");
        }
        Json found = this;
        int from = 1;
        while (from >= 0 && found != MISSING) {
            int end = pointer.indexOf('/', from);
            String name = pointer.substring(from, end < 0 ? pointer.length() : end);
            found = found.isArray()
                    ? found.get(index(name))
                    : found.path(
                            name.indexOf('~') < 0
                                    ? name
                                    : name.replace("~1", "/").replace("~0", "~"));
            from = end < 0 ? -1 : end + 1;
        }
        return found;
    }

    private static int index(String name) {
        return name.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(name) : -1;
    }

    private static Json orMissing(@Nullable Object found) {
        return found instanceof Json json ? json : MISSING;
    }

    /** Returns whether an object has a member of this name. */
    public boolean has(String name) {
        return value instanceof Map<?, ?> members && members.containsKey(name);
    }

    /** Returns the members of an object in their order; none if this is no object. */
    public Set<Map.Entry<String, Json>> properties() {
        return members().entrySet();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Json> members() {
        return value instanceof Map<?, ?> ? (Map<String, Json>) value : Map.of();
    }

    @SuppressWarnings("unchecked")
    private List<Json> elements() {
        return value instanceof List<?>
                ? (List<Json>) value
                : List.copyOf(members().values());
    }

    /** Goes over the elements of an array, or the values of an object's members. */
    @Override
    public Iterator<Json> iterator() {
        return elements().iterator();
    }

    /** Returns the elements of an array, or the values of an object's members. */
    public Stream<Json> stream() {
        return elements().stream();
    }

    /** Returns the number of elements or members; 0 for what has none. */
    public int size() {
        return value instanceof List<?> list ? list.size() : members().size();
    }

    /** Returns whether there are neither elements nor members, as in everything that is no object and no array. */
    public boolean isEmpty() {
        return size() == 0;
    }

    /** Returns whether the value is not there. */
    public boolean isMissing() {
        return value == NOTHING;
    }

    /** Returns whether it is JSON's {@code null}. */
    public boolean isNull() {
        return value instanceof Optional<?>;
    }

    /** Returns whether it is a text. */
    public boolean isText() {
        return value instanceof String;
    }

    /** Returns whether it is a number. */
    public boolean isNumber() {
        return value instanceof Number;
    }

    /** Returns whether it is a number written without fraction and exponent. */
    public boolean isIntegralNumber() {
        return value instanceof Long || value instanceof BigInteger;
    }

    /** Returns whether it is a boolean. */
    public boolean isBoolean() {
        return value instanceof Boolean;
    }

    /** Returns whether it is an array. */
    public boolean isArray() {
        return value instanceof List<?>;
    }

    /** Returns whether it is an object. */
    public boolean isObject() {
        return value instanceof Map<?, ?>;
    }

    /** Returns whether it is an object or an array. */
    public boolean isContainer() {
        return isObject() || isArray();
    }

    /** Returns whether it is a text, a number, a boolean or {@code null}. */
    public boolean isScalar() {
        return !isContainer() && !isMissing();
    }

    /** Returns a text, or a number or boolean as text; the empty text for everything else. */
    public String asText() {
        return asText("");
    }

    /** Returns a text, or a number or boolean as text; the other for everything else. */
    public String asText(String other) {
        return value instanceof String || value instanceof Number || value instanceof Boolean
                ? value.toString()
                : other;
    }

    /** Returns a number, or a text that is one, without its fraction; 0 for everything else. */
    public int asInt() {
        return asInt(0);
    }

    /** Returns a number, or a text that is one, without its fraction; the other for everything else. */
    public int asInt(int other) {
        return (int) asLong(other);
    }

    /** Returns a number, or a text that is one, without its fraction; 0 for everything else. */
    public long asLong() {
        return asLong(0);
    }

    private long asLong(long other) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        return value instanceof String text && text.strip().matches("[+-]?[0-9]{1,18}")
                ? Long.parseLong(text.strip())
                : other;
    }

    /** Returns a number; 0 for everything else. */
    public BigDecimal asDecimal() {
        return value instanceof Number number ? decimal(number) : BigDecimal.ZERO;
    }

    /** Returns whether it is {@code true}, or the text {@code true}. */
    public boolean asBoolean() {
        return asBoolean(false);
    }

    /** Returns a boolean, or a text that is one; the other for everything else. */
    public boolean asBoolean(boolean other) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        return asText().strip().equals("true") || (other && !asText().strip().equals("false"));
    }

    /**
     * Returns a copy with another value at a place. Objects on the way that are not there are made; elements of arrays must
     * be there.
     *
     * @param pointer as for {@link #at}
     * @param value what {@link #of} takes
     * @throws AksException if the pointer leads to no place
     */
    public Json with(String pointer, Object value) {
        if (pointer.isEmpty()) {
            return of(value);
        }
        int end = pointer.indexOf('/', 1);
        String name = pointer.substring(1, end < 0 ? pointer.length() : end);
        String below = end < 0 ? "" : pointer.substring(end);
        if (isArray()) {
            int index = index(name);
            if (index < 0 || index >= size()) {
                throw new AksException("The array has " + size() + " elements, and none at \"" + name
                        + "\". Set the array as a whole.");
            }
            List<Object> copy = new ArrayList<>(elements());
            copy.set(index, get(index).with(below, value));
            return of(copy);
        }
        String member = name.replace("~1", "/").replace("~0", "~");
        return edit().put(member, path(member).with(below, value)).build();
    }

    /** Starts an object that has the members of this one. */
    public ObjectBuilder edit() {
        ObjectBuilder builder = object();
        members().forEach(builder::put);
        return builder;
    }

    /**
     * Returns the same as maps, lists, texts, numbers and booleans, which other JSON libraries write as this JSON; Jackson 2
     * and 3 do so by themselves. A missing value and {@code null} are empty.
     */
    public Optional<Object> plain() {
        return Optional.ofNullable(written());
    }

    /** What Jackson writes; the only place where {@code null} is let out, because that is how it is told JSON's. */
    @JsonValue
    private @Nullable Object written() {
        if (value instanceof Map<?, ?>) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            members().forEach((name, member) -> map.put(name, member.written()));
            return Collections.unmodifiableMap(map);
        }
        if (value instanceof List<?>) {
            List<@Nullable Object> list = new ArrayList<>();
            elements().forEach(element -> list.add(element.written()));
            return Collections.unmodifiableList(list);
        }
        return isMissing() || isNull() ? null : value;
    }

    /** Returns whether the other is the same JSON: members in any order, numbers by what they mean. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Json json
                && (value instanceof Number mine && json.value instanceof Number theirs
                        ? decimal(mine).compareTo(decimal(theirs)) == 0
                        : value.equals(json.value));
    }

    @Override
    public int hashCode() {
        return value instanceof Number number
                ? decimal(number).stripTrailingZeros().hashCode()
                : value.hashCode();
    }

    private static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        return number instanceof BigInteger integer ? new BigDecimal(integer) : BigDecimal.valueOf(number.longValue());
    }

    /** Returns compact JSON; the empty text for a missing value. */
    @Override
    public String toString() {
        return JsonText.write(this);
    }

    /** Builds an object. What is {@code putObject} or {@code putArray} in it is filled until it is built. Not thread-safe. */
    public static final class ObjectBuilder {

        private final Map<String, Object> members = new LinkedHashMap<>();

        private ObjectBuilder() {}

        /**
         * Sets a member; a missing value sets none.
         *
         * @param value what {@link Json#of} takes
         */
        public ObjectBuilder put(String name, Object value) {
            Object held = value instanceof ObjectBuilder || value instanceof ArrayBuilder ? value : of(value);
            if (held == MISSING) {
                return this;
            }
            members.put(Objects.requireNonNull(name), held);
            return this;
        }

        /** Sets a member to {@code null}. */
        public ObjectBuilder putNull(String name) {
            return put(name, NULL);
        }

        /** Sets every member of an object, over those of the same name. */
        public ObjectBuilder putAll(Json object) {
            object.members().forEach(this::put);
            return this;
        }

        /** Sets a member to a new object, and returns the builder of that. */
        public ObjectBuilder putObject(String name) {
            ObjectBuilder inner = new ObjectBuilder();
            put(name, inner);
            return inner;
        }

        /** Sets a member to a new array, and returns the builder of that. */
        public ArrayBuilder putArray(String name) {
            ArrayBuilder inner = new ArrayBuilder();
            put(name, inner);
            return inner;
        }

        /** Returns the builder of a member that is an object; makes it, in place of what is no object. */
        public ObjectBuilder within(String name) {
            Object there = members.get(name);
            if (there instanceof ObjectBuilder builder) {
                return builder;
            }
            ObjectBuilder inner = there instanceof Json json ? json.edit() : new ObjectBuilder();
            put(name, inner);
            return inner;
        }

        /** Takes members out. */
        public ObjectBuilder remove(String... names) {
            List.of(names).forEach(members::remove);
            return this;
        }

        /** Returns whether there is a member of this name. */
        public boolean has(String name) {
            return members.containsKey(name);
        }

        /** Returns whether there is no member. */
        public boolean isEmpty() {
            return members.isEmpty();
        }

        /** Returns a member as it stands; a missing value if there is none. */
        public Json path(String name) {
            return has(name) ? of(Known.in(members, name)) : MISSING;
        }

        /** Builds the object. */
        public Json build() {
            Map<String, Json> built = new LinkedHashMap<>();
            members.forEach((name, value) -> built.put(name, of(value)));
            return new Json(Collections.unmodifiableMap(built));
        }

        /** Returns the object as it stands. */
        @Override
        public String toString() {
            return build().toString();
        }
    }

    /** Builds an array. Not thread-safe. */
    public static final class ArrayBuilder {

        private final List<Object> elements = new ArrayList<>();

        private ArrayBuilder() {}

        /**
         * Appends an element.
         *
         * @param value what {@link Json#of} takes; a missing value appends {@code null}
         */
        public ArrayBuilder add(Object value) {
            Object held = value instanceof ObjectBuilder || value instanceof ArrayBuilder ? value : of(value);
            elements.add(held == MISSING ? NULL : held);
            return this;
        }

        /** Appends each. */
        public ArrayBuilder addAll(Iterable<?> values) {
            values.forEach(this::add);
            return this;
        }

        /** Appends a new object, and returns the builder of that. */
        public ObjectBuilder addObject() {
            ObjectBuilder inner = new ObjectBuilder();
            add(inner);
            return inner;
        }

        /** Returns whether there is no element. */
        public boolean isEmpty() {
            return elements.isEmpty();
        }

        /** Builds the array. */
        public Json build() {
            return new Json(elements.stream().map(Json::of).toList());
        }

        /** Returns the array as it stands. */
        @Override
        public String toString() {
            return build().toString();
        }
    }
}
