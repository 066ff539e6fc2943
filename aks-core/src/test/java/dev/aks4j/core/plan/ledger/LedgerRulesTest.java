package dev.aks4j.core.plan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.internal.plan.FakeArm;
import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What filters mean, what a ledger gets that implements nothing but the least, and the one in memory. */
class LedgerRulesTest {

    private static final String BOTH = "{'subscriptions':['s1','s2'],'labels':{'tenant':'acme','step':'2'}}";

    private static LedgerEntry entry(String run, long position, boolean last) {
        return new LedgerEntry(run, position, FakeArm.json("{'fact':'intent'}"), last);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "||true",
                "s1||true",
                "S2||true",
                "s3||false",
                "|tenant=acme|true",
                "|tenant=other|false",
                "|region=west|false",
                "s1|tenant=acme|true",
                "s3|tenant=acme|false",
                "s1|tenant=other|false"
            })
    void filterMeansRunsOfItsSubscriptionWithAllItsLabels(String subscription, String label, boolean meant) {
        RunFilter filter = RunFilter.all();
        if (subscription != null) {
            filter = filter.subscription(subscription);
        }
        if (label != null) {
            filter = filter.label(label.split("=")[0], label.split("=")[1]);
        }
        assertThat(filter.matches(FakeArm.json(BOTH))).isEqualTo(meant);
    }

    @Test
    void runOfAnEarlierVersionMayBeOfAnySubscription() {
        assertThat(RunFilter.all().subscription("s1").matches(FakeArm.json("{'steps':[]}")))
                .isTrue();
        assertThat(RunFilter.all().subscription("s1").matches(FakeArm.json("{'subscriptions':[]}")))
                .isFalse();
    }

    @Test
    void filterTellsWhatItMeans() {
        RunFilter filter = RunFilter.all().subscription("s1").label("tenant", "acme");
        assertThat(filter.subscription()).contains("s1");
        assertThat(filter.labels()).isEqualTo(Map.of("tenant", "acme"));
        assertThat(filter).hasToString("runs of subscription s1 with {tenant=acme}");
        assertThat(RunFilter.all()).hasToString("runs");
    }

    /** The least that a ledger has to implement. */
    private static final class Least implements Ledger {
        private final List<LedgerEntry> entries = new ArrayList<>();
        private Optional<Boolean> leased = Optional.empty();

        @Override
        public void append(LedgerEntry entry) {
            entries.add(entry);
        }

        @Override
        public List<LedgerEntry> read(String run) {
            return entries;
        }

        @Override
        public List<String> unfinished() {
            return List.of("a", "b");
        }

        @Override
        public Optional<Boolean> isLeased(String run) {
            return leased;
        }

        @Override
        public void close() {}
    }

    @Test
    void ledgerOfTheLeastKindFiltersNothingAndNotesNoLife() {
        Least ledger = new Least();
        assertThat(ledger.unfinished(RunFilter.all().subscription("s"))).containsExactly("a", "b");
        assertThat(ledger.finished(RunFilter.all())).isEmpty();
        assertThat(ledger.renew("a", 1)).isFalse();
    }

    @Test
    void claimIsStoredUnlessTheRunIsWithinItsLease() {
        Least ledger = new Least();
        assertThat(ledger.claim(entry("a", 0, false))).isTrue();
        ledger.leased = Optional.of(false);
        assertThat(ledger.claim(entry("a", 1, false))).isTrue();
        assertThat(ledger.entries).hasSize(2);
        ledger.leased = Optional.of(true);
        assertThat(ledger.claim(entry("a", 2, false))).isFalse();
        assertThat(ledger.entries).hasSize(2);
    }

    @Test
    void ledgerInMemoryTakesEachPositionOnceAndKeepsWhatIsFinished() {
        try (MemoryLedger ledger = new MemoryLedger(1)) {
            ledger.append(entry("a", 0, false));
            assertThatThrownBy(() -> ledger.append(entry("a", 0, false))).isInstanceOf(LedgerTakenException.class);
            assertThatThrownBy(() -> ledger.append(entry("a", 2, false))).isInstanceOf(LedgerTakenException.class);
            ledger.append(entry("b", 0, false));
            assertThat(ledger.unfinished()).containsExactly("a", "b");
            assertThat(ledger.read("a")).containsExactly(entry("a", 0, false));
            ledger.append(entry("a", 1, true));
            assertThat(ledger.unfinished()).containsExactly("b");
            assertThat(ledger.finished(RunFilter.all())).containsExactly("a");
            assertThat(ledger.read("a")).hasSize(2);
            assertThatThrownBy(() -> ledger.append(entry("a", 0, false))).isInstanceOf(LedgerTakenException.class);
            ledger.append(entry("b", 1, true));
            assertThat(ledger.finished(RunFilter.all())).containsExactly("b");
            assertThat(ledger.read("a")).isEmpty();
        }
    }

    @Test
    void entryTellsWhereItIsAndNeverWhatItSays() {
        LedgerEntry secret =
                new LedgerEntry("a", 3, Json.object().put("token", "signed").build(), false);
        assertThat(secret).hasToString("entry 3 of run a");
    }
}
