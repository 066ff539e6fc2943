package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.internal.plan.Things.Thing;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.run.LedgerRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A process that dies at any boundary of its ledger, or at any instant between, leaves enough for another one: the end is
 * the same, and nothing that Azure accepted is sent again.
 */
class CrashTest {

    /** A ledger whose process dies at one of its entries: before it is stored or after. */
    private static class DeadlyLedger implements Ledger {
        private final Ledger ledger;
        private final FakeProcess process;
        private final int at;
        private final boolean stored;
        private int appends;

        DeadlyLedger(Ledger ledger, FakeProcess process, int at, boolean stored) {
            this.ledger = ledger;
            this.process = process;
            this.at = at;
            this.stored = stored;
        }

        @Override
        public void append(LedgerEntry entry) {
            if (process.isDead()) {
                throw new IllegalStateException("dead");
            }
            boolean now = appends++ == at;
            if (!now || stored) {
                ledger.append(entry);
            }
            if (now) {
                process.die();
                throw new IllegalStateException("killed at entry " + at);
            }
        }

        @Override
        public List<LedgerEntry> read(String run) {
            return ledger.read(run);
        }

        @Override
        public List<String> unfinished() {
            return ledger.unfinished();
        }

        @Override
        public void close() {}
    }

    /** A job: what is there before, and the plan to be carried out. */
    private enum Job {
        CREATE {
            @Override
            Plan plan(PlanWorld world, Ledger ledger) {
                return world.planner(ledger).plan(Things.baseline().specs(), PlanOptions.standard());
            }
        },
        CHANGE {
            @Override
            Plan plan(PlanWorld world, Ledger ledger) {
                world.apply(world.plan(Things.baseline().specs()));
                Thing vnet = Things.vnet().saying("{'location':'westeurope','properties':{'space':'10.30.0.0/16'}}");
                Thing cluster = Things.cluster()
                        .saying("{'location':'westeurope','properties':{'version':'1.36','agentPoolProfiles':["
                                + "{'name':'apps','count':12}]}}");
                return world.planner(ledger)
                        .plan(
                                List.of(vnet, cluster, Things.storageClass("fast", "Standard_LRS")),
                                PlanOptions.standard());
            }
        },
        REMOVE {
            @Override
            Plan plan(PlanWorld world, Ledger ledger) {
                world.apply(world.plan(Things.baseline().specs()));
                return world.planner(ledger).planRemoval(Things.baseline().specs(), PlanOptions.standard());
            }
        };

        abstract Plan plan(PlanWorld world, Ledger ledger);
    }

    private record End(Map<String, Json> azure, List<String> writes, List<Json> objects) {
        static End of(PlanWorld world) {
            List<Json> objects = new ArrayList<>();
            world.kubernetes.objects.values().forEach(object -> {
                Json.ObjectBuilder copy = object.edit();
                copy.within("metadata").remove("resourceVersion");
                objects.add(copy.build());
            });
            return new End(
                    world.arm.state(), world.arm.writes().stream().sorted().toList(), objects);
        }
    }

    private static End uninterrupted(Job job) {
        PlanWorld world = new PlanWorld();
        world.apply(job.plan(world, world.ledger));
        return End.of(world);
    }

    private static int entries(Job job) {
        PlanWorld world = new PlanWorld();
        int[] count = {0};
        Ledger counting = new DeadlyLedger(world.ledger, world.process, -1, true) {
            @Override
            public void append(LedgerEntry entry) {
                count[0]++;
                super.append(entry);
            }
        };
        world.apply(job.plan(world, counting));
        return count[0];
    }

    @TestFactory
    Stream<DynamicTest> deathAtEveryLedgerBoundary() {
        return Stream.of(Job.values()).flatMap(job -> {
            End wanted = uninterrupted(job);
            return IntStream.range(0, entries(job))
                    .boxed()
                    .flatMap(at -> Stream.of(false, true)
                            .map(stored -> DynamicTest.dynamicTest(
                                    job + " killed " + (stored ? "after" : "before") + " entry " + at,
                                    () -> killedAtEntry(job, at, stored, wanted))));
        });
    }

    private static void killedAtEntry(Job job, int at, boolean stored, End wanted) {
        PlanWorld world = new PlanWorld();
        DeadlyLedger deadly = new DeadlyLedger(world.ledger, world.process, at, stored);
        Plan plan = job.plan(world, deadly);
        try {
            plan.apply();
        } catch (IllegalStateException killed) {
            assertThat(at).as("only the first entry is written by the caller").isZero();
        }
        for (int i = 0; i < 100_000 && !world.process.isDead(); i++) {
            world.time.advance(Duration.ofMillis(100));
        }
        // Azure goes on for a while without anybody watching, sometimes until its operations have ended.
        world.time.advance(Duration.ofSeconds(at % 2 == 0 ? 1 : 400));
        assertThat(world.process.isDead()).isTrue();
        recover(world, wanted, at == 0 && !stored);
    }

    @TestFactory
    Stream<DynamicTest> deathAtAnyInstant() {
        return Stream.of(Job.values()).flatMap(job -> {
            End wanted = uninterrupted(job);
            return IntStream.range(0, 60)
                    .mapToObj(i -> Duration.ofMillis(50L + i * i * 97L))
                    .map(instant -> DynamicTest.dynamicTest(
                            job + " killed after " + instant, () -> killedAfter(job, instant, wanted)));
        });
    }

    private static void killedAfter(Job job, Duration instant, End wanted) {
        PlanWorld world = new PlanWorld();
        DeadlyLedger deadly = new DeadlyLedger(world.ledger, world.process, -1, true);
        job.plan(world, deadly).apply();
        world.time.advance(instant);
        world.process.die();
        world.time.advance(Duration.ofSeconds(3));
        recover(world, wanted, false);
    }

    private static void recover(PlanWorld world, End wanted, boolean neverBegun) {
        world.process = new FakeProcess(world.arm);
        List<LedgerRun> unfinished = world.unfinished();
        if (neverBegun) {
            assertThat(unfinished).isEmpty();
            return;
        }
        unfinished.forEach(run ->
                assertThat(run.resume().await(PlanWorld.LONG).isSuccess()).isTrue());
        assertThat(world.ledger.unfinished()).isEmpty();
        assertThat(End.of(world)).isEqualTo(wanted);
    }
}
