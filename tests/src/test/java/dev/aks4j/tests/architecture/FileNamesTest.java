package dev.aks4j.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One name means one thing: no two source files of the repository, of main code or of tests, are called the same. */
class FileNamesTest {

    @Test
    void noTwoSourceFilesAreCalledTheSame() throws IOException {
        assertThat(sources(Path.of(".."))).hasSizeGreaterThan(1_000);
        assertThat(calledTheSame(sources(Path.of("..")))).isEmpty();
    }

    @Test
    void twoFilesThatAreCalledTheSameAreFound(@TempDir Path folder) throws IOException {
        for (String name : List.of("a/src/Shape.java", "b/src/Shape.java", "b/src/Store.java", "b/target/Store.java")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.createFile(folder.resolve(name));
        }
        Files.createFile(folder.resolve("a/package-info.java"));
        Files.createFile(folder.resolve("b/package-info.java"));

        assertThat(calledTheSame(sources(folder))).containsOnlyKeys("Shape.java");
    }

    private static Map<String, List<Path>> calledTheSame(List<Path> sources) {
        return sources.stream()
                .collect(Collectors.groupingBy(path -> path.getFileName().toString()))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue().size() > 1)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<Path> sources(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean made = name.equals("target") || name.startsWith(".") && !name.equals("..");
                return made ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (name.endsWith(".java") && !name.endsWith("-info.java")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
