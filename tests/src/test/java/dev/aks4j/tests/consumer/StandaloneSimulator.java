package dev.aks4j.tests.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The simulated Azure as a process of its own, started as the README starts it, until it is closed. */
final class StandaloneSimulator implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 900;

    private final Process process;
    private final BufferedReader output;
    private final String line;

    private StandaloneSimulator(Process process, BufferedReader output, String line) {
        this.process = process;
        this.output = output;
        this.line = line;
    }

    static StandaloneSimulator start(String... arguments) throws IOException, InterruptedException {
        Path errors = Files.createTempFile(Reactor.WORK, "simulator", ".txt");
        List<String> command = new ArrayList<>(ChildProcess.brief());
        command.addAll(List.of("-jar", Reactor.simulator().toString()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        try {
            String line = CompletableFuture.supplyAsync(() -> readLine(output)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new StandaloneSimulator(process, output, line);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly().waitFor();
            throw new AssertionError(
                    "The simulator did not say where it listens. It printed:\n" + Files.readString(errors), e);
        }
    }

    /** The one line that it printed. */
    String line() {
        return line;
    }

    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(line);
    }

    /** Closes its standard input, and returns what it had printed after its first line. */
    List<String> stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The simulator goes on although its standard input is closed.");
        }
        return output.lines().toList();
    }

    int exitCode() {
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String readLine(BufferedReader output) {
        try {
            String line = output.readLine();
            if (line == null) {
                throw new IllegalStateException("it ended without a line");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
