package dev.aks4j.core.plan.kind;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.model.Json;
import java.util.List;

/**
 * A block of text below a plan, for example the use of address ranges.
 *
 * @param title its heading
 * @param lines its lines
 */
public record PlanNote(String title, List<String> lines) {

    /** Copies the lines. */
    public PlanNote {
        lines = List.copyOf(lines);
    }

    /** Returns the block as programs read it. */
    @JsonValue
    public Json toJson() {
        return Json.object().put("title", title).put("lines", lines).build();
    }
}
