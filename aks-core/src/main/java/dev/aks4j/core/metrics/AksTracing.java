package dev.aks4j.core.metrics;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.run.RunEnd;
import dev.aks4j.core.plan.run.RunEvent;
import dev.aks4j.core.plan.run.RunResult;
import dev.aks4j.core.plan.run.Step;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a client does as spans of OpenTelemetry: one for each run, in it one for each step, in that one for each operation,
 * and below what they work on one for each request on the wire, repetitions included. The program brings {@code
 * io.opentelemetry:opentelemetry-api} (1.55 is tested) and whatever exports; without it everything but this class works.
 *
 * <pre>{@code
 * Aks aks = Aks.builder(subscription).listener(AksTracing.on(openTelemetry)).build();
 * Aks both = Aks.builder(subscription)
 *     .listener(AksListener.all(AksMetrics.on(registry), AksTracing.on(openTelemetry)))
 *     .build();
 * }</pre>
 *
 * <table>
 * <caption>Spans</caption>
 * <tr><th>name</th><th>attributes</th></tr>
 * <tr><td>{@code aks4j.run}</td><td>{@code aks4j.run.id}, {@code aks4j.run.title}, {@code aks4j.run.end}</td></tr>
 * <tr><td>{@code aks4j.step}</td><td>{@code aks4j.step.type}, {@code aks4j.step.name}, {@code aks4j.step.change}; events for
 *     waits and repetitions</td></tr>
 * <tr><td>{@code aks4j.operation}</td><td>{@code aks4j.operation.kind}, {@code aks4j.operation.outcome}</td></tr>
 * <tr><td>the verb and the type of resource</td><td>{@code http.request.method}, {@code http.response.status_code}, {@code
 *     az.service_request_id}, {@code az.correlation_id}</td></tr>
 * </table>
 *
 * <p>No attribute holds a query, a header, a body or the text of an error: those of Azure may quote what was sent. A request
 * that names no resource under way, such as the read of an operation's status, is a span without parent. Thread-safe;
 * several clients may share one.
 */
public final class AksTracing implements AksListener {

    private final Tracer tracer;
    private final Map<String, Span> runs = new ConcurrentHashMap<>();
    private final Map<String, Span> steps = new ConcurrentHashMap<>();
    private final Map<String, Instant> operations = new ConcurrentHashMap<>();
    private final HeldRequests held = new HeldRequests();
    private final LastSpans last = new LastSpans();

