package dev.aks4j.tests.run;

import dev.aks4j.simulated.time.VirtualTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/**
 * The virtual time of a simulator that follows the virtual time of another process: before each exchange the process says
 * how late it is there, and the simulator lets happen what happens until then. No real time counts on either side.
 * Thread-safe.
 */
public final class SharedClock implements AutoCloseable {

    private final VirtualTime time;
    private final ServerSocket server;
    private final AtomicInteger exchanges = new AtomicInteger();
    private volatile IntPredicate holds = number -> false;

    private SharedClock(VirtualTime time, ServerSocket server) {
        this.time = time;
        this.server = server;
    }

    /** Returns a clock that other processes can lead. */
    public static SharedClock of(VirtualTime time) throws IOException {
        SharedClock clock = new SharedClock(time, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        daemon(clock::accept);
        return clock;
    }

    /** Returns where the clock listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** Asks at each exchange, by its number from zero on, whether the process stays there for ever. */
    public void holdsAt(IntPredicate exchange) {
        exchanges.set(0);
        holds = exchange;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                daemon(() -> follow(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void follow(Socket socket) {
        try (socket;
                Line line = Line.of(socket)) {
            line.out().println(time.now());
            for (String later = line.in().readLine();
                    later != null;
                    later = line.in().readLine()) {
                if (!holds.test(exchanges.getAndIncrement())) {
                    Duration passed = Duration.between(time.now(), Instant.parse(later));
                    if (passed.compareTo(Duration.ZERO) > 0) {
                        time.advance(passed);
                    }
                    line.out().println("on");
                }
            }
        } catch (IOException killed) {
            // The process is gone; another will come.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "shared-clock");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private record Line(BufferedReader in, PrintStream out) implements AutoCloseable {
        static Line of(Socket socket) throws IOException {
            return new Line(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)),
                    new PrintStream(socket.getOutputStream(), true, StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws IOException {
            in.close();
            out.close();
        }
    }

    /** The time of a process that leads. */
    public static final class Leader {
        private final Line line;
        private final VirtualTime time;

        private Leader(Line line, VirtualTime time) {
            this.line = line;
            this.time = time;
        }

        /** Begins at the instant at which the simulator is. */
        public static Leader at(int port) {
            try {
                Line line = Line.of(new Socket(InetAddress.getLoopbackAddress(), port));
                return new Leader(
                        line, VirtualTime.startingAt(Instant.parse(line.in().readLine())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Returns the time of this process. */
        public VirtualTime time() {
            return time;
        }

        /** Says how late it is, and waits until it is as late there. */
        public synchronized void tell() {
            try {
                line.out().println(time.now());
                if (line.in().readLine() == null) {
                    throw new IllegalStateException("The simulator is gone.");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
