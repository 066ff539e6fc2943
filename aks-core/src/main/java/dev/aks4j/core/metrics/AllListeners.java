package dev.aks4j.core.metrics;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.run.RunEvent;
import dev.aks4j.core.plan.run.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several listeners, each one whatever another throws. */
record AllListeners(List<AksListener> all) implements AksListener {

    private static final Logger LOG = LoggerFactory.getLogger(AllListeners.class);

    private void tell(Consumer<AksListener> news) {
        for (AksListener one : all) {
            try {
                news.accept(one);
            } catch (RuntimeException | Error e) {
                LOG.warn("A listener failed; the others are told.", e);
            }
        }
    }

    @Override
    public void queueChanged(Queue queue) {
        tell(one -> one.queueChanged(queue));
    }

    @Override
    public void exchanged(Exchange exchange) {
        tell(one -> one.exchanged(exchange));
    }

    @Override
    public void exchanged(Exchange exchange, Origin origin) {
        tell(one -> one.exchanged(exchange, origin));
    }

    @Override
    public void waited(String limit, Duration waited) {
        tell(one -> one.waited(limit, waited));
    }

    @Override
    public void followed(String kind) {
        tell(one -> one.followed(kind));
    }

    @Override
    public void followed(String kind, ResourceId resource, Instant at) {
        tell(one -> one.followed(kind, resource, at));
    }

    @Override
    public void ended(Ended ended) {
        tell(one -> one.ended(ended));
    }

    @Override
    public void ended(Ended ended, ResourceId resource, Instant at) {
        tell(one -> one.ended(ended, resource, at));
    }

    @Override
    public void noticed(String kind, Duration lag) {
        tell(one -> one.noticed(kind, lag));
    }

    @Override
    public void started(String run) {
        tell(one -> one.started(run));
    }

    @Override
    public void started(String run, String title, Instant at) {
        tell(one -> one.started(run, title, at));
    }

    @Override
    public void happened(RunEvent event) {
        tell(one -> one.happened(event));
    }

    @Override
    public void happened(String run, RunEvent event) {
        tell(one -> one.happened(run, event));
    }

    @Override
    public void ended(RunResult result, Duration took) {
        tell(one -> one.ended(result, took));
    }

    @Override
    public void ended(RunResult result, Duration took, Instant at) {
        tell(one -> one.ended(result, took, at));
    }
}
