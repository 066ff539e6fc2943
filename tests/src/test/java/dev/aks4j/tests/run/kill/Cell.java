package dev.aks4j.tests.run.kill;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.ledger.FileLedger;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.simulated.azure.LoopbackAzure;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.log.RecordedRequest;
import dev.aks4j.simulated.time.VirtualTime;
import dev.aks4j.testkit.SimulatedAzure;
import dev.aks4j.tests.run.SharedClock;
import dev.aks4j.tests.run.SteppedTransport;
import dev.aks4j.tests.run.hand.Act;
import dev.aks4j.tests.run.hand.Hand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One simulated Azure that answers over HTTPS, with a folder for a ledger, and the processes that work there in turn. */
final class Cell implements AutoCloseable {

    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

    /** Only so that a test that hangs ends; nothing is expected to take any time. */
    private static final int PATIENCE_SECONDS = 900;

    private final Story story;
    private final Jvm jvm;
    private final SimulatedAzure azure;
    private final LoopbackAzure loopback;
    private final Assignment.Address address;
    private final VirtualTime time = VirtualTime.startingAt(START);
    private final SharedClock clock;
    private final Path ledger;
    private final Path errors;
    private final Skew skew = new Skew();

    Cell(Story story, Jvm jvm, Path folder) throws IOException {
        this.story = story;
        this.jvm = jvm;
        Files.createDirectories(folder);
        azure = SimulatedAzure.builder().time(time).build();
        clock = SharedClock.of(time);
        azure.faults().anyRequest().always().cause(Fault.slow(story.pace()));
        loopback = LoopbackAzure.open(azure.simulator());
        address = new Assignment.Address(
                loopback.arm(),
                loopback.entra(),
                azure.tenantId(),
                azure.subscriptionId(),
                azure.clientId(),
                azure.clientSecret(),
                Files.writeString(folder.resolve("ca.pem"), loopback.caCertificatePem()));
        ledger = folder.resolve("ledger");
        errors = folder.resolve("errors.txt");
        try (Aks aks = WorkingProcess.client(address, here(), new MemoryLedger())) {
            story.prepare(aks);
        }
        azure.requests().clear();
        azure.follow(skew);
    }

    /** Returns the way out of this process to the simulator. */
    private Transport here() {
        return new SteppedTransport(Transport.standard(address.ca()), time, () -> {});
    }

    /** Does the story in this process, undisturbed. */
    Death workHere() {
        List<String> lines = new ArrayList<>();
        WorkingProcess.work(Assignment.read(assignment(false, Kill.NEVER)), here(), lines::add);
        return new Death(0, lines, 0);
    }

    /** Lets a process do the story until it is killed. */
    Death work(Kill kill) throws IOException, InterruptedException {
        return live(kill, () -> jvm.start(errors, assignment(false, kill)));
    }

    /** Lets a process do the story, and leave behind which classes it loaded. */
    Death workAndList() throws IOException, InterruptedException {
        return live(Kill.NEVER, () -> jvm.startAndList(errors, assignment(false, Kill.NEVER)));
    }

    /** Lets another process resume what the ledger holds, and then do what is left of the story. */
    Death carryOn() throws IOException, InterruptedException {
        return live(Kill.NEVER, () -> jvm.start(errors, assignment(true, Kill.NEVER)));
    }

    /** Lets another process take up what was interrupted, and nothing else. */
    Death recover() throws IOException, InterruptedException {
        return live(Kill.NEVER, () -> jvm.start(errors, assignment(true, false, Kill.NEVER)));
    }

    /** Lets somebody else act, long after the process died. */
    Hand act(Act act) {
        time.advance(Duration.ofMinutes(50));
        Hand hand = new Hand(WorkingProcess.client(address, here(), new MemoryLedger()), here().scheduler());
        story.actOn(act, hand, address.subscription());
        if (act == Act.PLANS) {
            try (Ledger file = FileLedger.open(ledger);
                    Aks aks = WorkingProcess.client(address, here(), file)) {
                Plan newer = story.newerPlan(aks);
                if (newer.problems().isEmpty()) {
                    newer.apply().await(Duration.ofHours(12));
                }
            }
        }
        return hand;
    }

    /** Returns what the ledger holds, without touching it. */
    List<LedgerRun> left() throws IOException {
        Path copy = ledger.resolveSibling("copy");
        Files.copy(ledger, copy);
        try (Ledger read = FileLedger.open(copy);
                Aks aks = WorkingProcess.client(address, here(), read)) {
            return aks.runs().unfinished();
        } finally {
            Files.delete(copy);
        }
    }

    /** Lets an hour pass, in which nothing must be left over. */
    void rest(Duration length) {
        time.advance(length);
    }

    private List<String> assignment(boolean carriesOn, Kill kill) {
        return assignment(carriesOn, true, kill);
    }

    private List<String> assignment(boolean carriesOn, boolean works, Kill kill) {
        return new Assignment(story, carriesOn, works, address, ledger, clock.port(), kill.entry(), kill.stored())
                .arguments();
    }

    private interface Start {
        Process process() throws IOException;
    }

    private Death live(Kill kill, Start start) throws IOException, InterruptedException {
        long from = System.nanoTime();
        CompletableFuture<Process> started = new CompletableFuture<>();
        clock.holdsAt(exchange -> exchange == kill.exchange() && kill(started.join()));
        Process process = start.process();
        started.complete(process);
        try {
            CompletableFuture<List<String>> lines = CompletableFuture.supplyAsync(() -> listen(process), task -> {
                Thread thread = new Thread(task, "child-output");
                thread.setDaemon(true);
                thread.start();
            });
            if (kill.millis() >= 0) {
                process.waitFor(kill.millis(), TimeUnit.MILLISECONDS);
                kill(process);
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("A process goes on after " + PATIENCE_SECONDS + " s.");
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
            return new Death(process.exitValue(), lines.join(), millis);
        } finally {
            kill(process);
        }
    }

    /** Sends SIGKILL. What the process said before can still be read, other than after {@code Process.destroyForcibly}. */
    private static boolean kill(Process process) {
        return process.toHandle().destroyForcibly();
    }

    /** Reads what a process says, and kills it where it stops. */
    private static List<String> listen(Process process) {
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (line.startsWith(MarkedLedger.STOP)) {
                    kill(process);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    /** Returns how many runs the ledger's file holds that are not finished. The file itself is left alone. */
    int unfinishedRuns() throws IOException {
        if (!Files.exists(ledger)) {
            return 0;
        }
        Path copy = ledger.resolveSibling("copy");
        Files.copy(ledger, copy);
        try (Ledger read = FileLedger.open(copy)) {
            return read.unfinished().size();
        } finally {
            Files.delete(copy);
        }
    }

    /** Returns what was asked of Azure since the processes began. */
    List<RecordedRequest> writes() {
        return azure.requests().writes();
    }

    List<String> unfinishedOperations() {
        return azure.unfinishedOperations();
    }

    List<String> outOfSkew() {
        return skew.wrong();
    }

    /** Returns everything that is in Azure and in its clusters. */
    List<String> state() {
        try (Aks aks = WorkingProcess.client(address, here(), new MemoryLedger())) {
            return SubscriptionState.of(aks, azure.tenantId());
        }
    }

    /** Returns what processes wrote to standard error. */
    String errors() throws IOException {
        return Files.exists(errors) ? Files.readString(errors) : "";
    }

    @Override
    public void close() throws IOException {
        clock.close();
        loopback.close();
        azure.close();
    }
}
