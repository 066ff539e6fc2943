package dev.aks4j.examples.quickstart;

import dev.aks4j.core.plan.run.RunEvent;

/** Shows a run while it goes on. */
interface Progress extends AutoCloseable {

    /** Takes the next event of the run; called in order, from a thread of the library. */
    void show(RunEvent event);

    /** Ends the display. */
    @Override
    void close();

    /** Returns bars where a person watches on a terminal, plain lines elsewhere. */
    static Progress on(Screen screen) {
        return screen.isTerminal() ? new BarProgress() : new LineProgress(screen);
    }
}
