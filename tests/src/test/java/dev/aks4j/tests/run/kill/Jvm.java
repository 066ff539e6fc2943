package dev.aks4j.tests.run.kill;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Starts JVMs on this test's class path, cheaply when there are many: from an archive of the classes that one of them
 * loaded, which takes a third off the work of each. Thread-safe.
 */
final class Jvm {

    private static final List<String> SMALL = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

    private final Path classes;
    private final Path archive;
    private final String classPath;

    Jvm(Path folder) {
        classes = folder.resolve("classes.txt");
        archive = folder.resolve("classes.jsa");
        classPath = jars(folder);
    }

    Process start(Path errors, List<String> arguments) throws IOException {
        List<String> sharing = Files.exists(archive)
                ? List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:cds=off")
                : List.of("-Xshare:auto");
        return start(errors, sharing, arguments);
    }

    /** Starts a process that leaves behind which classes it loaded. */
    Process startAndList(Path errors, List<String> arguments) throws IOException {
        return start(errors, List.of("-Xshare:auto", "-XX:DumpLoadedClassList=" + classes), arguments);
    }

    /** Makes the archive. Without one everything is the same, and takes longer. */
    void archive(Path errors) throws IOException, InterruptedException {
        // JDK 17 crashes when it archives some of the lambdas of this class path.
        List<String> kept = Files.readAllLines(classes).stream()
                .filter(line -> !line.startsWith("@lambda"))
                .toList();
        Files.write(classes, kept);
        List<String> command = java();
        command.addAll(List.of(
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + classes,
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:cds=off",
                "-cp",
                classPath));
        int code = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(errors.toFile())
                .start()
                .waitFor();
        if (code != 0) {
            Files.deleteIfExists(archive);
        }
    }

    private Process start(Path errors, List<String> sharing, List<String> arguments) throws IOException {
        List<String> command = java();
        command.addAll(sharing);
        command.addAll(List.of("-cp", classPath, WorkingProcess.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
    }

    private static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL);
        return command;
    }

    /** Returns the class path with jars in place of folders, because an archive is made of jars only. */
    private static String jars(Path folder) {
        String own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> jars = new ArrayList<>();
        for (String entry : own.split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                Path jar = folder.resolve("classes-" + jars.size() + ".jar");
                pack(path, jar);
                jars.add(jar.toString());
            } else if (Files.exists(path)) {
                jars.add(entry);
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private static void pack(Path folder, Path jar) {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                out.putNextEntry(new JarEntry(folder.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
