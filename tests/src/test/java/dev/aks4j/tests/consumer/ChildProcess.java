package dev.aks4j.tests.consumer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command that must end well within a time; its output is what the failure shows. */
final class ChildProcess {

    private ChildProcess() {}

    /** Returns what the command printed. */
    static String run(Path folder, Duration patience, List<String> command) throws IOException, InterruptedException {
        return run(folder, patience, Map.of(), command);
    }

    /** Returns what the command printed, run with these variables added to the environment. */
    static String run(Path folder, Duration patience, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(Reactor.WORK, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError(String.join(" ", command) + " did not end within " + patience + ". It printed:\n"
                    + Files.readString(output));
        }
        String printed = Files.readString(output);
        if (process.exitValue() != 0) {
            throw new AssertionError(
                    String.join(" ", command) + " ended with " + process.exitValue() + ". It printed:\n" + printed);
        }
        return printed;
    }

    /** Options that make a process that lives for seconds cheaper. */
    static List<String> brief() {
        return List.of(java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
