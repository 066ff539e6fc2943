package dev.aks4j.simulated.azure.internal.journal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a simulated Azure was asked. It holds every request that may have changed something and everything that a test did,
 * with the simulated instant and the place among the simulator's own events; the same inputs at the same places, on the
 * same seed, make the same Azure. Whoever verifies a credential says here whom it found, and is told so when the request
 * is carried out again, because credentials are not kept. Off until {@link #begin}. Guarded by the simulator's lock.
 */
public final class Journal {

    private final List<JournalEntry> entries = new ArrayList<>();
    private Optional<JournaledTimeline> timeline = Optional.empty();
    private Optional<ObjectNode> underWay = Optional.empty();
    private boolean again;

    /** Makes a journal that keeps nothing yet. */
    public Journal() {}

    /** Keeps what comes from now on. */
    public void begin(JournaledTimeline on) {
        timeline = Optional.of(on);
    }

    /** Tells whether anything is kept. */
    public boolean on() {
        return timeline.isPresent();
    }

    /** Returns what was kept, in order. */
    public List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    /**
     * Lets a request be answered, and keeps it if it changed something, or may have.
     *
     * @param service who answers, to find it again
     * @param reads whether nothing is changed by it, unless an event comes of it
     */
    public Response request(String service, Request request, boolean reads, Supplier<Response> answer) {
        if (timeline.isEmpty() || underWay.isPresent()) {
            return answer.get();
        }
        JournaledTimeline line = timeline.get();
        return line.input(() -> {
            JournalEntry entry = new JournalEntry(line.now(), line.happened(), RequestJson.write(request));
            entry.content().put("service", service);
            long added = line.added();
            Optional<Response> response = Optional.empty();
            underWay = Optional.of(entry.content());
            try {
                response = Optional.of(answer.get());
                return response.get();
            } finally {
                underWay = Optional.empty();
                boolean trace = line.added() != added || entry.content().has("faults");
                int status = response.map(Response::status).orElse(0);
                if (trace || !reads && status != 401) {
                    entries.add(entry);
                    entry.content().put("status", status);
                }
            }
        });
    }

    /** Lets somebody who is not a client do something, and keeps it. */
    public <T> T act(ObjectNode act, Supplier<T> action) {
        if (timeline.isEmpty() || underWay.isPresent()) {
            return action.get();
        }
        JournaledTimeline line = timeline.get();
        return line.input(() -> {
            JournalEntry entry = new JournalEntry(line.now(), line.happened(), act.deepCopy());
            T result = action.get();
            entries.add(entry);
            return result;
        });
    }

    /**
     * Carries out again what another journal kept, and keeps it in this one.
     *
     * @param all the other journal's entries
     * @param inputs carries one out
     */
    public void again(List<JournalEntry> all, Inputs inputs) {
        JournaledTimeline line = timeline.orElseThrow();
        again = true;
        try {
            for (JournalEntry entry : all) {
                line.goTo(entry.at(), entry.events());
                line.input(() -> {
                    underWay = Optional.of(entry.content());
                    try {
                        carryOut(entry, inputs);
                    } finally {
                        underWay = Optional.empty();
                    }
                    return entry;
                });
                entries.add(entry);
            }
        } finally {
            again = false;
        }
    }

    private void carryOut(JournalEntry entry, Inputs inputs) {
        ObjectNode content = entry.content();
        if (!content.has("request")) {
            inputs.act(content);
            return;
        }
        int status = inputs.request(content.path("service").asText(), RequestJson.read(content));
        if (status != content.path("status").asInt()) {
            throw new IllegalStateException("The request " + (entries.size() + 1) + " of the state file, "
                    + content.path("request").asText() + " "
                    + content.path("uri").asText() + ", was answered with "
                    + content.path("status").asInt() + ", and is with " + status
                    + " now. The file is of another version of the simulator, or was changed.");
        }
    }

    /** How what was kept is carried out. */
    public interface Inputs {

        /** Lets a service answer a request, and returns the status; 0 if there was no answer. */
        int request(String service, Request request);

        /** Does what somebody did who is not a client. */
        void act(ObjectNode act);
    }

    /** Tells whether what happens now happened before. */
    public boolean again() {
        return again;
    }

    /**
     * Finds out who a credential of a request stands for.
     *
     * @param as what is found out, such as {@code user}
     * @param find verifies the credential; nothing if it is not good
     */
    public Optional<ObjectNode> who(String as, Supplier<Optional<ObjectNode>> find) {
        if (again) {
            return underWay.map(content -> content.get(as))
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast);
        }
        Optional<ObjectNode> found = find.get();
        found.ifPresent(who -> underWay.ifPresent(content -> content.set(as, who)));
        return found;
    }

    /** Tells whether {@link #who} is needed: whether anything is kept or carried out again at the moment. */
    public boolean atWork() {
        return underWay.isPresent();
    }

    /** Returns the faults that a request meets: those that are planned, or those that it met before. */
    public List<Fault> met(Supplier<List<Fault>> planned) {
        if (again) {
            List<Fault> before = new ArrayList<>();
            underWay.ifPresent(content -> content.path("faults").forEach(each -> before.add(FaultJson.read(each))));
            return before;
        }
        List<Fault> met = planned.get();
        if (!met.isEmpty() && underWay.isPresent()) {
            ArrayNode faults = AzureJson.array();
            met.forEach(fault -> faults.add(FaultJson.write(fault)));
            underWay.get().set("faults", faults);
        }
        return met;
    }
}
