package dev.aks4j.tests.consumer;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A resolved class path. */
record ClassPath(List<Path> archives) {

    static ClassPath of(String text) {
        return new ClassPath(Arrays.stream(text.strip().split(File.pathSeparator))
                .filter(entry -> !entry.isBlank())
                .map(Path::of)
                .toList());
    }

    static ClassPath read(Path file) {
        try {
            return of(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> names() {
        return archives.stream()
                .map(archive -> archive.getFileName().toString())
                .toList();
    }

    /** Group and artifact of each archive, by its place in the local repository. */
    List<String> artifacts(Path repository) {
        return archives.stream()
                .map(archive ->
                        repository.relativize(archive).getParent().getParent().toString())
                .toList();
    }

    double megabytes() {
        return archives.stream().mapToLong(archive -> archive.toFile().length()).sum() / 1e6;
    }

    String with(Path classes) {
        return classes
                + File.pathSeparator
                + String.join(
                        File.pathSeparator,
                        archives.stream().map(Path::toString).toList());
    }
}