    private AksTracing(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Returns tracing by a program's OpenTelemetry. */
    public static AksTracing on(OpenTelemetry telemetry) {
        return new AksTracing(telemetry.getTracer("dev.aks4j"));
    }

    private SpanBuilder span(String name, Optional<Span> parent, Instant at) {
        SpanBuilder builder = tracer.spanBuilder(name).setStartTimestamp(at);
        return parent.map(above -> builder.setParent(Context.root().with(above)))
                .orElseGet(builder::setNoParent);
    }

    @Override
    public void started(String run) {
        // The one with the time is told.
    }

    @Override
    public void started(String run, String title, Instant at) {
        Span span = span("aks4j.run", Optional.empty(), at)
                .setAttribute("aks4j.run.id", run)
                .setAttribute("aks4j.run.title", title)
                .startSpan();
        runs.put(run, span);
    }

    @Override
    public void happened(RunEvent event) {
        // The one with the run is told.
    }

    @Override
    public void happened(String run, RunEvent event) {
        String key = run + " " + event.step().id();
        Span open = steps.get(key);
        switch (event.kind()) {
            case STARTED -> {
                if (open == null) {
                    steps.put(key, begin(run, event));
                }
            }
            case SUCCEEDED, FAILED, SKIPPED -> {
                steps.remove(key);
                if (open != null) {
                    end(open, event);
                }
            }
            default -> {
                if (open != null) {
                    open.addEvent(event.kind().name().toLowerCase(Locale.ROOT), event.at());
                }
            }
        }
    }

    private Span begin(String run, RunEvent event) {
        Step step = event.step();
        Span span = span("aks4j.step", Optional.ofNullable(runs.get(run)), event.at())
                .setAttribute("aks4j.step.type", step.type())
                .setAttribute("aks4j.step.name", step.name())
                .setAttribute("aks4j.step.change", step.change().name().toLowerCase(Locale.ROOT))
                .startSpan();
        if (step.write().target() instanceof Address.InAzure there) {
            last.put(there.id().toString(), span);
            held.release(origin -> last.above(origin.path()).isPresent()).forEach(this::emit);
        }
        return span;
    }

    private static void end(Span span, RunEvent event) {
        if (event.kind() != RunEvent.Kind.SUCCEEDED) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(event.at());
    }

    @Override
    public void ended(RunResult result, Duration took) {
        // The one with the time is told.
    }

    @Override
    public void ended(RunResult result, Duration took, Instant at) {
        result.steps()
                .forEach(step -> Optional.ofNullable(
                                steps.remove(result.run() + " " + step.step().id()))
                        .ifPresent(span -> span.end(at)));
        Span span = runs.remove(result.run());
        if (span != null) {
            RunEnd end = result.end().orElse(RunEnd.CLOSED);
            span.setAttribute("aks4j.run.end", end.name().toLowerCase(Locale.ROOT));
            if (end == RunEnd.FAILED || end == RunEnd.BROKEN) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end(at);
        }
        if (runs.isEmpty()) {
            held.release(origin -> true).forEach(this::emit);
        }
    }

    @Override
    public void followed(String kind) {
        // The one with the resource is told.
    }

    @Override
    public void followed(String kind, ResourceId resource, Instant at) {
        operations.put(kind + " " + resource, at);
    }

    @Override
    public void ended(Ended ended) {
        // The one with the resource is told.
    }

    @Override
    public void ended(Ended ended, ResourceId resource, Instant at) {
        // The span is made now, because the step is perhaps told later than its operation.
        Instant since = operations.remove(ended.kind() + " " + resource);
        if (since != null) {
            Span span = span("aks4j.operation", last.above(resource.toString()), since)
                    .setAttribute("aks4j.operation.kind", ended.kind())
                    .setAttribute("aks4j.operation.outcome", ended.outcome())
                    .startSpan();
            if (!ended.outcome().equals("Succeeded") && !ended.outcome().equals("Left")) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end(at);
        }
    }

    @Override
    public void noticed(String kind, Duration lag) {
        // A number, and no span.
    }

    @Override
    public void exchanged(Exchange exchange) {
        // The one with its origin is told.
    }

    @Override
    public void exchanged(Exchange exchange, Origin origin) {
        HeldRequests.Request request = new HeldRequests.Request(exchange, origin);
        boolean mayGetAParent = !runs.isEmpty() && !origin.path().contains("/locations/");
        if (mayGetAParent && last.above(origin.path()).isEmpty()) {
            held.hold(request).ifPresent(this::emit);
        } else {
            emit(request);
        }
    }

    private void emit(HeldRequests.Request request) {
        Exchange exchange = request.exchange();
        Origin origin = request.origin();
        SpanBuilder span = span(exchange.method() + " " + exchange.type(), last.above(origin.path()), origin.at())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("http.request.method", exchange.method());
        if (exchange.status() > 0) {
            span.setAttribute("http.response.status_code", exchange.status());
        }
        if (!origin.requestId().isEmpty()) {
            span.setAttribute("az.service_request_id", origin.requestId());
        }
        if (!origin.correlationId().isEmpty()) {
            span.setAttribute("az.correlation_id", origin.correlationId());
        }
        Span made = span.startSpan();
        if (exchange.status() == 0 || exchange.status() >= 400) {
            made.setStatus(StatusCode.ERROR);
        }
        made.end(origin.at().plus(exchange.took()));
    }

    @Override
    public void waited(String limit, Duration waited) {
        // A number, and no span.
    }

    @Override
    public void queueChanged(Queue queue) {
        // A number, and no span.
    }
}
