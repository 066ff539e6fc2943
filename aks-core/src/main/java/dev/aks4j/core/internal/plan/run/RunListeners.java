package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.plan.run.RunEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what happens. One that comes late is told the last event of each step first; one that fails, in whatever
 * way, is logged. Not thread-safe.
 */
public final class RunListeners {

    private static final Logger LOG = LoggerFactory.getLogger(RunListeners.class);

    private final List<Consumer<RunEvent>> listeners = new ArrayList<>();
    private final Map<String, RunEvent> last = new LinkedHashMap<>();

    void add(Consumer<RunEvent> listener) {
        listeners.add(listener);
        last.values().forEach(event -> tell(listener, event));
    }

    void tell(RunEvent event) {
        last.put(event.step().id(), event);
        listeners.forEach(listener -> tell(listener, event));
    }

    private static void tell(Consumer<RunEvent> listener, RunEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException | Error e) {
            LOG.warn("A progress listener failed on \"{}\"; the run goes on.", event, e);
        }
    }
}
