package dev.aks4j.core.internal.arm;

import dev.aks4j.core.arm.RequestListener;
import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells a listener of requests, and keeps its failures away from them. Thread-safe. */
public final class RequestTeller {

    private final RequestListener listener;
    private final ListenerQueue queue;
    private final Scheduler scheduler;

    RequestTeller(RequestListener listener, Scheduler scheduler) {
        this.listener = listener;
        this.scheduler = scheduler;
        this.queue = new ListenerQueue("A request listener", scheduler);
    }

    void exchanged(String method, String path, int status, Duration took, String requestId, String correlationId) {
        if (listener != NoRequestListener.INSTANCE) {
            RequestListener.Origin origin =
                    new RequestListener.Origin(path, scheduler.now().minus(took), requestId, correlationId);
            tell(one -> one.exchanged(new RequestListener.Exchange(method, type(path), status, took), origin));
        }
    }

    void waited(Limit limit, Duration waited) {
        tell(one -> one.waited(limit.kind(), waited));
    }

    private void tell(Consumer<RequestListener> news) {
        if (listener != NoRequestListener.INSTANCE) {
            queue.tell(() -> news.accept(listener));
        }
    }

    /** The provider with every second segment behind it: types, and no names, so that there are few. */
    static String type(String path) {
        String[] parts = path.toLowerCase(Locale.ROOT).split("/");
        int providers = -1;
        for (int i = 0; i < parts.length; i++) {
            providers = parts[i].equals("providers") ? i : providers;
        }
        if (providers < 0 || providers + 2 >= parts.length) {
            boolean group = parts.length > 3 && parts[3].equals("resourcegroups");
            return group ? "microsoft.resources/resourcegroups" : "other";
        }
        StringBuilder type = new StringBuilder(parts[providers + 1]);
        for (int i = providers + 2; i < parts.length; i += 2) {
            type.append('/').append(parts[i]);
        }
        return type.toString();
    }
}
