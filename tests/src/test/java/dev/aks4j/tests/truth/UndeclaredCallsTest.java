package dev.aks4j.tests.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.tests.Jackson;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The call that a plan names beside a value that no spec declares compiles, and takes the value away. */
class UndeclaredCallsTest {

    private static final Scope SCOPE =
            new Scope("00000000-0000-4000-8000-000000000001", Instant.parse("2026-11-23T00:00:00Z"), List.of());
    private static final Pattern CALL = Pattern.compile("(?:security: )?(.+) takes it away, as does exact\\(\\)");
    private static final Pattern OF_POOL = Pattern.compile("/properties/agentPoolProfiles/apps(/.*)");

    /** A value that is there, and the call that takes it away. */
    private record Named(String path, String call, Json live) {
        /** Returns the call as a statement on a cluster's builder. */
        String statement() {
            String name = path.matches("/properties/addonProfiles/.*") ? path.split("/")[3] : "";
            String code = call.replace("(name)", "(\"" + name + "\")");
            return OF_POOL.matcher(path).matches() ? "pool." + code : "cluster." + code;
        }
    }

    @Test
    void everyCallThatIsNamedTakesItsValueAway(@TempDir Path folder) throws Exception {
        Map<String, Named> named = named();
        assertThat(named).hasSizeGreaterThan(40);
        List<Named> calls = List.copyOf(named.values());
        List<String> wrong = new ArrayList<>();
        try (URLClassLoader compiled = compiled(calls, folder)) {
            for (int i = 0; i < calls.size(); i++) {
                Named each = calls.get(i);
                Method method = compiled.loadClass("Calls").getMethod("spec" + i);
                Spec spec;
                try {
                    spec = (Spec) method.invoke(null);
                } catch (InvocationTargetException refused) {
                    wrong.add(each.path + ": " + each.call + " is refused: " + refused.getCause());
                    continue;
                }
                Comparison found = compare(spec, each.live);
                boolean gone = found.differences().stream().anyMatch(difference -> takes(difference, each));
                boolean listed = found.unmanaged().stream()
                        .anyMatch(still -> still.path().equals(each.path));
                if (!gone || listed) {
                    wrong.add(each.path + ": " + each.call + " gives " + found.differences());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Specs of other kinds have the method of the call that is named, or none is named. */
    @Test
    void aCallIsNamedOnlyWhereTheBuilderHasIt() {
        List<String> wrong = new ArrayList<>();
        Vocabulary.OTHERS.forEach(part -> unmanaged(part, (call, found) -> {
            Matcher matcher = CALL.matcher(found.reason());
            if (matcher.matches()) {
                String method = matcher.group(1).replaceFirst("\\(.*", "");
                Spec spec = part.spec(Vocabulary.clusterFor(part), List.of());
                if (!has(spec, method)) {
                    wrong.add(part + " " + found.path() + ": " + matcher.group(1));
                }
            }
        }));
        assertThat(wrong).isEmpty();
    }

    private static boolean has(Spec spec, String method) {
        try {
            return Arrays.stream(Class.forName(spec.getClass().getName() + "$Builder")
                            .getMethods())
                    .anyMatch(each -> each.getName().equals(method));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean takes(Difference difference, Named each) {
        boolean there = (each.path + "/").startsWith(difference.path() + "/")
                || (difference.path() + "/").startsWith(each.path + "/");
        return there && difference.change() != Change.FORBIDDEN && difference.change() != Change.RECREATE;
    }

    /** Returns each call that a plan names, once. */
    private static Map<String, Named> named() {
        Map<String, Named> all = new LinkedHashMap<>();
        unmanaged(Vocabulary.CLUSTER, (call, found) -> {
            Matcher matcher = CALL.matcher(found.reason());
            boolean ofSystem = found.path().contains("/agentPoolProfiles/")
                    && !OF_POOL.matcher(found.path()).matches();
            if (matcher.matches() && !ofSystem && !matcher.group(1).startsWith("the pool's ")) {
                Json live = Jackson.json(Said.document(
                        Vocabulary.CLUSTER.spec(Vocabulary.clusterFor(Vocabulary.CLUSTER), List.of(call)), SCOPE));
                all.putIfAbsent(
                        found.path().replaceAll("/tags/.*", "/tags") + " " + matcher.group(1),
                        new Named(found.path(), matcher.group(1), live));
            }
        });
        return all;
    }

    private interface Look {
        void at(String call, Difference unmanaged);
    }

    private static void unmanaged(Part<?> part, Look look) {
        ClusterSpec cluster = Vocabulary.clusterFor(part);
        Spec silent = part.spec(cluster, List.of());
        part.calls().forEach(call -> {
            Json live = Jackson.json(Said.document(part.spec(cluster, List.of(call)), SCOPE));
            compare(silent, live).unmanaged().forEach(each -> look.at(call, each));
        });
    }

    private static URLClassLoader compiled(List<Named> calls, Path folder) throws IOException {
        StringBuilder source = new StringBuilder("import dev.aks4j.core.cluster.*;\n"
                + "import dev.aks4j.core.cluster.setting.*;\nimport dev.aks4j.core.cluster.pool.*;\n"
                + "import dev.aks4j.identity.*;\nimport dev.aks4j.network.*;\nimport java.util.*;\n"
                + "public class Calls {\n");
        for (int i = 0; i < calls.size(); i++) {
            String statement = calls.get(i).statement();
            boolean ofPool = statement.startsWith("pool.");
            source.append("public static ClusterSpec spec")
                    .append(i)
                    .append("() {\n")
                    .append("ClusterSpec.Builder cluster = ClusterSpec.builder(\"shop\","
                            + " dev.aks4j.tests.docs.CoverageCases.GROUP).kubernetesVersion(\"1.35\")\n"
                            + ".systemPool(\"system\", p -> p.vmSize(\"Standard_D4ds_v5\").count(2))\n"
                            + ".userPool(\"apps\", pool -> { pool.vmSize(\"Standard_D4ds_v5\"); ")
                    .append(ofPool ? statement + ";" : "")
                    .append(" });\n")
                    .append(ofPool ? "" : statement + ";\n")
                    .append("return cluster.build();\n}\n");
        }
        Path file = Files.writeString(folder.resolve("Calls.java"), source.append("}\n"));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "-d",
                        folder.toString(),
                        file.toString());
        assertThat(result).as("%s", source).isZero();
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, UndeclaredCallsTest.class.getClassLoader());
    }

    @SuppressWarnings("unchecked") // the kind of a spec accepts it
    private static Comparison compare(Spec spec, Json live) {
        return ((ResourceKind<Spec>) spec.kind()).compare(spec, live, SCOPE);
    }
}
