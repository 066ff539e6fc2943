package dev.aks4j.core.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.internal.plan.PlanText;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.PlanNote;
import dev.aks4j.core.plan.run.Decided;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.Runs;
import dev.aks4j.core.plan.run.Step;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What would change, and why. Nothing has been sent. Its text is for people: what happens to which resource, in which
 * turn, what differs, and what stands against it. Never changes, except that it can be applied once. Thread-safe.
 *
 * <pre>{@code
 * Plan plan = aks.plan(vnet, cluster);
 * System.out.println(plan);
 * plan.apply().await(Duration.ofMinutes(60));      // done at once if nothing is to change
 * }</pre>
 */
public final class Plan {

    private final Runs runs;
    private final Duration deadline;
    private final String subscriptionId;
    private final Set<String> regions;
    private final List<PlanEntry> entries;
    private final List<Step> steps;
    private final List<Problem> findings;
    private final List<PlanNote> notes;
    private final Map<String, List<Difference>> unmanaged;
    private final Decided decided;
    private final AtomicBoolean applied = new AtomicBoolean();

    /** Made by {@code Aks.plan}; there is no need to call it. */
    public Plan(
            Runs runs,
            Duration deadline,
            String subscriptionId,
            Set<String> regions,
            List<PlanEntry> entries,
            List<Step> steps,
            List<Problem> findings,
            List<PlanNote> notes,
            Map<String, List<Difference>> unmanaged,
            Decided decided) {
        this.runs = runs;
        this.deadline = deadline;
        this.subscriptionId = subscriptionId;
        this.regions = Collections.unmodifiableSet(new LinkedHashSet<>(regions));
        this.entries = List.copyOf(entries);
        this.steps = List.copyOf(steps);
        this.findings = List.copyOf(findings);
        this.notes = List.copyOf(notes);
        this.unmanaged = new LinkedHashMap<>(unmanaged);
        this.decided = decided;
    }

    /** Returns the subscription that the plan is for. */
    public String subscriptionId() {
        return subscriptionId;
    }

    /** Returns the regions that the plan's resources lie in. */
    public Set<String> regions() {
        return regions;
    }

    /** Returns every resource of the plan: those that change in the order of their turns, then those that stay. */
    public List<PlanEntry> entries() {
        return entries;
    }

    /** Returns the writes, in an order in which they could be sent one by one. */
    public List<Step> steps() {
        return steps;
    }

    /** Returns what stands against the plan; while there is something, it cannot be applied. */
    public List<Problem> problems() {
        return findings.stream().filter(Problem::isError).toList();
    }

    /** Returns what does not stand against the plan but is worth knowing. */
    public List<Problem> warnings() {
        return findings.stream().filter(problem -> !problem.isError()).toList();
    }

    /** Returns the text blocks below the plan, such as the use of address ranges. */
    public List<PlanNote> notes() {
        return notes;
    }

    /** Returns live differences that no spec declares, by resource, in the order of the plan; they are left alone. */
    public Map<String, List<Difference>> unmanaged() {
        return Collections.unmodifiableMap(unmanaged);
    }

    /** Returns whether there is nothing to do: nothing to send, and nothing that stands against the plan. */
    public boolean isEmpty() {
        return steps.isEmpty() && problems().isEmpty();
    }

    /**
     * Starts to carry the plan out, once. Blocks for the ledger only. A plan without changes gives a run that is done.
     *
     * <p>Older runs in the ledger that were interrupted or failed do nothing any more to the resources of this plan, those
     * that it leaves as they are included: the newer plan decides.
     *
     * @return the run, which goes on by itself
     * @throws PlanRefusedException if something stands against the plan; nothing was sent
     * @throws PlanAppliedException if the plan was applied before
     * @throws dev.aks4j.core.model.AksException if the ledger cannot take the plan; nothing was sent
     */
    public Run apply() {
        return apply(Map.of());
    }

    /**
     * Starts to carry the plan out, like {@link #apply()}.
     *
     * @param labels what the run is to be known by, for example the tenant that it is for; they are kept in the ledger and
     *     must hold no secret. See {@link dev.aks4j.core.plan.run.LedgerRun#labels()}
     */
    public Run apply(Map<String, String> labels) {
        if (!problems().isEmpty()) {
            throw new PlanRefusedException(problems());
        }
        if (!applied.compareAndSet(false, true)) {
            throw new PlanAppliedException(PlanText.title(this));
        }
        try {
            return runs.start(PlanText.title(this), steps, deadline, decided, Map.copyOf(labels));
        } catch (RuntimeException e) {
            applied.set(false);
            throw e;
        }
    }

    /**
     * Returns the plan as programs read it: its entries with their differences, what stands against it, and its notes.
     * Values that are secret are masked. Jackson 2 and 3 write the plan and its parts so by themselves.
     */
    @JsonValue
    public Json toJson() {
        Json.ObjectBuilder json =
                Json.object().put("subscription", subscriptionId).put("regions", regions);
        json.put("entries", entries.stream().map(PlanEntry::toJson).toList());
        json.put("problems", problems().stream().map(Problem::toJson).toList());
        json.put("warnings", warnings().stream().map(Problem::toJson).toList());
        json.put("notes", notes.stream().map(PlanNote::toJson).toList());
        Json.ObjectBuilder foreign = json.putObject("unmanaged");
        unmanaged.forEach((resource, differences) -> foreign.put(
                resource, differences.stream().map(Difference::toJson).toList()));
        return json.build();
    }

    /** Returns the plan as people read it. */
    @Override
    public String toString() {
        return PlanText.of(this);
    }
}
