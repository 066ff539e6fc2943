package dev.aks4j.core.metrics;

import dev.aks4j.core.plan.run.RunEnd;
import dev.aks4j.core.plan.run.RunEvent;
import dev.aks4j.core.plan.run.RunResult;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a client does as Micrometer meters. The program brings {@code io.micrometer:micrometer-core} (1.16 is tested); without
 * it everything but this class works. No tag has the name of a resource, so there are few series however many clusters
 * there are. Thread-safe; several clients may share one.
 *
 * <pre>{@code
 * Aks aks = Aks.builder(subscriptionId).listener(AksMetrics.on(registry, "subscription", "prod")).build();
 * }</pre>
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>sort, unit</th><th>tags</th><th>what</th></tr>
 * <tr><td>{@code aks4j.pacing.queue}</td><td>gauge, requests</td><td>{@code limit}</td>
 *     <td>requests that wait for a limit of Azure, for example {@code PUT ManagedCluster}</td></tr>
 * <tr><td>{@code aks4j.pacing.wait}</td><td>timer</td><td>{@code limit}</td><td>how long requests waited</td></tr>
 * <tr><td>{@code aks4j.requests}</td><td>timer</td><td>{@code method}, {@code type}, {@code outcome}</td>
 *     <td>requests on the wire, repetitions included; the outcome is {@code 2xx} to {@code 5xx}, {@code 429}, or {@code
 *     none} if no answer came</td></tr>
 * <tr><td>{@code aks4j.requests.throttled}</td><td>counter, requests</td><td>{@code method}, {@code type}</td>
 *     <td>requests that Azure answered with 429</td></tr>
 * <tr><td>{@code aks4j.operations.active}</td><td>gauge, operations</td><td>{@code kind}</td>
 *     <td>operations being followed, by type of resource and verb</td></tr>
 * <tr><td>{@code aks4j.operations}</td><td>timer</td><td>{@code kind}, {@code outcome}</td>
 *     <td>operations that are no longer followed, with their age: {@code succeeded}, {@code failed}, {@code canceled}, or
 *     {@code left} if only the waiting ended</td></tr>
 * <tr><td>{@code aks4j.operations.lag}</td><td>timer</td><td>{@code kind}</td>
 *     <td>from the end of an operation, where Azure tells it, to its being noticed</td></tr>
 * <tr><td>{@code aks4j.runs.active}</td><td>gauge, runs</td><td>none</td><td>runs under way in this process</td></tr>
 * <tr><td>{@code aks4j.runs}</td><td>timer</td><td>{@code outcome}</td>
 *     <td>runs that have ended here: {@code succeeded}, {@code failed}, or {@code left}: closed, stopped, at their
 *     deadline, taken over</td></tr>
 * <tr><td>{@code aks4j.steps}</td><td>timer</td><td>{@code type}, {@code change}, {@code outcome}</td>
 *     <td>steps that have ended: {@code succeeded} or {@code failed}</td></tr>
 * <tr><td>{@code aks4j.steps.retries}</td><td>counter, steps</td><td>{@code type}</td>
 *     <td>repetitions of steps after an error that passes by itself</td></tr>
 * </table>
 */
public final class AksMetrics implements AksListener {

    private final MeterRegistry registry;
    private final Tags common;
    private final Map<Tags, AtomicInteger> queues = new ConcurrentHashMap<>();
    private final Map<Tags, AtomicInteger> operations = new ConcurrentHashMap<>();
    private final Map<String, Integer> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger runs = new AtomicInteger();

    private AksMetrics(MeterRegistry registry, Tags common) {
        this.registry = Objects.requireNonNull(registry);
        this.common = common;
        registry.gauge("aks4j.runs.active", common, runs);
    }

    /**
     * Returns metrics in a registry.
     *
     * @param registry where the meters are registered
     * @param tags names and values, in turn, of tags that every meter gets
     */
    public static AksMetrics on(MeterRegistry registry, String... tags) {
        return new AksMetrics(registry, Tags.of(tags));
    }

    @Override
    public void queueChanged(Queue queue) {
        AtomicInteger all = gauge("aks4j.pacing.queue", queues, Tags.of("limit", queue.kind()));
        waiting.compute(queue.kind() + " " + queue.scope(), (key, before) -> {
            all.addAndGet(queue.waiting() - (before == null ? 0 : before));
            return queue.waiting() == 0 ? null : queue.waiting();
        });
    }

    @Override
    public void waited(String limit, Duration waited) {
        registry.timer("aks4j.pacing.wait", common.and("limit", limit)).record(waited);
    }

    @Override
    public void exchanged(Exchange exchange) {
        Tags tags = common.and("method", exchange.method(), "type", exchange.type());
        registry.timer("aks4j.requests", tags.and("outcome", outcome(exchange.status())))
                .record(exchange.took());
        if (exchange.status() == 429) {
            registry.counter("aks4j.requests.throttled", tags).increment();
        }
    }

    private static String outcome(int status) {
        return status == 0 ? "none" : status == 429 ? "429" : status / 100 + "xx";
    }

    @Override
    public void followed(String kind) {
        gauge("aks4j.operations.active", operations, Tags.of("kind", kind)).incrementAndGet();
    }

    @Override
    public void ended(Ended ended) {
        gauge("aks4j.operations.active", operations, Tags.of("kind", ended.kind()))
                .decrementAndGet();
        String outcome = ended.outcome().toLowerCase(Locale.ROOT).replace("cancelled", "canceled");
        registry.timer("aks4j.operations", common.and("kind", ended.kind(), "outcome", outcome))
                .record(ended.age());
    }

    @Override
    public void noticed(String kind, Duration lag) {
        registry.timer("aks4j.operations.lag", common.and("kind", kind)).record(lag);
    }

    @Override
    public void started(String run) {
        runs.incrementAndGet();
    }

    @Override
    public void happened(RunEvent event) {
        Tags type = common.and("type", event.step().type());
        switch (event.kind()) {
            case SUCCEEDED, FAILED ->
                registry.timer(
                                "aks4j.steps",
                                type.and(
                                        "change",
                                        event.step().change().name().toLowerCase(Locale.ROOT),
                                        "outcome",
                                        event.kind().name().toLowerCase(Locale.ROOT)))
                        .record(event.elapsed());
            case RETRYING -> registry.counter("aks4j.steps.retries", type).increment();
            default -> {
                // what is under way shows in the gauges
            }
        }
    }

    @Override
    public void ended(RunResult result, Duration took) {
        runs.decrementAndGet();
        String outcome =
                switch (result.end().orElse(RunEnd.CLOSED)) {
                    case SUCCEEDED -> "succeeded";
                    case FAILED -> "failed";
                    default -> "left";
                };
        registry.timer("aks4j.runs", common.and("outcome", outcome)).record(took);
    }

    private AtomicInteger gauge(String name, Map<Tags, AtomicInteger> known, Tags tags) {
        return known.computeIfAbsent(
                tags, key -> Objects.requireNonNull(registry.gauge(name, common.and(key), new AtomicInteger())));
    }
}
