package dev.aks4j.spring;

import dev.aks4j.core.AksClients;
import dev.aks4j.core.model.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Takes interrupted runs up when the application starts, and from time to time, if that is wanted; leaves those that are
 * under way when it stops, so that another replica, or this one after its deployment, takes them up. Stops after the web
 * server, so that the last request can still start a run. Thread-safe.
 */
final class RunsLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RunsLifecycle.class);

    private final AksClients clients;
    private final SubscriptionNames names;
    private final AksProperties.Resume resume;
    private final Scheduler scheduler;
    private Scheduler.Cancellable next = () -> {};
    private boolean running;

    RunsLifecycle(AksClients clients, SubscriptionNames names, AksProperties.Resume resume, Scheduler scheduler) {
        this.clients = clients;
        this.names = names;
        this.resume = resume;
        this.scheduler = scheduler;
    }

    @Override
    public synchronized void start() {
        running = true;
        if (resume.enabled()) {
            scheduler.blocking().execute(this::look);
        }
    }

    private void look() {
        names.all(clients).values().forEach(aks -> {
            try {
                aks.runs().resumeInterrupted().forEach(run -> LOG.info("Took up run {}", run.id()));
            } catch (RuntimeException e) {
                LOG.warn("Interrupted runs could not be taken up, and are tried again: {}", e.getMessage());
            }
        });
        synchronized (this) {
            if (running) {
                next = scheduler.after(
                        resume.interval(), () -> scheduler.blocking().execute(this::look));
            }
        }
    }

    @Override
    public void stop() {
        synchronized (this) {
            running = false;
            next.cancel();
        }
        clients.close();
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    /** Before Spring's web server when it starts, and after it when it stops. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 8192;
    }
}
