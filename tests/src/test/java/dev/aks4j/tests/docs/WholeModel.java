package dev.aks4j.tests.docs;

import com.azure.core.util.ExpandableStringEnum;
import com.azure.json.JsonProviders;
import com.azure.json.JsonSerializable;
import com.azure.json.JsonWriter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A document in which the client library has set whatever it can set; its properties are the writable ones. */
final class WholeModel {

    /** Stands for the keys of a map. */
    static final String KEY = "*";

    private WholeModel() {}

    static JsonNode of(Class<? extends JsonSerializable<?>> model) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = JsonProviders.createWriter(text)) {
            ((JsonSerializable<?>) filled(model)).toJson(writer);
        }
        return new ObjectMapper().readTree(text.toString());
    }

    private static Object filled(Class<?> model) {
        try {
            Object instance = model.getDeclaredConstructor().newInstance();
            for (Method method : model.getMethods()) {
                boolean setter = method.getName().startsWith("with") && method.getParameterCount() == 1;
                if (setter && !method.isBridge()) {
                    method.invoke(instance, sample(method.getGenericParameterTypes()[0]));
                }
            }
            return instance;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot fill " + model, e);
        }
    }

    private static Object sample(Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? List.of(sample(arguments[0]))
                    : Map.of(KEY, sample(arguments[1]));
        }
        Class<?> raw = (Class<?>) type;
        if (raw == String.class) {
            return "text";
        } else if (raw == Boolean.class || raw == boolean.class) {
            return true;
        } else if (raw == Integer.class || raw == int.class) {
            return 1;
        } else if (raw == Float.class) {
            return 1f;
        } else if (raw == UUID.class) {
            return UUID.nameUUIDFromBytes(new byte[] {1});
        } else if (raw == byte[].class) {
            return new byte[] {1};
        } else if (raw == OffsetDateTime.class) {
            return OffsetDateTime.parse("2026-01-01T00:00:00Z");
        } else if (raw == LocalDate.class) {
            return LocalDate.parse("2026-01-01");
        } else if (raw.isEnum()) {
            return raw.getEnumConstants()[0];
        } else if (ExpandableStringEnum.class.isAssignableFrom(raw)) {
            return raw.getMethod("fromString", String.class).invoke(null, "text");
        }
        return filled(raw);
    }
}
