package dev.aks4j.core.internal.arm;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import dev.aks4j.core.model.Scheduler;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import reactor.core.publisher.Mono;

/**
 * Sends a request again when that is safe, within its deadline. What is safe depends on the request: a read always; a
 * write under a condition that Azure heeds too, because it is carried out at most once; any other write, a removal
 * included, only if Azure provably did not carry it out.
 */
public final class RetryPolicy implements HttpPipelinePolicy {

    private final Scheduler scheduler;
    private final DoubleSupplier random;
    private final Set<RetryLoop> active = ConcurrentHashMap.newKeySet();
    private final AtomicLong tickets = new AtomicLong();
    private volatile boolean closed;

    RetryPolicy(Scheduler scheduler, DoubleSupplier random) {
        this.scheduler = scheduler;
        this.random = random;
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        RequestContext call = RequestContext.of(context, scheduler.elapsed());
        call.enter(tickets.incrementAndGet());
        HttpRequest original = context.getHttpRequest();
        return Mono.create(sink -> {
            RetryLoop tries = new RetryLoop(scheduler, random, call, original, sink, () -> {
                context.setHttpRequest(original.copy());
                return next.clone().process();
            });
            active.add(tries);
            sink.onDispose(() -> {
                active.remove(tries);
                tries.stop();
            });
            if (closed) {
                tries.close();
            } else {
                tries.start();
            }
        });
    }

    /** Ends every request that is under way, and every later one before it is sent. */
    void close() {
        closed = true;
        active.forEach(RetryLoop::close);
    }
}
