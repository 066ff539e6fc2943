package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.internal.plan.FakeProcess.Lost;
import dev.aks4j.core.internal.plan.Things.Thing;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A write is kept from going out, or its answer is lost, and somebody else acts meanwhile, where Azure heeds no condition:
 * nothing of theirs is overwritten or removed, and where nobody came, what was wanted is done.
 */
class StaleWriteTest {

    private static final Thing VNET = Things.vnet();
    private static final String SPACE = "/properties/space";

    /** What keeps the write from its end. */
    enum Trouble {
        QUEUED,
        NEVER_ARRIVED,
        ANSWER_LOST,
        ANSWER_LOST_THEN_QUEUED
    }

    /** What somebody else does meanwhile. */
    enum Act {
        NOTHING,
        MADE_ANEW,
        CHANGED,
        UNMARKED
    }

    /** What the run is to do. */
    enum Wish {
        CREATE,
        CHANGE,
        REMOVE
    }

    static List<Arguments> all() {
        List<Arguments> all = new ArrayList<>();
        for (Wish wish : Wish.values()) {
            for (Act act : Act.values()) {
                boolean there = act == Act.CHANGED || act == Act.UNMARKED;
                for (Trouble trouble : Trouble.values()) {
                    boolean gone = wish == Wish.REMOVE && trouble.name().startsWith("ANSWER_LOST");
                    if (!(there && (wish == Wish.CREATE || gone)) && !(act == Act.CHANGED && wish == Wish.REMOVE)) {
                        all.add(Arguments.of(wish, act, trouble));
                    }
                }
            }
        }
        return all;
    }

    private final PlanWorld world = new PlanWorld();

    @ParameterizedTest
    @MethodSource("all")
    void nothingOfSomebodyElsesIsTouched(Wish wish, Act act, Trouble trouble) {
        world.arm.heedsConditions = false;
        world.arm.heedsTags = false;
        world.arm.duration = id -> Duration.ofSeconds(1);
        Plan plan = planned(wish);
        world.process.queue = trouble == Trouble.QUEUED ? Duration.ofMinutes(3) : Duration.ZERO;
        world.process.lost = switch (trouble) {
            case QUEUED -> Lost.NOTHING;
            case NEVER_ARRIVED -> Lost.WRITE;
            case ANSWER_LOST, ANSWER_LOST_THEN_QUEUED -> Lost.ANSWER;
        };
        world.time.after(Duration.ofSeconds(3), () -> {
            act(act);
            world.process.queue =
                    trouble == Trouble.ANSWER_LOST_THEN_QUEUED ? Duration.ofMinutes(3) : world.process.queue;
        });

        boolean done = ended(plan.apply());

        if (act == Act.NOTHING) {
            assertThat(done).isTrue();
            assertThat(world.arm.get(VNET.id()).at(SPACE).asText())
                    .isEqualTo(
                            switch (wish) {
                                case CREATE -> "10.20.0.0/16";
                                case CHANGE -> "10.30.0.0/16";
                                case REMOVE -> "";
                            });
        } else {
            assertThat(world.arm.get(VNET.id()).at("/properties/theirs").asText())
                    .isEqualTo("theirs");
        }
    }

    private Plan planned(Wish wish) {
        world.apply(Things.group());
        if (wish == Wish.CREATE) {
            return world.plan(Things.group(), VNET);
        }
        world.apply(Things.group(), VNET);
        world.arm.change(VNET.id(), "/properties", "resourceGuid", "ours");
        return wish == Wish.REMOVE
                ? world.removal(VNET)
                : world.plan(VNET.saying("{'properties':{'space':'10.30.0.0/16'}}"));
    }

    private void act(Act act) {
        switch (act) {
            case MADE_ANEW -> {
                world.arm.remove(VNET.id());
                world.arm.has(
                        VNET.id(),
                        "{'properties':{'space':'192.168.0.0/16','resourceGuid':'theirs','theirs':'theirs'}}");
            }
            case CHANGED -> {
                world.arm.change(VNET.id(), "/properties", "space", "192.168.0.0/16");
                world.arm.change(VNET.id(), "/properties", "theirs", "theirs");
            }
            case UNMARKED -> {
                world.arm.change(VNET.id(), "", "tags", Map.of("owner", "somebody"));
                world.arm.change(VNET.id(), "/properties", "theirs", "theirs");
            }
            case NOTHING -> {}
        }
    }

    private static boolean ended(Run run) {
        try {
            return run.await(PlanWorld.LONG).isSuccess();
        } catch (RunFailedException e) {
            return false;
        }
    }
}
