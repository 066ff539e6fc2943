package dev.aks4j.core.internal.plan.fence;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.auth.Tokens;
import dev.aks4j.core.internal.arm.ArmPipeline;
import dev.aks4j.core.internal.operation.OperationEngine;
import dev.aks4j.core.internal.plan.FakeArm;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.ledger.LedgerTakenException;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.core.plan.ledger.RunFilter;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.Runs;
import dev.aks4j.core.plan.run.Step;
import dev.aks4j.core.testing.FakeEntra;
import dev.aks4j.core.testing.FakeScheduler;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Replicas of a service on one ledger, over the real pipeline, with an Azure that holds requests back and heeds no
 * condition: what a replica sends out of its turn is told, not refused.
 */
final class Replicas {

    static final Duration LEASE = Duration.ofMinutes(1);

    final FakeScheduler time = new FakeScheduler();
    final List<Replica> all = new ArrayList<>();
    final List<String> wrong = new ArrayList<>();
    final Map<String, Integer> accepted = new TreeMap<>();

    /** Counts what a case has really met, so that a property that meets nothing is found out. */
    final Map<String, Integer> met = new TreeMap<>();

    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, Instant> seen = new HashMap<>();
    private final MemoryLedger kept = new MemoryLedger();
    private final boolean notesLife;
    private final IntUnaryOperator chance;
    private boolean calm;

    /**
     * Starts replicas.
     *
     * @param notesLife whether the ledger notes signs of life by a clock of its own, or gets entries
     * @param chance draws from 0 to the given number, both inclusive
     */
    Replicas(int count, boolean notesLife, IntUnaryOperator chance) {
        this.notesLife = notesLife;
        this.chance = chance;
        IntStream.range(0, count).forEach(i -> all.add(new Replica("replica-" + i)));
    }

    /** Lets nothing stand still and nothing be held back from now on. */
    void calm() {
        calm = true;
    }

    private boolean oneIn(int number) {
        return !calm && chance.applyAsInt(number - 1) == 0;
    }

    private static Step create(String run, int number, Set<String> after) {
        ResourceId id = ResourceId.group("rg").child("Microsoft.Test/things", run + "." + number);
        Json body = FakeArm.json("{'properties':{'size':1}}");
        return new Step(
                "s" + number,
                "thing",
                run + "." + number,
                Change.CREATE,
                new Write.Put(id.inSubscription(FakeArm.SUBSCRIPTION), "2024-01-01", body, false),
                after,
                List.of());
    }

    /** One replica: everything between it and Azure is real but the wire. */
    final class Replica implements Transport {
        final String name;
        final StillScheduler scheduler = new StillScheduler(time);
        private final Runs runs;

        Replica(String name) {
            this.name = name;
            Tokens tokens = Tokens.of(
                    AksCredential.clientSecret("tenant", "client", "secret"),
                    AzureCloud.PUBLIC,
                    new FakeEntra(),
                    scheduler);
            ArmPipeline pipeline = ArmPipeline.builder(this, AzureCloud.PUBLIC, tokens, FakeArm.SUBSCRIPTION)
                    .random(() -> 0.5)
                    .build();
            runs = Runs.builder(pipeline.client(), OperationEngine.on(pipeline), scheduler)
                    .ledger(new Shared(this))
                    .build();
            look();
        }

        /** Starts a run of two steps; false if the ledger did not answer in time, so that it was not begun. */
        boolean start(String run) {
            try {
                runs.start(
                        run,
                        List.of(create(run, 1, Set.of()), create(run, 2, Set.of("s1"))),
                        Duration.ofDays(1),
                        Map.of("run", run));
                return true;
            } catch (AksException e) {
                return false;
            }
        }

        /** Takes up what nobody carries out, every now and then. */
        private void look() {
            scheduler.after(Duration.ofSeconds(7), () -> {
                try {
                    runs.interrupted().forEach(this::resume);
                } catch (AksException e) {
                    met.merge("the ledger did not answer in time", 1, Integer::sum);
                }
                look();
            });
        }

        private void resume(LedgerRun run) {
            try {
                run.resume();
                met.merge("resumed", 1, Integer::sum);
            } catch (AksException e) {
                met.merge("not resumed", 1, Integer::sum);
            }
        }

        @Override
        public String toString() {
            return name;
        }

        /** Stands still for up to three leases, while the others go on. */
        void standStill() {
            met.merge("stood still", 1, Integer::sum);
            scheduler.stand();
            time.after(LEASE.multipliedBy(1 + chance.applyAsInt(5)).dividedBy(2), scheduler::goOn);
        }

        /** Stands still where it is, in the middle of a call, while the others go on. */
        void standStillHere() {
            met.merge("stood still in a call", 1, Integer::sum);
            scheduler.stand();
            time.advance(LEASE.multipliedBy(1 + chance.applyAsInt(5)).dividedBy(2));
            scheduler.goOn();
        }

