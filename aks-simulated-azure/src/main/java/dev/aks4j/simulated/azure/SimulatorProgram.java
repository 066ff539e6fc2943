package dev.aks4j.simulated.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The simulated Azure as a program: prints one line of JSON that says where it is and how to sign in, and runs until
 * its standard input closes or it is interrupted.
 */
public final class SimulatorProgram {

    private SimulatorProgram() {}

    /** Starts the program. A wrong argument ends it with exit code 2. */
    public static void main(String[] arguments) throws IOException {
        int code = run(arguments, System.in, System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(String[] arguments, InputStream in, PrintStream out, PrintStream err) throws IOException {
        SimulatorOptions options;
        try {
            options = SimulatorOptions.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
            return 2;
        }
        if (options.help()) {
            out.println(SimulatorOptions.USAGE);
            return 0;
        }
        StateFile state = new StateFile(options.stateFile(), options.stateSecrets());
        AzureSimulator made;
        try {
            made = state.begin(options);
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException wrong) {
            err.println(wrong.getMessage());
            return 2;
        }
        try (AzureSimulator azure = made;
                StateFile.Keeper kept = state.keep(azure);
                LoopbackAzure loopback = LoopbackAzure.open(azure, options.armPort());
                CaFile certificate = CaFile.write(loopback.caCertificatePem(), options.caFile());
                Control control = Control.of(azure, options, kept)) {
            ObjectNode told = AzureJson.object()
                    .put("arm", loopback.arm())
                    .put("entra", loopback.entra())
                    .put("tenant", azure.tenantId())
                    .put("subscription", azure.subscriptionId())
                    .put("clientId", azure.clientId())
                    .put("clientSecret", azure.clientSecret())
                    .put("caCertificate", certificate.path().toString());
            control.endpoint().ifPresent(endpoint -> told.put("control", endpoint.url()));
            out.println(AzureJson.compact(told));
            out.flush();
            in.transferTo(PrintStream.nullOutputStream());
        }
        return 0;
    }

    /** The control endpoint, if somebody asked for it. */
    private record Control(Optional<ControlEndpoint> endpoint) implements AutoCloseable {

        static Control of(AzureSimulator azure, SimulatorOptions options, StateFile.Keeper state) throws IOException {
            return new Control(
                    options.controlPort().isPresent()
                            ? Optional.of(ControlEndpoint.open(
                                    azure, options.controlPort().get(), state))
                            : Optional.empty());
        }

        @Override
        public void close() {
            endpoint.ifPresent(ControlEndpoint::close);
        }
    }

    /** A file of the caller's choice, which stays, or a temporary file that is gone when the program ends, however it ends. */
    private record CaFile(Path path, Optional<Thread> cleanup) implements AutoCloseable {

        static CaFile write(String pem, Optional<Path> where) throws IOException {
            if (where.isPresent()) {
                return new CaFile(Files.writeString(where.get().toAbsolutePath(), pem), Optional.empty());
            }
            Path directory = Files.createTempDirectory("aks4j-simulator");
            Path file = Files.writeString(directory.resolve("ca.pem"), pem);
            Thread cleanup = new Thread(() -> delete(file));
            Runtime.getRuntime().addShutdownHook(cleanup);
            return new CaFile(file, Optional.of(cleanup));
        }

        private static void delete(Path file) {
            try {
                Files.deleteIfExists(file);
                Files.deleteIfExists(file.getParent());
            } catch (IOException e) {
                // A certificate left in the temporary directory is public and does no harm.
            }
        }

        @Override
        public void close() {
            if (cleanup.isEmpty()) {
                return;
            }
            delete(path);
            try {
                Runtime.getRuntime().removeShutdownHook(cleanup.get());
            } catch (IllegalStateException shuttingDown) {
                // The hook runs already, and finds nothing to delete.
            }
        }
    }
}
