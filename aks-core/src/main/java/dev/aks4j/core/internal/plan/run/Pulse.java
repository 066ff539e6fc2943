package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.plan.run.RunEvent.Kind;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Says once a minute that a run goes on, for the steps of which nothing else was told meanwhile. Of many, those that have
 * been under way longest are named and the others counted. Touched only from the run's mailbox.
 */
final class Pulse {

    static final Duration EVERY = Duration.ofMinutes(1);

    private static final int NAMED = 5;

    private final RunMachine run;
    private boolean begun;

    Pulse(RunMachine run) {
        this.run = run;
    }

    /** Begins; does nothing if it beats already. Somebody must listen, or nobody is told. */
    void begin() {
        if (!begun) {
            begun = true;
            next();
        }
    }

    private void next() {
        run.later(EVERY.dividedBy(2), () -> {
            beat();
            next();
        });
    }

    private void beat() {
        List<StepTrack> silent = run.silent(EVERY).stream()
                .sorted(Comparator.comparing((StepTrack track) -> track.elapsed(run.moment()))
                        .reversed())
                .toList();
        for (int i = 0; i < Math.min(NAMED, silent.size()); i++) {
            StepTrack track = silent.get(i);
            boolean last = i == NAMED - 1 && silent.size() > NAMED;
            String more = last ? (silent.size() - NAMED) + " more steps are under way too" : "";
            String state = track.state;
            run.event(Kind.UNDER_WAY, track, state + (state.isEmpty() || more.isEmpty() ? "" : ", ") + more);
        }
        silent.stream().skip(NAMED).forEach(track -> track.toldAt = run.elapsed());
    }
}
