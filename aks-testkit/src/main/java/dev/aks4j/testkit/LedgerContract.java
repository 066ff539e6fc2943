package dev.aks4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.ledger.LedgerTakenException;
import dev.aks4j.core.plan.ledger.RunFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Ledger} has to do, as tests. A ledger of one's own is tested by extending this class. The ledgers in
 * memory, in a file and in a database that come with this library are.
 *
 * <pre>{@code
 * class OurLedgerTest extends LedgerContract {
 *     @Override
 *     protected Ledger ledger() {
 *         return new OurLedger(emptyStore());
 *     }
 * }
 * }</pre>
 */
public abstract class LedgerContract {

    private static final String ONE = "00000000-0000-0000-0000-00000000000a";
    private static final String OTHER = "00000000-0000-0000-0000-00000000000b";

    /** For subclasses, which JUnit makes. */
    protected LedgerContract() {}

    /** Returns an empty ledger; each test closes it. */
    protected abstract Ledger ledger();

    private static LedgerEntry entry(String run, long position) {
        return new LedgerEntry(run, position, fact("x", position), false);
    }

    private static LedgerEntry last(String run, long position) {
        return new LedgerEntry(run, position, fact("finished", position), true);
    }

    private static Json fact(String name, long number) {
        return Json.object().put("fact", name).put("n", number).build();
    }

    private static LedgerEntry first(String run, String subscription, String tenant) {
        Json.ObjectBuilder fact = Json.object().put("fact", "planned");
        fact.putArray("subscriptions").add(subscription);
        fact.putObject("labels").put("tenant", tenant).put("it's", "\"ü\" ' \\ %_");
        return new LedgerEntry(run, 0, fact.build(), false);
    }

    @Test
    void entriesOfARunComeBackInOrder() {
        try (Ledger ledger = ledger()) {
            ledger.append(entry("a", 0));
            ledger.append(entry("b", 0));
            ledger.append(entry("a", 1));

            assertThat(ledger.read("a")).containsExactly(entry("a", 0), entry("a", 1));
            assertThat(ledger.read("never")).isEmpty();
            assertThat(ledger.unfinished()).containsExactly("a", "b");
        }
    }

    @Test
    void factComesBackAsItWas() {
        Json.ObjectBuilder fact = Json.object().put("text", "ü \u0000 \n \\ ' \" \uD83D\uDE00 " + "x".repeat(300_000));
        fact.put("number", 9_007_199_254_740_993L)
                .put("no", false)
                .putArray("list")
                .add("a");
        LedgerEntry whole = new LedgerEntry("a run's/id: ü", 0, fact.build(), false);
        try (Ledger ledger = ledger()) {
            ledger.append(whole);

            assertThat(ledger.read(whole.run())).containsExactly(whole);
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
            assertThatThrownBy(() -> ledger.append(entry("a", 2))).isInstanceOf(LedgerTakenException.class);
            assertThat(ledger.read("a")).hasSize(1);
        }
    }

    @Test
    void lastEntryFinishesTheRun() {
        try (Ledger ledger = ledger()) {
            ledger.append(entry("a", 0));
            ledger.append(last("a", 1));
            ledger.append(last("b", 0));

            assertThat(ledger.unfinished()).isEmpty();
        }
    }

    @Test
    void historyIsWholeAndTakesNothingMore() {
        try (Ledger ledger = ledger()) {
            for (String run : List.of("a", "b")) {
                ledger.append(entry(run, 0));
                ledger.append(last(run, 1));
            }
            List<String> kept = ledger.finished(RunFilter.all());

            assertThat(kept)
                    .as("the latest end first")
                    .isEqualTo(List.of("b", "a").subList(0, kept.size()));
            for (String run : kept) {
                assertThat(ledger.read(run)).containsExactly(entry(run, 0), last(run, 1));
                assertThatThrownBy(() -> ledger.append(entry(run, 2))).isInstanceOf(LedgerTakenException.class);
                assertThatThrownBy(() -> ledger.append(entry(run, 0))).isInstanceOf(LedgerTakenException.class);
            }
        }
    }

    @Test
    void filterLosesNoRunThatItMeans() {
        try (Ledger ledger = ledger()) {
            ledger.append(first("a", ONE, "acme"));
            ledger.append(first("b", OTHER, "acme"));
            ledger.append(first("c", ONE, "other"));
            ledger.append(first("done", ONE, "acme"));
            ledger.append(last("done", 1));

            assertThat(ledger.unfinished(RunFilter.all())).containsExactly("a", "b", "c");
            assertThat(ledger.unfinished(RunFilter.all().subscription(ONE))).containsSubsequence("a", "c");
            assertThat(ledger.unfinished(RunFilter.all().label("tenant", "acme").label("it's", "\"ü\" ' \\ %_")))
                    .containsSubsequence("a", "b")
                    .doesNotContain("done");
            assertThat(ledger.finished(RunFilter.all().subscription(ONE).label("tenant", "acme")))
                    .isSubsetOf("done")
                    .hasSameSizeAs(ledger.finished(RunFilter.all()));
        }
    }

    @Test
    void signOfLifeOfWhoWasTakenOverIsRefused() {
        try (Ledger ledger = ledger()) {
            ledger.append(entry("a", 0));
            if (ledger.renew("a", 1)) {
                assertThat(ledger.isLeased("a")).isNotEqualTo(Optional.of(false));
                ledger.append(entry("a", 1));
                assertThatThrownBy(() -> ledger.renew("a", 1)).isInstanceOf(LedgerTakenException.class);
            }
            assertThat(ledger.isLeased("never")).isNotEqualTo(Optional.of(true));
        }
    }

    @Test
    void runWithinItsLeaseIsNotTakenAndOneAtAnotherPositionIsRefused() {
        try (Ledger ledger = ledger()) {
            ledger.append(entry("a", 0));
            LedgerEntry taking = new LedgerEntry("a", 1, fact("claimed", 1), false);
            boolean leased = ledger.isLeased("a").orElse(false);
            assertThat(ledger.claim(taking)).isEqualTo(!leased);
            assertThat(ledger.read("a")).hasSize(leased ? 1 : 2);
            assertThatThrownBy(() -> {
                        if (!ledger.claim(entry("a", 5))) {
                            throw new LedgerTakenException(entry("a", 5));
                        }
                    })
                    .isInstanceOf(LedgerTakenException.class);
        }
    }

    @Test
    void ofManyWritersOfOnePositionOneWins() throws Exception {
        int writers = 8;
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        try (Ledger ledger = ledger()) {
            for (int position = 0; position < 3; position++) {
                assertThat(winners(ledger, pool, writers, position)).isEqualTo(1);
            }
            assertThat(ledger.read("a")).hasSize(3);
        } finally {
            pool.shutdownNow();
        }
    }

    private static int winners(Ledger ledger, ExecutorService pool, int writers, int position) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Boolean>> outcomes = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            LedgerEntry mine = new LedgerEntry("a", position, fact("writer", i), false);
            outcomes.add(pool.submit(() -> {
                go.await();
                try {
                    ledger.append(mine);
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
        return won;
    }
}