        @Override
        public HttpClient azure() {
            return request -> Mono.fromCallable(() -> answer(this, request));
        }

        @Override
        public IHttpClient entra() {
            return new FakeEntra();
        }

        @Override
        public io.fabric8.kubernetes.client.http.HttpClient.Factory kubernetes() {
            throw new UnsupportedOperationException("no Kubernetes in these tests");
        }

        @Override
        public Scheduler scheduler() {
            return scheduler;
        }
    }

    private HttpResponse answer(Replica by, HttpRequest request) {
        String path = request.getUrl().getPath();
        String thing = path.substring(path.lastIndexOf('/') + 1);
        if (!request.getHttpMethod().toString().equals("PUT")) {
            return accepted.containsKey(thing) ? new Answer(request, 200, thing) : new Answer(request, 404, "");
        }
        request.getBodyAsBinaryData().toBytes();
        String run = thing.substring(0, thing.indexOf('.'));
        if (!by.name.equals(owners.get(run))) {
            wrong.add(by.name + " sent " + thing + " of a run of " + owners.get(run));
        }
        if (oneIn(3)) {
            met.merge("held back", 1, Integer::sum);
            return new Answer(request, 429, "");
        }
        accepted.merge(thing, 1, Integer::sum);
        return new Answer(request, 201, thing);
    }

    /** Says that something exists, that it does not, or that it is to be tried again within two leases. */
    private final class Answer extends HttpResponse {
        private final int status;
        private final String thing;
        private final HttpHeaders headers = new HttpHeaders();

        Answer(HttpRequest request, int status, String thing) {
            super(request);
            this.status = status;
            this.thing = thing;
            if (status == 429) {
                headers.set(HttpHeaderName.RETRY_AFTER, String.valueOf(1 + chance.applyAsInt(120)));
            }
        }

        private String text() {
            return switch (status) {
                case 404 -> "{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"no\"}}";
                case 429 -> "{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"later\"}}";
                default ->
                    "{\"name\":\"" + thing + "\",\"properties\":{\"size\":1,\"provisioningState\":\"Succeeded\"}}";
            };
        }

        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        @Deprecated
        public String getHeaderValue(String name) {
            return headers.getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.just(ByteBuffer.wrap(text().getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.just(text().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Mono<String> getBodyAsString() {
            return Mono.just(text());
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.just(text());
        }
    }

    /** The ledger as one replica has it open. Before and after each write the replica may stand still. */
    private final class Shared implements Ledger {
        private final Replica of;

        Shared(Replica of) {
            this.of = of;
        }

        private void perhapsStandStill() {
            if (oneIn(12)) {
                of.standStillHere();
            }
        }

        @Override
        public void append(LedgerEntry entry) {
            perhapsStandStill();
            store(entry);
            perhapsStandStill();
        }

        private void store(LedgerEntry entry) {
            kept.append(entry);
            String fact = entry.fact().path("fact").asText();
            if (fact.equals("planned") || fact.equals("claimed")) {
                owners.put(title(entry.run()), of.name);
            }
            seen.put(entry.run(), time.now());
        }

        private String title(String run) {
            return kept.read(run).get(0).fact().path("title").asText();
        }

        @Override
        public boolean renew(String run, long next) {
            if (!notesLife) {
                return false;
            }
            perhapsStandStill();
            if (kept.read(run).size() != next
                    || kept.read(run).get((int) next - 1).last()) {
                throw new LedgerTakenException(new LedgerEntry(run, next, Json.missing(), false));
            }
            seen.put(run, time.now());
            perhapsStandStill();
            return true;
        }

        @Override
        public boolean claim(LedgerEntry entry) {
            if (!notesLife) {
                return Ledger.super.claim(entry);
            }
            perhapsStandStill();
            if (kept.read(entry.run()).size() == entry.position() && isWithin(entry.run())) {
                return false;
            }
            store(entry);
            perhapsStandStill();
            return true;
        }

        private boolean isWithin(String run) {
            return seen.containsKey(run) && time.now().isBefore(seen.get(run).plus(LEASE));
        }

        @Override
        public Optional<Boolean> isLeased(String run) {
            return notesLife ? Optional.of(isWithin(run)) : Optional.empty();
        }

        @Override
        public Optional<Duration> lease() {
            return Optional.of(LEASE);
        }

        @Override
        public List<LedgerEntry> read(String run) {
            return kept.read(run);
        }

        @Override
        public List<String> unfinished() {
            return kept.unfinished();
        }

        @Override
        public List<String> finished(RunFilter filter) {
            return kept.finished(filter);
        }

        @Override
        public void close() {}
    }

    /** Returns the titles of the runs that are not finished. */
    List<String> unfinished() {
        return kept.unfinished();
    }
}
