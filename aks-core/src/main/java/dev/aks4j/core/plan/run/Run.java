package dev.aks4j.core.plan.run;

import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.internal.plan.run.RunMachine;
import dev.aks4j.core.internal.plan.run.RunPage;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A plan being carried out. It runs by itself; a handle like this one watches it. What it does is in the ledger, so it
 * outlives its process: see {@link Runs#unfinished()}. Thread-safe.
 *
 * <pre>{@code
 * Run run = plan.apply();
 * run.onProgress(event -> System.out.println(event));
 * System.out.println(run.await(Duration.ofMinutes(60)));
 * }</pre>
 */
public final class Run {

    private final String id;
    private final RunMachine machine;
    private final Scheduler scheduler;

    Run(String id, RunMachine machine, Scheduler scheduler) {
        this.id = id;
        this.machine = machine;
        this.scheduler = scheduler;
    }

    /** Returns the run's id, by which the ledger knows it. */
    public String id() {
        return id;
    }

    /**
     * Calls the listener with what happens, from a thread of the library, in order; first with the last event of each step
     * that has begun. It hears of changes only, and once a minute of a step that goes on without any: {@code under way
     * create managedCluster shop: Creating, 2 min of about 4 min 30 s}. It must not block. A listener that throws is logged
     * and changes nothing.
     */
    public void onProgress(Consumer<RunEvent> listener) {
        machine.listen(listener);
    }

    /** Returns how every step stands at this moment. */
    public RunResult result() {
        return machine.snapshot();
    }

    /**
     * Stops the run: nothing more is sent, what is under way goes on in Azure and is still noted, and whoever waits gets
     * {@link RunFailedException} with {@link RunEnd#STOPPED}. Unlike one that was interrupted it goes on only if somebody
     * resumes it: {@link Runs#find}. Does nothing to a run that has ended. Returns at once.
     */
    public void stop() {
        machine.stop();
    }

    /**
     * Returns how far the run is at this moment: the share that is done, what is under way, and when it is expected to end.
     * Blocks for nothing.
     */
    public RunProgress progress() {
        return RunProgress.of(machine.snapshot(), machine.moment());
    }

    /**
     * Returns the run as it stands, as a page for a browser: a timeline of what was expected beside what was, and what
     * failed. It is one file that asks nothing of a network. Blocks for nothing.
     *
     * <pre>{@code Files.writeString(Path.of("run.html"), run.toHtml()); }</pre>
     */
    public String toHtml() {
        return RunPage.of(progress());
    }

    /** Returns the stage that completes with the result, or with {@link RunFailedException}. */
    public CompletionStage<RunResult> completion() {
        return machine.completion();
    }

    /**
     * Blocks until the run has ended.
     *
     * @param atMost how long to wait; required. Reaching it stops the waiting only
     * @return how every step ended; all of them succeeded
     * @throws RunFailedException if the run ended before everything was done; {@link RunFailedException#end()} says why
     * @throws RunWaitEndedException if the time is over or the thread was interrupted; the run goes on
     */
    public RunResult await(Duration atMost) {
        try {
            return scheduler.await(machine.completion(), atMost);
        } catch (TimeoutException e) {
            throw new RunWaitEndedException("it was not done within " + RunResult.text(atMost), result());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunWaitEndedException("the waiting thread was interrupted", result());
        } catch (ExecutionException e) {
            if (Causes.of(e) instanceof RunFailedException failed) {
                throw failed;
            }
            throw new AksException(
                    "Run " + id + " stopped on an unexpected failure: " + Causes.of(e)
                            + ". What is under way goes on in Azure; resume the run from aks.runs().unfinished().",
                    Causes.of(e));
        }
    }

    /**
     * Blocks until the run has ended, in whatever way, for those who wait for several: {@link RunResult#end} tells how. Unlike
     * {@link #await} it throws neither where the run fails nor where the time is over.
     *
     * @param atMost how long to wait; required. Reaching it, or an interrupt, stops the waiting only
     * @return how every step ended, or stands if the run goes on
     */
    public RunResult awaitEnd(Duration atMost) {
        try {
            return await(atMost);
        } catch (RunFailedException | RunWaitEndedException e) {
            return result();
        }
    }

    /** Returns the result as a table. */
    @Override
    public String toString() {
        return "Run " + id + ": " + result();
    }
}
