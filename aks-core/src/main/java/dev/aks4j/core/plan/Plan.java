package dev.aks4j.core.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.internal.plan.PlanContent;
import dev.aks4j.core.internal.plan.PlanFactory;
import dev.aks4j.core.internal.plan.PlanJson;
import dev.aks4j.core.internal.plan.PlanLauncher;
import dev.aks4j.core.internal.plan.PlanPage;
import dev.aks4j.core.internal.plan.PlanText;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.PlanNote;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.Step;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

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

    private final Optional<PlanLauncher> launcher;
    private final PlanContent content;
    private final AtomicBoolean applied = new AtomicBoolean();
    private final AtomicReference<String> id;

    static {
        PlanFactory.use(Plan::new);
    }

    private Plan(Optional<PlanLauncher> launcher, PlanContent content, String id) {
        this.launcher = launcher;
        this.content = content;
        this.id = new AtomicReference<>(id);
    }

    /**
     * Returns a plan to look at, from what {@link #toJson()} made, perhaps in another process. It cannot be applied;
     * {@code aks.plan(json)} returns one that can.
     *
     * @throws dev.aks4j.core.model.AksException if the JSON is no plan of a version that this library reads
     */
    public static Plan fromJson(Json json) {
        return new Plan(Optional.empty(), PlanJson.read(json), PlanJson.id(json));
    }

    /** Returns the subscription that the plan is for. */
    public String subscriptionId() {
        return content.subscriptionId();
    }

    /** Returns the regions that the plan's resources lie in. */
    public Set<String> regions() {
        return content.regions();
    }

    /** Returns every resource of the plan: those that change in the order of their turns, then those that stay. */
    public List<PlanEntry> entries() {
        return content.entries();
    }

    /** Returns the writes, in an order in which they could be sent one by one. */
    public List<Step> steps() {
        return content.steps();
    }

    /** Returns what stands against the plan; while there is something, it cannot be applied. */
    public List<Problem> problems() {
        return content.findings().stream().filter(Problem::isError).toList();
    }

    /** Returns what does not stand against the plan but is worth knowing. */
    public List<Problem> warnings() {
        return content.findings().stream().filter(problem -> !problem.isError()).toList();
    }

    /** Returns the text blocks below the plan, such as the use of address ranges. */
    public List<PlanNote> notes() {
        return content.notes();
    }

    /** Returns live differences that no spec declares, by resource, in the order of the plan; they are left alone. */
    public Map<String, List<Difference>> unmanaged() {
        return content.unmanaged();
    }

    /** Returns whether there is nothing to do: nothing to send, and nothing that stands against the plan. */
    public boolean isEmpty() {
        return content.steps().isEmpty() && problems().isEmpty();
    }

    /**
     * Starts to carry the plan out, once. Blocks for the ledger only. A plan without changes gives a run that is done.
     *
     * <p>Older runs in the ledger that were interrupted or failed do nothing any more to the resources of this plan, those
     * that it leaves as they are included: the newer plan decides.
     *
     * @return the run, which goes on by itself
     * @throws PlanRefusedException if something stands against the plan; nothing was sent. A quota that runs of the same
     *     client have taken since the plan was made stands against it too
     * @throws PlanAppliedException if the plan was applied before, also by another process with the same ledger, as long as
     *     that remembers
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
        PlanLauncher here = launcher.orElseThrow(() -> new AksException(
                "The plan was read to be looked at, and no client is there to apply it. Take aks.plan(json)."));
        if (!applied.compareAndSet(false, true)) {
            throw new PlanAppliedException(PlanText.title(this));
        }
        try {
            Optional<String> own = Optional.of(id()).filter(text -> !text.isEmpty());
            PlanLauncher.Launch launch = here.launch(content, PlanText.title(this), own, Map.copyOf(labels));
            if (!launch.missing().isEmpty()) {
                throw new PlanRefusedException(launch.missing());
            }
            return launch.run().orElseThrow(() -> new PlanAppliedException(PlanText.title(this)));
        } catch (RuntimeException e) {
            applied.set(e instanceof PlanAppliedException);
            throw e;
        }
    }

    /**
     * Returns the whole plan as JSON: what people and programs review, and what another process needs to apply it, by
     * {@code aks.plan(json)}. Its form is versioned and described in docs/plan-json.md. Values that are secret are masked;
     * references to secrets stay references. Jackson 2 and 3 write the plan and its parts so by themselves.
     *
     * <pre>{@code
     * Files.writeString(path, plan.toJson().toString());                       // in the process that plans
     * Plan plan = aks.plan(Json.parse(Files.readString(path)));                // in the one that applies
     * plan.apply().await(Duration.ofMinutes(60));
     * }</pre>
     *
     * @throws dev.aks4j.core.model.AksException if a write holds a plain secret, which no plan may
     */
    @JsonValue
    public Json toJson() {
        launcher.ifPresent(here -> id.compareAndSet("", here.newId()));
        return PlanJson.write(content, id(), PlanText.title(this));
    }

    /**
     * Returns the plan as a page for a browser: what changes turn by turn as a graph, the time that it is expected to take,
     * every difference, and the use of address ranges. It is one file that asks nothing of a network; what comes from
     * outside is in it as text only, and secrets are masked.
     *
     * <pre>{@code Files.writeString(Path.of("plan.html"), plan.toHtml()); }</pre>
     */
    public String toHtml() {
        return PlanPage.of(this, PlanText.title(this), content.made());
    }

    /** Returns the plan as people read it. */
    @Override
    public String toString() {
        return PlanText.of(this);
    }

    private String id() {
        return Objects.requireNonNull(id.get());
    }
}
