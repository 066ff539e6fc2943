package dev.aks4j.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.ledger.LedgerTakenException;
import dev.aks4j.core.plan.ledger.RunFilter;
import dev.aks4j.testkit.LedgerContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcLedgerTest extends LedgerContract {

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final BreakableDatabase database = new BreakableDatabase(h2(url));
    private Instant now = Instant.parse("2026-11-23T09:00:00Z");

    private static DataSource h2(String url) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        return source;
    }

    @AfterEach
    void drop() throws SQLException {
        try (Connection connection = h2(url).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        }
    }

    private JdbcLedger.Builder builder() {
        return JdbcLedger.builder(database).clock(() -> now).lease(Duration.ofMinutes(1));
    }

    @Override
    protected Ledger ledger() {
        return builder().open();
    }

    private static LedgerEntry entry(String run, long position, boolean last) {
        return new LedgerEntry(
                run, position, Json.object().put("fact", "x").put("n", position).build(), last);
    }

    @Test
    void runIsLeasedUntilItsOwnerIsSilentForLongerThanTheLease() {
        try (Ledger ledger = ledger()) {
            ledger.append(entry("a", 0, false));
            now = now.plusSeconds(59);
            assertThat(ledger.isLeased("a")).contains(true);
            assertThat(ledger.renew("a", 1)).isTrue();
            now = now.plusSeconds(59);
            assertThat(ledger.isLeased("a")).as("after a sign of life").contains(true);
            now = now.plusSeconds(1);
            assertThat(ledger.isLeased("a")).contains(false);
            assertThat(ledger.read("a")).as("a sign of life is no entry").hasSize(1);
        }
    }

    @Test
    void runIsTakenOnlyOnceItsOwnerIsSilentForAWholeLease() {
        LedgerEntry taking = entry("a", 1, false);
        try (Ledger ledger = ledger()) {
            ledger.append(entry("a", 0, false));
            now = now.plusSeconds(59);
            assertThat(ledger.claim(taking)).isFalse();
            ledger.renew("a", 1);
            now = now.plusSeconds(59);
            assertThat(ledger.claim(taking)).as("a sign of life counts").isFalse();
            now = now.plusSeconds(1);
            assertThat(ledger.claim(taking)).isTrue();
            assertThatThrownBy(() -> ledger.renew("a", 1)).isInstanceOf(LedgerTakenException.class);
            assertThatThrownBy(() -> ledger.claim(taking)).isInstanceOf(LedgerTakenException.class);
            assertThat(ledger.isLeased("a")).as("by its new owner").contains(true);
        }
    }

    @Test
    void takingWhoseCommitWasLostIsNotDoneTwice() {
        try (Ledger ledger = ledger()) {
            ledger.append(entry("a", 0, false));
            now = now.plusSeconds(60);
            database.breakAfterCommit();
            assertThat(ledger.claim(entry("a", 1, false))).isTrue();
            assertThat(ledger.read("a")).hasSize(2);
        }
    }

    @Test
    void poolThatLeavesCommitsToItsUsersLosesNothing() {
        database.manual = true;
        try (Ledger ledger = ledger();
                Ledger other = JdbcLedger.builder(h2(url)).clock(() -> now).open()) {
            ledger.append(entry("a", 0, false));
            ledger.append(entry("a", 1, false));
            now = now.plusSeconds(59);
            ledger.renew("a", 2);
            now = now.plusSeconds(59);

            assertThat(other.read("a")).hasSize(2);
            assertThat(other.isLeased("a")).contains(true);
        }
    }

    @Test
    void replicasShareWhatIsWrittenAndTheFormerOwnerIsFenced() {
        try (Ledger one = ledger();
                Ledger other = ledger()) {
            one.append(entry("a", 0, false));
            other.append(entry("a", 1, false));

            assertThatThrownBy(() -> one.append(entry("a", 1, false))).isInstanceOf(LedgerTakenException.class);
            assertThatThrownBy(() -> one.renew("a", 1)).isInstanceOf(LedgerTakenException.class);
            assertThat(one.read("a")).hasSize(2);
        }
    }

    @Test
    void finishedRunsAreKeptForAWhile() {
        try (Ledger ledger = builder().keepFinished(Duration.ofDays(1)).open()) {
            ledger.append(entry("old", 0, true));
            now = now.plus(Duration.ofHours(23));
            ledger.append(entry("b", 0, true));
            assertThat(ledger.finished(RunFilter.all())).containsExactly("b", "old");
            now = now.plus(Duration.ofHours(2));
            ledger.append(entry("c", 0, true));
            assertThat(ledger.finished(RunFilter.all())).containsExactly("c", "b");
        }
    }

    @Test
    void filterGivesExactlyWhatItMeans() {
        try (Ledger ledger = ledger()) {
            Json.ObjectBuilder fact = Json.object().put("fact", "planned");
            fact.putArray("subscriptions").add("one");
            fact.putObject("labels").put("tenant", "acme");
            ledger.append(new LedgerEntry("a", 0, fact.build(), false));

            assertThat(ledger.unfinished(RunFilter.all().subscription("ONE").label("tenant", "acme")))
                    .containsExactly("a");
            assertThat(ledger.unfinished(RunFilter.all().subscription("two"))).isEmpty();
            assertThat(ledger.unfinished(RunFilter.all().label("tenant", "other")))
                    .isEmpty();
            assertThat(ledger.unfinished(RunFilter.all().label("tenants", "acme")))
                    .isEmpty();
        }
    }

    @Test
    void entryWhoseCommitWasLostIsNotWrittenTwice() {
        try (Ledger ledger = ledger()) {
            ledger.append(entry("a", 0, false));
            database.breakAfterCommit();
            ledger.append(entry("a", 1, false));
            database.breakBeforeCommit();
            ledger.append(entry("a", 2, false));
            database.breakAfterCommit();
            ledger.append(entry("b", 0, false));

            assertThat(ledger.read("a")).hasSize(3);
            assertThat(ledger.read("b")).hasSize(1);
            assertThat(database.broken()).isEqualTo(3);
        }
    }

    @Test
    void entryOfAnotherAfterALostCommitIsStillRefused() {
        try (Ledger ledger = ledger();
                Ledger other = ledger()) {
            ledger.append(entry("a", 0, false));
            database.breakBeforeCommit(() -> other.append(
                    new LedgerEntry("a", 1, Json.object().put("fact", "claimed").build(), false)));

            assertThatThrownBy(() -> ledger.append(entry("a", 1, false))).isInstanceOf(LedgerTakenException.class);
        }
    }

    @Test
    void databaseThatIsGoneIsSaidPlainly() throws SQLException {
        try (Ledger ledger = builder().patience(Duration.ZERO).open()) {
            database.away = true;
            assertThatThrownBy(() -> ledger.append(entry("a", 0, false)))
                    .isInstanceOf(AksException.class)
                    .isNotInstanceOf(LedgerTakenException.class)
                    .hasMessageContaining("writing entry 0 of run a")
                    .hasMessageContaining("SQL state 08006");
        }
    }

    @Test
    void tablesAreMadeOnceAndNewerOnesRefused() throws SQLException {
        assertThatThrownBy(() -> builder().tablesAreThere().open()).hasMessageContaining("Run the scripts");
        try (Ledger ledger = ledger()) {
            ledger.append(entry("a", 0, false));
        }
        try (Ledger again = builder().tablesAreThere().open()) {
            assertThat(again.unfinished()).containsExactly("a");
        }
        try (Connection connection = h2(url).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update aks4j_schema set version = 99");
        }
        assertThatThrownBy(this::ledger).hasMessageContaining("of version 99");
    }

    @Test
    void flywayMakesTheTablesAndTakesOverThoseThatWeMade() throws SQLException {
        try (Ledger ledger = builder().flyway().open()) {
            ledger.append(entry("a", 0, false));
        }
        try (Ledger ours = ledger()) {
            assertThat(ours.unfinished()).containsExactly("a");
        }
        try (Connection connection = h2(url).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table \"aks4j_flyway_history\"");
        }
        try (Ledger taken = builder().flyway().open()) {
            assertThat(taken.unfinished()).containsExactly("a");
        }
    }

    @Test
    void embeddedLedgerNeedsNothingAndIsThereAfterReopening(@TempDir Path folder) {
        Path file = folder.resolve("new/runs");
        try (Ledger ledger = JdbcLedger.embedded(file)) {
            ledger.append(entry("a", 0, false));
            assertThat(ledger.lease()).isEmpty();
        }
        try (Ledger ledger = JdbcLedger.embedded(file)) {
            assertThat(ledger.read("a")).hasSize(1);
            assertThatThrownBy(() -> ledger.append(entry("a", 0, false))).isInstanceOf(LedgerTakenException.class);
        }
        assertThatThrownBy(() -> JdbcLedger.embedded(folder.resolve("a;b"))).hasMessageContaining("no semicolon");
    }

    @Test
    void badSettingsAreRefused() {
        assertThatThrownBy(() -> builder().lease(Duration.ofMillis(999))).hasMessageContaining("1 second or more");
        assertThat(builder().lease(Duration.ofSeconds(1))).isNotNull();
        assertThatThrownBy(() -> builder().keepFinished(Duration.ofDays(-1))).hasMessageContaining("zero or more");
        Ledger closed = ledger();
        closed.close();
        assertThatThrownBy(() -> closed.append(entry("a", 0, false))).hasMessageContaining("is closed");
    }
}
