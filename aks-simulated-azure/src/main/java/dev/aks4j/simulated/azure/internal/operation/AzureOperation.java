package dev.aks4j.simulated.azure.internal.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.time.Instant;
import java.util.Optional;

/** One long-running operation. Guarded by the simulator's lock. */
public final class AzureOperation {

    private final String id;
    private final String kind;
    private final String subject;
    private final Instant started;
    private String status = "InProgress";
    private Optional<Instant> ended = Optional.empty();
    private Optional<ObjectNode> error = Optional.empty();
    private Optional<ObjectNode> remark = Optional.empty();
    private Optional<ObjectNode> output = Optional.empty();
    private final Outcome outcome;

    AzureOperation(String id, String kind, String subject, Instant started, Outcome outcome) {
        this.id = id;
        this.kind = kind;
        this.subject = subject;
        this.started = started;
        this.outcome = outcome;
    }

    /** Returns its id. */
    public String id() {
        return id;
    }

    /** Returns what it does, in the provider's word: {@code Creating}, {@code Scaling}. */
    public String kind() {
        return kind;
    }

    /** Returns the id of the resource it works on. */
    public String subject() {
        return subject;
    }

    /** Returns when it began. */
    public Instant started() {
        return started;
    }

    /** Returns {@code InProgress}, {@code Canceling}, {@code Succeeded}, {@code Failed} or {@code Canceled}. */
    public String status() {
        return status;
    }

    /** Tells whether it is over. */
    public boolean over() {
        return ended.isPresent();
    }

    /** Ends it well, unless it is over. The outcome may still refuse, and it fails instead. */
    void succeed(Instant now) {
        if (over()) {
            return;
        }
        try {
            outcome.succeeded();
        } catch (OperationFailure failure) {
            fail(now, failure.code(), failure.getMessage());
            return;
        }
        end(now, "Succeeded");
    }

    /** Ends it as failed, unless it is over. */
    public void fail(Instant now, String code, String message) {
        if (over()) {
            return;
        }
        error = Optional.of(AzureJson.object().put("code", code).put("message", message));
        end(now, "Failed");
        outcome.failed();
    }

    /** Marks it as about to be cancelled. */
    public void canceling() {
        status = "Canceling";
    }

    /** Ends it as cancelled, unless it is over. */
    public void cancel(Instant now) {
        if (over()) {
            return;
        }
        end(now, "Canceled");
        outcome.canceled();
    }

    private void end(Instant now, String terminal) {
        status = terminal;
        ended = Optional.of(now);
    }

    /** Gives every status body an error that means nothing, as some of AKS's have, even when all went well. */
    public void remark(String code, String message) {
        remark = Optional.of(AzureJson.object().put("code", code).put("message", message));
    }

    /** Says what comes out of it, where that is not the resource. */
    public void output(ObjectNode body) {
        output = Optional.of(body);
    }

    /** Returns what came out of it; nothing if that is the resource, or if it is not over. */
    public Optional<ObjectNode> output() {
        return output.filter(body -> status.equals("Succeeded"));
    }

    /** Returns the body that a client polls. */
    public ObjectNode view() {
        ObjectNode view =
                AzureJson.object().put("name", id).put("status", status).put("startTime", started.toString());
        ended.ifPresent(instant -> view.put("endTime", instant.toString()));
        output().ifPresent(body -> view.putObject("properties").set("output", body));
        error.or(() -> remark).ifPresent(cause -> view.set("error", cause));
        return view;
    }
}
