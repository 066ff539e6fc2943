package dev.aks4j.core.metrics;

import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.run.RunEnd;
import dev.aks4j.core.plan.run.RunEvent;
import dev.aks4j.core.plan.run.RunResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
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
 * <tr><td>{@code aks4j.operations.active}</td><td>gauge, operations</td><td>{@code type}, {@code verb}</td>
 *     <td>operations being followed</td></tr>
 * <tr><td>{@code aks4j.operations}</td><td>timer</td><td>{@code type}, {@code verb}, {@code outcome}</td>
 *     <td>operations that are no longer followed, with their age: {@code succeeded}, {@code failed}, {@code canceled}, or
 *     {@code left} if only the waiting ended</td></tr>
 * <tr><td>{@code aks4j.operations.lag}</td><td>timer</td><td>{@code type}, {@code verb}</td>
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
        Gauge.builder("aks4j.runs.active", runs, AtomicInteger::get)
                .description("runs under way in this process")
                .baseUnit("runs")
                .tags(common)
                .register(registry);
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
        AtomicInteger all = gauge(
                "aks4j.pacing.queue",
                "requests that wait for a limit of Azure",
                "requests",
                queues,
                Tags.of("limit", queue.kind()));
        waiting.compute(queue.kind() + " " + queue.scope(), (key, before) -> {
            all.addAndGet(queue.waiting() - (before == null ? 0 : before));
            return queue.waiting() == 0 ? null : queue.waiting();
        });
    }

    @Override
    public void waited(String limit, Duration waited) {
        timer("aks4j.pacing.wait", "how long requests waited for a limit of Azure", common.and("limit", limit))
                .record(waited);
    }

    @Override
    public void exchanged(Exchange exchange) {
        Tags tags = common.and("method", exchange.method(), "type", exchange.type());
        timer(
                        "aks4j.requests",
                        "requests on the wire, repetitions included",
                        tags.and("outcome", outcome(exchange.status())))
                .record(exchange.took());
        if (exchange.status() == 429) {
            counter("aks4j.requests.throttled", "requests that Azure answered with 429", "requests", tags)
                    .increment();
        }
    }

    private static String outcome(int status) {
        return status == 0 ? "none" : status == 429 ? "429" : status / 100 + "xx";
    }

    @Override
    public void followed(String kind) {
        operations(kind).incrementAndGet();
    }

    @Override
    public void ended(Ended ended) {
        operations(ended.kind()).decrementAndGet();
        String outcome = ended.outcome().toLowerCase(Locale.ROOT).replace("cancelled", "canceled");
        timer(
                        "aks4j.operations",
                        "operations that are no longer followed, with their age",
                        common.and(verb(ended.kind())).and("outcome", outcome))
                .record(ended.age());
    }

    @Override
    public void noticed(String kind, Duration lag) {
        timer("aks4j.operations.lag", "from the end of an operation to its being noticed", common.and(verb(kind)))
                .record(lag);
    }

    @Override
    public void started(String run) {
        runs.incrementAndGet();
    }

    @Override
    public void happened(RunEvent event) {
        Tags type = common.and("type", type(event.step().write().target()));
        switch (event.kind()) {
            case SUCCEEDED, FAILED ->
                timer(
                                "aks4j.steps",
                                "steps of runs that have ended",
                                type.and(
                                        "change",
                                        event.step().change().name().toLowerCase(Locale.ROOT),
                                        "outcome",
                                        event.kind().name().toLowerCase(Locale.ROOT)))
                        .record(event.elapsed());
            case RETRYING ->
                counter(
                                "aks4j.steps.retries",
                                "repetitions of steps after an error that passes by itself",
                                "steps",
                                type)
                        .increment();
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
        timer("aks4j.runs", "runs that have ended in this process", common.and("outcome", outcome))
                .record(took);
    }

    private AtomicInteger operations(String kind) {
        return gauge("aks4j.operations.active", "operations being followed", "operations", operations, verb(kind));
    }

    /** Takes a kind of operation apart: {@code Microsoft.ContainerService/managedClusters PUT new}. */
    private static Tags verb(String kind) {
        int space = kind.indexOf(' ');
        String type = space < 0 ? kind : kind.substring(0, space);
        String verb = space < 0 ? "" : kind.substring(space + 1).replaceFirst("^/", "");
        return Tags.of("type", type.toLowerCase(Locale.ROOT), "verb", verb.toLowerCase(Locale.ROOT));
    }

    /** One type is spelled alike in every meter: as Azure's ids have it, in lower case. */
    private static String type(Address address) {
        return address instanceof Address.InAzure there
                ? there.id().type().toLowerCase(Locale.ROOT)
                : "kubernetes/" + ((Address.InCluster) address).kind().toLowerCase(Locale.ROOT);
    }

    private Timer timer(String name, String description, Tags tags) {
        return Timer.builder(name).description(description).tags(tags).register(registry);
    }

    private Counter counter(String name, String description, String unit, Tags tags) {
        return Counter.builder(name)
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .register(registry);
    }

    private AtomicInteger gauge(
            String name, String description, String unit, Map<Tags, AtomicInteger> known, Tags tags) {
        return known.computeIfAbsent(tags, key -> {
            AtomicInteger value = new AtomicInteger();
            Gauge.builder(name, value, AtomicInteger::get)
                    .description(description)
                    .baseUnit(unit)
                    .tags(common.and(key))
                    .register(registry);
            return value;
        });
    }
}
