package dev.aks4j.storage;

import static dev.aks4j.storage.StorageSamples.GROUP;
import static dev.aks4j.storage.StorageSamples.cluster;
import static dev.aks4j.storage.StorageSamples.scope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Write;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * Every Kubernetes object that this module writes was put to a real API server; the answers are data, and the README beside
 * them says how they were had. An object that is written otherwise than it was asked has to be asked again: {@code
 * -Daks4j.objects=FILE} writes them all.
 */
class RealServerTakesOurObjectsTest {

    private static final String DATA = "objects-1.37.2.tsv.gz";

    @Test
    void aRealServerTookEveryObject() throws IOException {
        List<Json> objects = objects();
        String file = System.getProperty("aks4j.objects", "");
        if (!file.isEmpty()) {
            Files.write(Path.of(file), objects.stream().map(Json::toString).toList());
        }
        Map<String, Integer> answers = answers();
        assertThat(objects).hasSizeGreaterThan(150);
        assertThat(objects)
                .allSatisfy(object -> assertThat(answers.get(object.toString()))
                        .as("asked, and taken: %s", object)
                        .isIn(200, 201));
    }

    private static Map<String, Integer> answers() throws IOException {
        Map<String, Integer> answers = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(RealServerTakesOurObjectsTest.class.getResourceAsStream(DATA)),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int tab = line.indexOf('\t');
                answers.put(line.substring(tab + 1), Integer.parseInt(line.substring(0, tab)));
            }
        }
        return answers;
    }

    private static List<Json> objects() {
        List<Spec> specs = new ArrayList<>();
        classes("disk", () -> DiskClass.builder("disk"), specs);
        classes("file", () -> FileClass.builder("file"), specs);
        classes("blob", () -> BlobClass.builder("blob"), specs);
        StorageClassSpec fast = DiskClass.builder("fast").build();
        calls(() -> VolumeClaimSpec.builder("data", "default", 10).storageClass(fast))
                .forEach(builder -> specs.add(
                        ((VolumeClaimSpec.Builder) builder).unchecked().on(cluster())));
        ManagedDiskSpec disk = ManagedDiskSpec.builder("data", GROUP, DiskSku.PREMIUM, 64)
                .zone(1)
                .build();
        StorageAccountSpec account =
                StorageAccountSpec.forFiles("shopdata", GROUP, FileSku.PREMIUM).build();
        BlobContainerSpec container = BlobContainerSpec.builder(
                        "lake",
                        StorageAccountSpec.forBlobs("shopblobs", GROUP, BlobSku.STANDARD)
                                .build())
                .build();
        FileShareSpec share = FileShareSpec.builder("data", account, 100).build();
        Stream.of(
                        calls(() -> PersistentVolumeSpec.ofDisk("disk", disk)),
                        calls(() -> PersistentVolumeSpec.ofShare("share", share)),
                        calls(() -> PersistentVolumeSpec.ofContainer("container", container, 100)))
                .flatMap(List::stream)
                .forEach(builder -> specs.add(
                        ((PersistentVolumeSpec.Builder) builder).unchecked().on(cluster())));
        specs.add(VolumeAttributesClassSpec.ofDisks("busy")
                .sku(DiskSku.PREMIUM_V2)
                .iops(5_000)
                .throughput(300)
                .build()
                .on(cluster()));
        specs.add(VolumeAttributesClassSpec.ofFiles("busy-files")
                .provisionedIops(5_000)
                .provisionedBandwidth(300)
                .build()
                .on(cluster()));
        calls(() -> VolumeSnapshotClassSpec.ofDisks("daily"))
                .forEach(builder -> specs.add(
                        ((VolumeSnapshotClassSpec.Builder) builder).unchecked().on(cluster())));
        specs.add(VolumeSnapshotClassSpec.ofFiles("daily-files").build().on(cluster()));
        specs.add(key().on(cluster()));
        specs.add(VolumeSnapshotSpec.builder("monday", "default", "data")
                .snapshotClass("daily")
                .build()
                .on(cluster()));
        return specs.stream()
                .map(RealServerTakesOurObjectsTest::manifest)
                .distinct()
                .toList();
    }

    private static void classes(String name, Supplier<ClassBuilder<?>> start, List<Spec> specs) {
        calls(start::get).forEach(builder -> specs.add(new StorageClassSpec((ClassBuilder<?>) builder).on(cluster())));
    }

    @SuppressWarnings("unchecked") // a spec's kind accepts the spec's class: the contract of Spec.kind()
    private static Json manifest(Spec spec) {
        Json manifest = ((Write.Apply) ((ResourceKind<Spec>) spec.kind())
                        .create(spec, scope(spec))
                        .get(0))
                .manifest();
        Json known = LateValue.resolve(manifest, late -> Json.of("2026-12-01T00:00:00Z"));
        return SecretValue.resolve(known, secret -> Json.of("a2V5"));
    }

    private static AccountKeySpec key() {
        return AccountKeySpec.builder(
                        "account-key",
                        "default",
                        StorageAccountSpec.forFiles("shopdata", GROUP, FileSku.STANDARD)
                                .build())
                .build();
    }

    /** Returns a builder for each of its calls, and each value of an enum, and one with nothing said. */
    private static List<Object> calls(Supplier<Object> start) {
        List<Object> builders = new ArrayList<>(List.of(start.get()));
        Class<?> type = start.get().getClass();
        Stream.of(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
                .filter(method -> method.getDeclaringClass() != Object.class && method.getParameterCount() < 4)
                .filter(method -> method.getReturnType().isInstance(start.get()))
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .forEach(method -> {
                    for (int turn = 0; turn < turns(method); turn++) {
                        builders.add(called(start.get(), method, turn));
                    }
                });
        return builders;
    }

    private static int turns(Method method) {
        return Stream.of(method.getParameterTypes())
                .map(type -> type.isArray() ? type.getComponentType() : type)
                .mapToInt(type -> type.isEnum() ? type.getEnumConstants().length : 1)
                .max()
                .orElse(1);
    }

    private static Object called(Object builder, Method method, int turn) {
        Object[] values = Stream.of(method.getParameterTypes())
                .map(type -> value(type, turn))
                .toArray();
        try {
            method.setAccessible(true);
            method.invoke(builder, values);
            return builder;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(method.toString(), e);
        }
    }

    private static Object value(Class<?> type, int turn) {
        if (type.isEnum()) {
            return type.getEnumConstants()[turn % type.getEnumConstants().length];
        } else if (type.isArray()) {
            Object array = Array.newInstance(type.getComponentType(), 1);
            Array.set(array, 0, value(type.getComponentType(), turn));
            return array;
        }
        Map<Class<?>, Object> values = Map.of(
                String.class,
                "westeurope-1",
                int.class,
                1,
                Duration.class,
                Duration.ofDays(1),
                Map.class,
                Map.of("a", "b,c"),
                ResourceId.class,
                ResourceId.parse("/resourceGroups/g/providers/Microsoft.Compute/disks/d"),
                StorageClassSpec.class,
                DiskClass.builder("other").build(),
                VolumeAttributesClassSpec.class,
                VolumeAttributesClassSpec.ofDisks("busy").iops(5_000).build(),
                AccountKeySpec.class,
                key(),
                PersistentVolumeSpec.class,
                PersistentVolumeSpec.ofDisk("disk", GROUP.id().child("Microsoft.Compute/disks", "d"), 10)
                        .build());
        return values.get(type);
    }
}
