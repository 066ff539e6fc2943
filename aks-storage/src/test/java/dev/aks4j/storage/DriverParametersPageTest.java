package dev.aks4j.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.ResourceId;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of the drivers' parameters against the drivers' own keys and our calls, and the page made from them. */
class DriverParametersPageTest {

    private static final String SWITCH = "aks4j.pages";
    private static final Map<Driver, Supplier<ClassBuilder<?>>> BUILDERS = Map.of(
            Driver.DISK, () -> DiskClass.builder("test"),
            Driver.FILE, () -> FileClass.builder("test"),
            Driver.BLOB, () -> BlobClass.builder("test"));

    @ParameterizedTest
    @EnumSource(Driver.class)
    void theTableHasEveryKeyOfTheDriversCodeAndNoOther(Driver driver) throws IOException {
        String file =
                driver.name().toLowerCase(Locale.ROOT) + "-" + driver.version().split(" ")[1] + "-keys.txt";
        String keys = new String(
                DriverParametersPageTest.class.getResourceAsStream(file).readAllBytes(), StandardCharsets.UTF_8);

        assertThat(driver.table())
                .extracting(parameter -> parameter.key().toLowerCase(Locale.ROOT))
                .filteredOn(key -> !key.startsWith(DriverParameters.RESERVED) && !key.startsWith("device-setting/"))
                .containsExactlyInAnyOrder(keys.split("\\n"));
    }

    @ParameterizedTest
    @EnumSource(Driver.class)
    void everyKeyHasACallOrAReason(Driver driver) {
        Map<String, Set<String>> calls = calls(driver);
        assertThat(driver.table())
                .allSatisfy(parameter -> assertThat(calls.containsKey(lower(parameter.key())))
                        .as("%s: a call sets it, or its table says why none does", parameter.key())
                        .isEqualTo(parameter.noCall().isEmpty()));
    }

    @Test
    void thePageListsEveryParameter() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Parameters of the storage drivers

                Generated from the code; do not edit. Every parameter that a driver's release takes in a storage class, with the
                call that sets it, and what becomes of good, missing and bad values: read off the driver's code, and asked of it.
                Letter case does not count in a key, but for `device-setting/` and `csi.storage.k8s.io/`. An unknown key is
                answered InvalidArgument. What a driver answers is in an event of the claim, which stays Pending.
                """);
        for (Driver driver : Driver.values()) {
            Map<String, Set<String>> calls = calls(driver);
            page.append("\n## ")
                    .append(driver.version())
                    .append(", `")
                    .append(driver.provisioner())
                    .append(
                            "`\n\n| parameter | call | takes | without it | any other value |\n|---|---|---|---|---|\n");
            driver.table()
                    .forEach(parameter -> page.append("| `%s` | %s | %s | %s | %s |\n"
                            .formatted(
                                    parameter.key(),
                                    parameter.noCall().isEmpty()
                                            ? String.join(", ", calls.get(lower(parameter.key())))
                                            : "none: " + parameter.noCall(),
                                    parameter.takes(),
                                    parameter.otherwise(),
                                    parameter.bad())));
        }
        Path file = Path.of("..", "docs", "storage-parameters.md");
        if (Boolean.getBoolean(SWITCH)) {
            Files.writeString(file, page);
        }
        assertThat(file).as("write it anew with -D%s=true", SWITCH).hasContent(page.toString());
    }

    /** Returns which calls set which keys: each is called on a new builder, once for every value of an enum. */
    private static Map<String, Set<String>> calls(Driver driver) {
        Map<String, Set<String>> calls = new TreeMap<>();
        Stream.of(BUILDERS.get(driver).get().getClass().getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers())
                        && !method.isBridge()
                        && ClassBuilder.class.isAssignableFrom(method.getReturnType())
                        && !method.getName().equals("parameter"))
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .forEach(method -> keys(driver, method)
                        .forEach(key -> calls.computeIfAbsent(key, any -> new LinkedHashSet<>())
                                .add("`" + method.getName() + (method.getParameterCount() == 0 ? "()`" : "(…)`"))));
        return calls;
    }

    private static Set<String> keys(Driver driver, Method method) {
        int most = Stream.of(method.getParameterTypes())
                .mapToInt(type -> type.isEnum() ? type.getEnumConstants().length : 1)
                .max()
                .orElse(1);
        Set<String> keys = new LinkedHashSet<>();
        for (int turn = 0; turn < most; turn++) {
            int which = turn;
            ClassBuilder<?> builder = BUILDERS.get(driver).get();
            Object[] values = Stream.of(method.getParameterTypes())
                    .map(type -> value(type, which))
                    .toArray();
            try {
                method.invoke(builder, values);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(method.toString(), e);
            }
            keys.addAll(builder.parameters.keySet().stream()
                    .map(key -> key.startsWith(DriverParameters.DEVICE_SETTING) ? "device-setting/…" : lower(key))
                    .collect(Collectors.toSet()));
        }
        return keys;
    }

    private static Object value(Class<?> type, int turn) {
        if (type.isEnum()) {
            return type.getEnumConstants()[turn % type.getEnumConstants().length];
        }
        Map<Class<?>, Object> values = Map.of(
                String.class,
                "x",
                int.class,
                1,
                Duration.class,
                Duration.ofDays(1),
                Map.class,
                Map.of("a", "b,c"),
                String[].class,
                new String[] {"x"},
                ResourceId.class,
                ResourceId.parse("/resourceGroups/g/providers/Microsoft.Compute/disks/d"));
        return List.of(values.get(type)).get(0);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
