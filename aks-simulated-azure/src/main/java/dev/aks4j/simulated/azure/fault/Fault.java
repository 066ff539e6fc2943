package dev.aks4j.simulated.azure.fault;

import java.time.Duration;

/**
 * One thing that goes wrong. A fault is a value: it says what happens, {@link Faults} says to which request. Immutable.
 */
public sealed interface Fault {

    /** Answers 429 with a {@code Retry-After}; the request is not carried out. */
    record Throttle(Duration retryAfter) implements Fault {}

    /** Answers with an error; the request is not carried out. */
    record Answer(int status, String code, String message) implements Fault {}

    /** Drops the connection before the request is carried out. */
    record DropBefore() implements Fault {}

    /** Carries the request out and drops the connection instead of answering. */
    record DropAfter() implements Fault {}

    /** Lets the operation that the request starts end as {@code Failed} with this error. */
    record FailOperation(String code, String message) implements Fault {}

    /** Lets the operation that the request starts end as {@code Canceled}, as if somebody had aborted it. */
    record CancelOperation() implements Fault {}

    /** Makes the operation that the request starts last a multiple of its time. */
    record Slow(double factor) implements Fault {}

    /** Starts an operation of somebody else on the cluster just before the request arrives. */
    record ForeignOperation(String state, Duration duration) implements Fault {}

    /** Answers as if another writer had been faster: 412 {@code PreconditionFailed} or 409 {@code EtagMismatch}. */
    record LoseRace(int status) implements Fault {}

    /** Lets the role assignment that the request creates take effect only later. */
    record DelayRolePropagation(Duration delay) implements Fault {}

    /** Lets the name of the host be unknown, as when DNS fails; the request does not leave. */
    record UnknownHost() implements Fault {}

    /** Answers that the place is elsewhere; the request is not carried out. */
    record Redirect(int status, String location) implements Fault {}

    /** Carries the request out, and answers with a document that says nothing of a state. */
    record SilentBody() implements Fault {}

    /** Carries the request out, and answers with status URLs that lead elsewhere. */
    record ForeignUrls(String url) implements Fault {}

    /** Carries the request out, and answers late. In process only. */
    record Late(Duration delay) implements Fault {}

    /** Returns a fault of DNS: the host's name is unknown. */
    static Fault unknownHost() {
        return new UnknownHost();
    }

    /** Returns a fault that redirects, with a status from 300 to 399. */
    static Fault redirect(int status, String location) {
        if (status < 300 || status > 399) {
            throw new IllegalArgumentException("A redirect has a status from 300 to 399, not " + status + ".");
        }
        return new Redirect(status, location);
    }

    /** Returns a fault that refuses the caller's token, without the challenge that would say why. */
    static Fault refuseToken() {
        return new Answer(401, "InvalidAuthenticationToken", "The access token is invalid.");
    }

    /** Returns a fault that leaves the state out of what is answered. */
    static Fault silentBody() {
        return new SilentBody();
    }

    /** Returns a fault that answers with other {@code Location} and {@code Azure-AsyncOperation} headers. */
    static Fault foreignUrls(String url) {
        return new ForeignUrls(url);
    }

    /** Returns a fault that lets the answer come late, in simulated time. In process only. */
    static Fault late(Duration delay) {
        return new Late(delay);
    }

    /** Returns a fault that throttles. */
    static Fault throttle(Duration retryAfter) {
        return new Throttle(retryAfter);
    }

    /** Returns a fault that answers with an error of Azure Resource Manager. */
    static Fault answer(int status, String code, String message) {
        return new Answer(status, code, message);
    }

    /** Returns a fault that drops the connection before the write was accepted. */
    static Fault dropBefore() {
        return new DropBefore();
    }

    /** Returns a fault that drops the connection after the write was accepted. */
    static Fault dropAfter() {
        return new DropAfter();
    }

    /** Returns a fault that ends the operation as canceled. */
    static Fault cancelOperation() {
        return new CancelOperation();
    }

    /** Returns a fault that fails the operation. */
    static Fault failOperation(String code, String message) {
        return new FailOperation(code, message);
    }

    /** Returns a fault that stretches the operation. */
    static Fault slow(double factor) {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("The factor must be above zero, not " + factor + ".");
        }
        return new Slow(factor);
    }

    /** Returns a fault that lets somebody else's update run on the cluster for a while. */
    static Fault foreignOperation(Duration duration) {
        return new ForeignOperation("Updating", duration);
    }

    /** Returns a fault that loses the race with status 412, as AKS documents it. */
    static Fault loseRace() {
        return new LoseRace(412);
    }

    /** Returns a fault that loses the race with status 409 and code {@code EtagMismatch}, as AKS also does. */
    static Fault loseRaceAsConflict() {
        return new LoseRace(409);
    }

    /** Returns a fault that delays a role assignment. */
    static Fault delayRolePropagation(Duration delay) {
        return new DelayRolePropagation(delay);
    }
}
