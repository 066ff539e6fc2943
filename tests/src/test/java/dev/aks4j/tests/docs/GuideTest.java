package dev.aks4j.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.testkit.AksTest;
import dev.aks4j.testkit.SimulatedAzure;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Java of every page of the guide compiles, and runs against simulated Azure. The blocks of a page are one program. One
 * marked {@code no-run} needs an account or a service, and is only compiled; one marked {@code test} is a class.
 */
@AksTest
class GuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "guide");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java( [a-z-]+)?\\n(.*?)^```$");

    @TempDir
    static Path classes;

    static List<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(GUIDE)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    static List<String> pagesThatRun() throws IOException {
        List<String> running = new ArrayList<>();
        for (String page : pages()) {
            if (blocks(page).stream()
                    .anyMatch(block -> block.group(1) == null || block.group(1).equals(" test"))) {
                running.add(page);
            }
        }
        return running;
    }

    private static List<MatchResult> blocks(String page) throws IOException {
        return BLOCK.matcher(Files.readString(GUIDE.resolve(page))).results().toList();
    }

    private static String className(String page) {
        return "Page_" + page.replace(".md", "").replace('-', '_');
    }

    /** Compiles all pages at once. */
    @BeforeAll
    static void compile() throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        for (String page : pages()) {
            Set<String> imports = new LinkedHashSet<>(
                    List.of("import dev.aks4j.core.Aks;", "import dev.aks4j.testkit.SimulatedAzure;"));
            StringBuilder run = new StringBuilder();
            StringBuilder only = new StringBuilder();
            StringBuilder inside = new StringBuilder();
            int number = 0;
            for (MatchResult block : blocks(page)) {
                StringBuilder code = new StringBuilder();
                block.group(2).lines().forEach(line -> {
                    if (line.startsWith("import ")) {
                        imports.add(line);
                    } else {
                        code.append(line).append('\n');
                    }
                });
                if (block.group(1) == null) {
                    run.append(code);
                } else if (block.group(1).equals(" no-run")) {
                    only.append("    static void only").append(number++).append("() throws Exception {\n");
                    only.append(code).append("    }\n");
                } else {
                    inside.append(code.toString().replaceFirst("(?m)^class ", "static class "));
                }
            }
            String source = String.join("\n", imports) + "\npublic class " + className(page)
                    + " {\n    public static void run(Aks aks, SimulatedAzure azure) throws Exception {\n" + run
                    + "    }\n" + only + inside + "}\n";
            sources.add(
                    new SimpleJavaFileObject(
                            URI.create("string:///" + className(page) + ".java"), JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignored) {
                            return source;
                        }
                    });
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        boolean done = ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, found, List.of("-d", classes.toString(), "-proc:none"), null, sources)
                .call();
        assertThat(done).as("%s", found.getDiagnostics()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("pagesThatRun")
    void aPageRuns(String page, Aks aks, SimulatedAzure azure) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, GuideTest.class.getClassLoader())) {
            Class<?> type = loader.loadClass(className(page));
            type.getMethod("run", Aks.class, SimulatedAzure.class).invoke(null, aks, azure);
            for (Class<?> inner : type.getDeclaredClasses()) {
                for (var method : inner.getDeclaredMethods()) {
                    if (method.isAnnotationPresent(Test.class)) {
                        var constructor = inner.getDeclaredConstructor();
                        constructor.setAccessible(true);
                        method.setAccessible(true);
                        method.invoke(constructor.newInstance(), aks, azure);
                    }
                }
            }
        }
    }

    /** Each page is in the list, and each link leads to a file. */
    @Test
    void pagesAreListedAndLinksLeadSomewhere() throws IOException {
        String list = Files.readString(GUIDE.resolve("README.md"));
        for (String page : pages()) {
            if (!page.equals("README.md")) {
                assertThat(list).contains("(" + page + ")");
            }
            Pattern.compile("\\]\\(([^):#]+)\\)")
                    .matcher(Files.readString(GUIDE.resolve(page)))
                    .results()
                    .forEach(link ->
                            assertThat(GUIDE.resolve(link.group(1))).as(page).exists());
        }
    }
}
