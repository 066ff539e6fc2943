package dev.aks4j.core.plan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.internal.plan.FakeArm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every ledger has to do. A ledger of one's own extends this with its {@link #ledger()}. */
abstract class LedgerContract {

    /** Returns an empty ledger. */
    abstract Ledger ledger();

    private static LedgerEntry entry(String run, long position) {
        return new LedgerEntry(run, position, FakeArm.json("{'fact':'x','n':" + position + "}"), false);
    }

    @Test
    void entriesOfARunComeBackInOrder() {
        try (Ledger ledger = ledger()) {
            ledger.append(entry("a", 0));
            ledger.append(entry("b", 0));
            ledger.append(entry("a", 1));

            assertThat(ledger.read("a")).containsExactly(entry("a", 0), entry("a", 1));
            assertThat(ledger.unfinished()).containsExactly("a", "b");
        }
    }

    @Test
    void positionOtherThanTheNextFreeOneIsRefused() {
        try (Ledger ledger = ledger()) {
            assertThatThrownBy(() -> ledger.append(entry("a", 1))).isInstanceOf(LedgerTakenException.class);
            ledger.append(entry("a", 0));
            assertThatThrownBy(() -> ledger.append(entry("a", 0)))
                    .isInstanceOf(LedgerTakenException.class)
                    .hasMessageContaining("Run a was taken over");
            assertThat(ledger.read("a")).hasSize(1);
        }
    }

    @Test
    void lastEntryFinishesTheRun() {
        try (Ledger ledger = ledger()) {
            ledger.append(entry("a", 0));
            ledger.append(new LedgerEntry("a", 1, FakeArm.json("{'fact':'finished'}"), true));

            assertThat(ledger.unfinished()).isEmpty();
        }
    }

    @Test
    void ofManyWritersOfOnePositionOneWins() throws Exception {
        int writers = 8;
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        try (Ledger ledger = ledger()) {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<Boolean>> outcomes = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                outcomes.add(pool.submit(() -> {
                    go.await();
                    try {
                        ledger.append(entry("a", 0));
                        return true;
                    } catch (LedgerTakenException e) {
                        return false;
                    }
                }));
            }
            go.countDown();
            int won = 0;
            for (Future<Boolean> outcome : outcomes) {
                won += outcome.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        } finally {
            pool.shutdownNow();
        }
    }
}
