package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.model.AksException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Runs tasks one after the other, in the order they came, on an executor. What a task throws goes to a handler. */
public final class Mailbox {

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Executor executor;
    private final Consumer<RuntimeException> broken;
    private boolean draining;

    Mailbox(Executor executor, Consumer<RuntimeException> broken) {
        this.executor = executor;
        this.broken = broken;
    }

    void post(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (draining) {
                return;
            }
            draining = true;
        }
        executor.execute(this::drain);
    }

    private void drain() {
        while (true) {
            Runnable task;
            synchronized (tasks) {
                task = tasks.poll();
                if (task == null) {
                    draining = false;
                    return;
                }
            }
            try {
                task.run();
            } catch (RuntimeException e) {
                broken.accept(e);
            } catch (Error e) {
                // Without this the mailbox would stay shut, and whoever waits would wait for ever.
                broken.accept(new AksException("Carrying out a run failed unexpectedly: " + e, e));
            }
        }
    }
}
