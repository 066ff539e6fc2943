package dev.aks4j.core.internal.plan;

import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.Runs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Turns plans into runs, for all plans of one client. Thread-safe. */
public final class PlanLauncher {

    private final Runs runs;
    private final Scheduler scheduler;
    private final Supplier<String> ids;
    private final ClaimBook book = new ClaimBook();

    PlanLauncher(Runs runs, Scheduler scheduler, Supplier<String> ids) {
        this.runs = runs;
        this.ids = ids;
        this.scheduler = scheduler;
    }

    /** Returns what other runs have left too little of. */
    List<Problem> missing(PlanContent plan) {
        return book.missing(plan.claims(), plan.asOf());
    }

    /** Returns the runs that this launches. */
    public Runs runs() {
        return runs;
    }

    Duration elapsed() {
        return scheduler.elapsed();
    }

    /** Returns an id for a plan that leaves its process. */
    public String newId() {
        return ids.get();
    }

    /**
     * Starts the run of a plan.
     *
     * @param id the run's id, if the plan has one of its own: then a ledger takes it once
     */
    public Launch launch(PlanContent plan, String title, Optional<String> id, Map<String, String> labels) {
        long ticket;
        synchronized (book) {
            List<Problem> missing = missing(plan);
            if (!missing.isEmpty()) {
                return new Launch(Optional.empty(), missing);
            }
            ticket = book.take(plan.claims(), scheduler.elapsed());
        }
        try {
            Optional<Run> run = id.isPresent()
                    ? runs.startAs(id.get(), title, plan.steps(), plan.deadline(), plan.decided(), labels)
                    : Optional.of(runs.start(title, plan.steps(), plan.deadline(), plan.decided(), labels));
            run.ifPresentOrElse(
                    begun -> begun.completion()
                            .whenComplete((result, failure) -> book.ended(ticket, scheduler.elapsed())),
                    () -> book.giveBack(ticket));
            return new Launch(run, List.of());
        } catch (RuntimeException e) {
            book.giveBack(ticket);
            throw e;
        }
    }

    /**
     * What came of a launch.
     *
     * @param run the run, if it was started
     * @param missing what stands against it; if there is neither, the ledger has the run of this plan already
     */
    public record Launch(Optional<Run> run, List<Problem> missing) {}
}
