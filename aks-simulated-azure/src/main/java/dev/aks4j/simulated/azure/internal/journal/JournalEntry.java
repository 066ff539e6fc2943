package dev.aks4j.simulated.azure.internal.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.time.Instant;

/**
 * One thing that came from outside. Immutable, as long as nobody changes the content.
 *
 * @param at the simulated instant
 * @param events how many events of the simulator had happened before
 * @param content what it was: a request, or what a test did to the simulator
 */
public record JournalEntry(Instant at, long events, ObjectNode content) {

    /** Returns it as one document. */
    public ObjectNode json() {
        ObjectNode all = AzureJson.object().put("at", at.toString()).put("events", events);
        all.setAll(content.deepCopy());
        return all;
    }

    /** Reads what {@link #json()} wrote. */
    public static JournalEntry of(ObjectNode json) {
        ObjectNode content = json.deepCopy();
        content.remove("at");
        content.remove("events");
        return new JournalEntry(
                Instant.parse(json.path("at").asText()), json.path("events").asLong(), content);
    }
}
