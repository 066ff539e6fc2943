package dev.aks4j.core.internal.arm;

import dev.aks4j.core.arm.PacingListener;
import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Holds requests back until Azure's limits allow them. Buckets that are full and unused are forgotten. Thread-safe. */
public final class Pacer {

    private static final int MANY = 1024;
    private static final Duration UNSAID = Duration.ofSeconds(5);

    /** After so long a request finds out anew, however far away the moment is that Azure named. */
    private static final Duration LONGEST_REFUSAL = Duration.ofMinutes(10);

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final Limits limits = new Limits();
    private final Scheduler scheduler;
    private final PacingListener listener;
    private final ListenerQueue queue;
    private final RequestTeller requests;
    private volatile int sweepAt = MANY;

    Pacer(Scheduler scheduler, PacingListener listener, RequestTeller requests) {
        this.scheduler = scheduler;
        this.listener = listener;
        this.queue = new ListenerQueue("A pacing listener", scheduler);
        this.requests = requests;
    }

    /** Returns the buckets that a request takes from, in the order in which it does. */
    List<Bucket> buckets(String method, String path) {
        return limits.of(method, path).stream().map(this::bucket).toList();
    }

    /** Takes a token from each bucket; empty if none had to be waited for. */
    Optional<CompletableFuture<Void>> take(List<Bucket> wanted, RequestContext call) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!wanted.get(i).tryTake()) {
                return Optional.of(inTurn(wanted, i, call));
            }
        }
        return Optional.empty();
    }

    /** What was taken from a narrow bucket goes back if a wide one is too far away. */
    private CompletableFuture<Void> inTurn(List<Bucket> wanted, int at, RequestContext call) {
        Bucket first = wanted.get(at);
        List<Bucket> rest = wanted.subList(at + 1, wanted.size());
        CompletableFuture<Void> all = new CompletableFuture<>();
        Duration from = scheduler.elapsed();
        CompletableFuture<Void> turn = first.takeInTurn(call.ticket(), call.deadline());
        if (!turn.isDone()) {
            call.waits("queued for a limit of Azure (" + first.limit().kind() + ")", first.expectedWait());
        }
        turn.thenRun(() -> requests.waited(first.limit(), scheduler.elapsed().minus(from)));
        turn.whenComplete((none, failure) -> {
            if (failure != null) {
                wanted.subList(0, at).forEach(Bucket::giveBack);
                all.completeExceptionally(failure);
                return;
            }
            take(rest, call).ifPresentOrElse(next -> follow(next, all, first), () -> all.complete(null));
        });
        all.whenComplete((none, failure) -> turn.cancel(false));
        return all;
    }

    private static void follow(CompletableFuture<Void> next, CompletableFuture<Void> all, Bucket before) {
        next.whenComplete((none, failure) -> {
            if (failure == null) {
                all.complete(null);
            } else {
                before.giveBack();
                all.completeExceptionally(failure);
            }
        });
        all.whenComplete((none, failure) -> next.cancel(false));
    }

    /** Corrects the buckets by an answer. */
    void answered(WholeResponse response, String path, List<Bucket> used) {
        Headers headers = new Headers(response);
        headers.value("Azure-AsyncOperation")
                .or(() -> headers.value("Location"))
                .ifPresent(url -> limits.learn(path, url));
        String sort = Limits.sort(response.getRequest().getHttpMethod().toString());
        boolean gateway = headers.value("x-ms-failure-cause")
                .filter("gateway"::equalsIgnoreCase)
                .isPresent();
        boolean throttled = response.getStatusCode() == 429 && !isLock(response);
        for (Bucket bucket : used) {
            if (bucket.limit().gateway()) {
                headers.number("x-ms-ratelimit-remaining-subscription-" + sort).ifPresent(bucket::remaining);
                headers.number("x-ms-ratelimit-remaining-subscription-global-" + sort)
                        .ifPresent(bucket::remaining);
                headers.number("x-ms-ratelimit-remaining-tenant-" + sort).ifPresent(bucket::remaining);
            }
            if (throttled && (bucket.limit().gateway() == gateway || used.size() == 1)) {
                Duration wish = RetryAfter.read(name -> headers.value(name).orElse(null), scheduler.now())
                        .orElse(UNSAID);
                bucket.refused(wish.compareTo(LONGEST_REFUSAL) > 0 ? LONGEST_REFUSAL : wish);
            } else if (response.getStatusCode() != 429) {
                bucket.accepted();
            }
        }
    }

    /** Network answers 429 when another operation holds a lock; that says nothing of a limit. */
    private static boolean isLock(WholeResponse response) {
        return new String(response.bytes(), java.nio.charset.StandardCharsets.UTF_8).contains("RetryableError");
    }

    Allowance allowance(String method, String path) {
        Allowance least = new Allowance(Double.MAX_VALUE, Double.MAX_VALUE);
        for (Bucket bucket : buckets(method, path)) {
            least = new Allowance(
                    Math.min(least.now(), bucket.level()), Math.min(least.perSecond(), bucket.perSecond()));
        }
        return least;
    }

    private Bucket bucket(Limit limit) {
        Bucket known = buckets.get(limit.key());
        if (known != null) {
            return known;
        }
        if (buckets.size() >= sweepAt) {
            buckets.values().removeIf(Bucket::isIdle);
            sweepAt = Math.max(MANY, buckets.size() + buckets.size() / 4);
        }
        return buckets.computeIfAbsent(limit.key(), key -> create(limit));
    }

    private Bucket create(Limit limit) {
        Bucket before = buckets.get(limit.without());
        double tokens = before == null ? limit.capacity() : before.level();
        Bucket[] made = new Bucket[1];
        made[0] = new Bucket(limit, tokens, scheduler, () -> {
            // One at a time, so that what is told last is how it is.
            synchronized (made) {
                tell(made[0]);
            }
        });
        return made[0];
    }

    private void tell(Bucket bucket) {
        PacingListener.Queue now = new PacingListener.Queue(
                bucket.limit().label(),
                bucket.limit().kind(),
                bucket.limit().key(),
                bucket.waiting(),
                bucket.expectedWait());
        queue.tell(() -> listener.queueChanged(now));
    }

    /** Headers of an answer by name. */
    private record Headers(WholeResponse response) {
        private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

        Optional<String> value(String name) {
            return Optional.ofNullable(
                    response.getHeaders().getValue(com.azure.core.http.HttpHeaderName.fromString(name)));
        }

        Optional<Double> number(String name) {
            return value(name).filter(text -> NUMBER.matcher(text).matches()).map(Double::valueOf);
        }
    }
}
