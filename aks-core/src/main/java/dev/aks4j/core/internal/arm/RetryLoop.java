package dev.aks4j.core.internal.arm;

import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.MaybeExecutedException;
import dev.aks4j.core.arm.NoAnswerException;
import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** The tries of one request, until an answer, a failure that will not pass, or the deadline. */
public final class RetryLoop {

    private static final Logger LOG = LoggerFactory.getLogger("dev.aks4j.arm");
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);

    /** The resource provider contract asks to repeat what came with a Retry-After; of these the caller knows more. */
    private static final Set<Integer> CONFLICTS = Set.of(409, 412);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(800);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** A server that says so often that it failed will say it again; what is down or out of reach may come back. */
    private static final int MOST_FAILURES = 8;

    private final Scheduler scheduler;
    private final DoubleSupplier random;
    private final RequestContext call;
    private final HttpRequest request;
    private final MonoSink<HttpResponse> sink;
    private final Supplier<Mono<HttpResponse>> send;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Disposable.Swap current = Disposables.swap();
    private volatile Scheduler.Cancellable deadline = () -> {};
    private volatile Scheduler.Cancellable pause = () -> {};
    private int faults;
    private int failures;
    private int refusals;
    private volatile @Nullable Throwable last;

    RetryLoop(
            Scheduler scheduler,
            DoubleSupplier random,
            RequestContext call,
            HttpRequest request,
            MonoSink<HttpResponse> sink,
            Supplier<Mono<HttpResponse>> send) {
        this.scheduler = scheduler;
        this.random = random;
        this.call = call;
        this.request = request;
        this.sink = sink;
        this.send = send;
    }

    void start() {
        Duration left = call.deadline().minus(scheduler.elapsed());
        if (left.isNegative() || left.isZero()) {
            outOfTime();
            return;
        }
        deadline = Later.run(scheduler, left, this::outOfTime);
        again();
    }

    /** Ends the request because the client is closed. */
    void close() {
        fail(
                call.mayHaveBeenExecuted()
                        ? maybe("the client was closed before an answer came", last)
                        : noAnswer(
                                name()
                                        + " was given up because the client is closed. Nothing was changed by it; send it"
                                        + " with another client.",
                                last));
    }

    void stop() {
        ended.set(true);
        deadline.cancel();
        pause.cancel();
        current.dispose();
    }

    private void again() {
        if (ended.get()) {
            return;
        }
        current.update(send.get().contextWrite(sink.contextView()).subscribe(this::answered, this::failed));
    }

    private void answered(HttpResponse response) {
        call.answered();
        int status = response.getStatusCode();
        Optional<Duration> wish = RetryAfter.read(
                name -> response.getHeaderValue(com.azure.core.http.HttpHeaderName.fromString(name)), scheduler.now());
        boolean invited = status >= 400 && wish.isPresent() && !CONFLICTS.contains(status);
        if (!PASSING.contains(status) && status < 506 && !invited) {
            if (call.mayHaveBeenExecuted() && call.isConditional() && (status == 412 || status == 409)) {
                fail(maybe("the answer to a repetition was " + status, error(response)));
            } else {
                succeed(response);
            }
            return;
        }
        boolean refused = status == 429 || (status == 503 && wish.isPresent()) || (status < 500 && status != 408);
        if (!refused) {
            call.markUnclear();
            faults++;
            failures += status == 500 ? 1 : 0;
        }
        if (!refused && !call.isRepeatSafe()) {
            fail(maybe("Azure answered " + status, error(response)));
            return;
        }
        last = null;
        int number = refused ? ++refusals : faults;
        Duration wait = wish.map(least -> atLeast(least, number)).orElseGet(() -> jitter(number));
        if (failures > MOST_FAILURES || isTooLong(wait)) {
            if (call.mayHaveBeenExecuted()) {
                fail(maybe("Azure answered " + status, error(response)));
            } else {
                succeed(response);
            }
            return;
        }
        log("answered " + status, wait);
        call.waits(status == 429 ? "throttled by Azure (429)" : "Azure answered " + status, wait);
        pause = Later.run(scheduler, wait, this::again);
    }

    private void failed(Throwable failure) {
        Throwable cause = TransportFailure.unwrap(failure);
        last = cause;
        TransportFailure fault = TransportFailure.of(cause);
        if (fault == TransportFailure.UNCLEAR && call.mayHaveBeenExecuted()) {
            call.markUnclear();
        } else {
            call.answered();
        }
        faults++;
        if (cause instanceof Error) {
            fail(call.mayHaveBeenExecuted() ? maybe(describe(cause), cause) : unanswered(cause));
        } else if (cause instanceof NoTurnException noTurn) {
            fail(call.mayHaveBeenExecuted() ? maybe(String.valueOf(noTurn.getMessage()), cause) : noTurn(noTurn));
        } else if (cause instanceof HeldBackException) {
            fail(call.mayHaveBeenExecuted() ? maybe(HeldBackException.WHY, cause) : heldBack(cause));
        } else if (fault == TransportFailure.LASTING) {
            fail(
                    cause instanceof dev.aks4j.core.model.AksException known
                            ? known
                            : new NoAnswerException(
                                    name() + " could not be sent: " + describe(cause)
                                            + ". Check the address, the network and the trusted certificates.",
                                    cause));
        } else if (fault == TransportFailure.UNCLEAR && !call.isRepeatSafe()) {
            fail(maybe(describe(cause), cause));
        } else {
            Duration wait = jitter(faults);
            if (isTooLong(wait)) {
                fail(call.mayHaveBeenExecuted() ? maybe(describe(cause), cause) : noAnswer(cause));
            } else {
                log(describe(cause), wait);
                call.waits("no answer (" + cause.getClass().getSimpleName() + ")", wait);
                pause = Later.run(scheduler, wait, this::again);
            }
        }
    }

    private void outOfTime() {
        fail(call.mayHaveBeenExecuted() ? maybe("its deadline passed", last) : noAnswer(last));
    }

    private NoAnswerException noTurn(NoTurnException cause) {
        return new NoAnswerException(
                name() + " was not sent: " + cause.getMessage()
                        + ", and it has less time left. Nothing was changed by it; allow it more time, or ask for less at"
                        + " once.",
                cause);
    }

    private NoAnswerException heldBack(Throwable cause) {
        return new NoAnswerException(
                name() + " was not sent: " + cause.getMessage() + ". Nothing was changed by it.", cause);
    }

    private dev.aks4j.core.model.AksException noAnswer(@Nullable Throwable cause) {
        return cause instanceof dev.aks4j.core.auth.CredentialException known ? known : unanswered(cause);
    }

    private NoAnswerException unanswered(@Nullable Throwable cause) {
        return noAnswer(
                name() + " got no answer by its deadline or after " + faults + " faults"
                        + (cause == null ? "" : " (last: " + describe(cause) + ")")
                        + ". Nothing was changed by it; try again, or allow it more time.",
                cause);
    }

    private static NoAnswerException noAnswer(String message, @Nullable Throwable cause) {
        return cause == null ? new NoAnswerException(message) : new NoAnswerException(message, cause);
    }

    private MaybeExecutedException maybe(String why, @Nullable Throwable cause) {
        String message =
                name() + " may have been carried out: " + why + ". Read the resource before you send it again.";
        return cause == null ? new MaybeExecutedException(message) : new MaybeExecutedException(message, cause);
    }

    private ArmException error(HttpResponse response) {
        return new ArmException(name(), parse(response));
    }

    private static ArmError parse(HttpResponse response) {
        byte[] body = response instanceof WholeResponse whole ? whole.bytes() : new byte[0];
        return ArmErrors.of(response.getStatusCode(), body, WholeResponse.requestId(response));
    }

    /** A wish for hardly a pause, such as a date that has passed, brings no storm: then our own pauses count too. */
    private Duration atLeast(Duration wish, int number) {
        Duration asked = wish.plusMillis((long) (random.getAsDouble() * Math.min(1000, 100 + wish.toMillis() / 10)));
        Duration own = wish.compareTo(FIRST_PAUSE) < 0 ? jitter(number) : Duration.ZERO;
        return own.compareTo(asked) > 0 ? own : asked;
    }

    private Duration jitter(int number) {
        double ceiling =
                Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() * Math.pow(2, Math.min(number - 1, 10)));
        return Duration.ofMillis((long) (random.getAsDouble() * ceiling));
    }

    private boolean isTooLong(Duration wait) {
        return scheduler.elapsed().plus(wait).compareTo(call.deadline()) >= 0;
    }

    private void log(String why, Duration wait) {
        LOG.debug("{}: {}; next try in {} ms", name(), why, wait.toMillis());
    }

    private String name() {
        return Redaction.of(request);
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        String type = failure.getClass().getSimpleName();
        return message == null || message.isBlank() ? type : type + ": " + message;
    }

    private void succeed(HttpResponse response) {
        if (ended.compareAndSet(false, true)) {
            deadline.cancel();
            sink.success(response);
        }
    }

    private void fail(Throwable failure) {
        if (ended.compareAndSet(false, true)) {
            deadline.cancel();
            pause.cancel();
            current.dispose();
            sink.error(failure);
        }
    }
}
