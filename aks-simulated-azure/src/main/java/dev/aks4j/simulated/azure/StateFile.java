package dev.aks4j.simulated.azure;

import dev.aks4j.simulated.time.WallTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the program keeps the state of its simulator, if anywhere: loaded when it starts, saved when it ends and when
 * somebody asks for it. Immutable.
 *
 * @param path the file; nothing if state is not kept
 * @param secrets whether secrets that were sent are kept too
 */
record StateFile(Optional<Path> path, boolean secrets) {

    /** Makes the simulator: the one that was saved, at the instant at which it was, or a new one. */
    AzureSimulator begin(SimulatorOptions options) {
        AzureSimulator.Builder builder =
                AzureSimulator.builder().seed(options.seed()).serviceController(options.serviceController());
        WallTime time = WallTime.startingNow(options.timeScale());
        if (path.isPresent()) {
            builder.keepState();
            if (Files.exists(path.get())) {
                builder.load(path.get());
                time = WallTime.startingAt(SavedState.read(path.get()).now(), options.timeScale());
            }
        }
        return builder.time(time).build();
    }

    /** Saves when the program ends, however it ends. */
    Keeper keep(AzureSimulator azure) {
        return new Keeper(azure);
    }

    /** What saves. Thread-safe. */
    final class Keeper implements AutoCloseable {

        private final AzureSimulator azure;
        private final Thread atEnd = new Thread(this::save);
        private boolean closed;

        private Keeper(AzureSimulator azure) {
            this.azure = azure;
            Runtime.getRuntime().addShutdownHook(atEnd);
        }

        /** Tells whether there is a file to save to. */
        boolean on() {
            return path.isPresent();
        }

        /** Saves now. */
        synchronized void save() {
            if (path.isEmpty() || closed) {
                return;
            }
            try {
                if (secrets) {
                    azure.saveWithSecrets(path.get());
                } else {
                    azure.save(path.get());
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The state could not be saved to " + path.get(), e);
            }
        }

        @Override
        public void close() {
            save();
            synchronized (this) {
                closed = true;
            }
            try {
                Runtime.getRuntime().removeShutdownHook(atEnd);
            } catch (IllegalStateException shuttingDown) {
                // The hook runs already, and finds nothing to do.
            }
        }
    }
}
