package dev.aks4j.tests.truth;

import static dev.aks4j.tests.truth.ModelWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.testing.Property.Draw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One chain: wishes, troubles, and the hands of others, drawn one after the other. Not thread-safe. */
final class ChainOfPlans implements AutoCloseable {

    /** How a run of a plan ended. */
    private enum End {
        /** All of it is done, so the next plan is empty. */
        DONE,
        /** The trouble left something for a further plan. */
        LEFT,
        /** Azure shows only when it is tried that something does not fit. */
        FULL
    }

    /** What Azure answers where something does not fit beside the rest, which shows only when it is tried. */
    static final List<String> LIMITS = List.of(
            "InvalidLoadBalancerProfileAllocatedOutboundPorts",
            "not configured for dual-stack services",
            "No member of the fleet is in group");

    private final Draw draw;
    private final ModelWorld world = new ModelWorld();
    private final Map<String, Spec> known = new LinkedHashMap<>();
    private final List<String> story = new ArrayList<>();
    private final Map<String, Integer> figures;

    /**
     * Creates a chain.
     *
     * @param figures counts what happens
     */
    ChainOfPlans(Draw draw, Map<String, Integer> figures) {
        this.draw = draw;
        this.figures = figures;
    }

    void play() {
        try {
            int wishes = draw.integer(1, 3);
            for (int i = 0; i < wishes; i++) {
                if (i > 0) {
                    story.add(new OtherHand(world, draw).act(known));
                    world.azure.time().advance(Duration.ofDays(draw.integer(0, 3)));
                }
                Wish wish = Wish.draw(draw);
                if (wish.needsController() && !world.installController()) {
                    carryOut(wish.withoutController());
                }
                if (!wish.needsController() || world.installController()) {
                    carryOut(wish);
                }
            }
        } catch (AssertionError | RuntimeException wrong) {
            String where = wrong instanceof RuntimeException
                    ? Arrays.stream(wrong.getStackTrace()).limit(6).toList().toString()
                    : "";
            throw new AssertionError(String.join("\n", story) + "\n" + where + wrong.getMessage(), wrong);
        }
    }

    private void count(String what) {
        figures.merge(what, 1, Integer::sum);
    }

    private void carryOut(Wish wish) {
        story.add(wish.toString());
        Trouble trouble = Trouble.draw(draw);
        PlanOptions options =
                draw.integer(0, 3) == 3 ? PlanOptions.standard().allowRecreate().adopt() : PlanOptions.standard();
        if (options != PlanOptions.standard()) {
            story.add("with leave to adopt and to make anew");
        }
        wish.specs().forEach(known::putIfAbsent);
        Stays stays = new Stays(world, known);
        List<Spec> specs = wish.build();
        Plan plan;
        try {
            plan = world.aks().plan(specs, options);
        } catch (InvalidSpecException notTogether) {
            count("wishes that cannot be");
            story.add("cannot be: " + notTogether.problems().get(0).rule());
            return;
        }
        End end = End.LEFT;
        for (Trouble next = trouble; !plan.isEmpty() && end == End.LEFT; next = Trouble.NONE) {
            if (!plan.problems().isEmpty()) {
                refuses(plan);
                return;
            }
            stays.announced(plan, wish);
            Wire wire = new Wire(world, wish, plan);
            count("plans carried out");
            end = apply(plan, next);
            assertThat(wire.surprises()).as("%s", plan).isEmpty();
            if (end == End.FULL) {
                return;
            }
            plan = world.aks().plan(specs, options);
        }
        count("wishes that came true");
        assertThat(plan.isEmpty()).as("%s", plan).isTrue();
        assertThat(Truth.lies(wish, world)).isEmpty();
        assertThat(stays.changes(wish, known)).isEmpty();
    }

    /** A plan that cannot be carried out says why, and what to do. */
    private void refuses(Plan plan) {
        count("plans refused");
        plan.problems().forEach(problem -> {
            count("refused by " + problem.rule()
                    + (problem.toString().contains("with what is there") ? " for what is there" : ""));
            story.add("refused: " + problem.rule() + " " + problem.path() + " " + problem.value());
            assertThat(problem.what()).isNotBlank();
            assertThat(problem.fix()).isNotBlank();
        });
    }

    private End apply(Plan plan, Trouble trouble) {
        story.add(trouble.toString());
        trouble.arm(world.azure.faults());
        try {
            Run run = plan.apply();
            if (trouble.kills()) {
                world.azure.time().advance(trouble.lifetime());
                world.die();
                if (trouble.how() == Trouble.How.DIES || !resumed(run.id())) {
                    return End.LEFT;
                }
            } else {
                run.await(LONG);
            }
        } catch (RunFailedException failed) {
            count("runs that failed");
            story.add(failed.getMessage());
            boolean full = LIMITS.stream().anyMatch(failed.getMessage()::contains);
            assertThat(trouble.how() != Trouble.How.NONE || full)
                    .as(failed.getMessage())
                    .isTrue();
            return full ? End.FULL : End.LEFT;
        } finally {
            world.azure.faults().clear();
        }
        return End.DONE;
    }

    /** Takes up what was interrupted, and returns whether this run is done then; it may have failed before. */
    private boolean resumed(String run) {
        boolean done = world.aks().runs().unfinished().stream()
                .noneMatch(each -> each.id().equals(run));
        for (LedgerRun interrupted : world.aks().runs().interrupted()) {
            interrupted.resume().await(LONG);
            done |= interrupted.id().equals(run);
        }
        return done;
    }

    @Override
    public void close() {
        world.close();
    }
}
