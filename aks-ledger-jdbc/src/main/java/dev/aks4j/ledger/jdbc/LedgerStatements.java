package dev.aks4j.ledger.jdbc;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.ledger.LedgerTakenException;
import dev.aks4j.core.plan.ledger.RunFilter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The statements. Thread-safe. */
final class LedgerStatements {

    /** The time of the clock that was given, or the database's. */
    private static final String NOW = "coalesce(cast(? as timestamp with time zone), current_timestamp)";

    private final Tries tries;
    private final Optional<Supplier<Instant>> clock;
    private final boolean oneTrip;

    LedgerStatements(Tries tries, Optional<Supplier<Instant>> clock) {
        this.tries = tries;
        this.oneTrip = tries.inOneStatement(
                "asking what it is",
                (connection, attempt) ->
                        connection.getMetaData().getDatabaseProductName().equals("PostgreSQL"));
        this.clock = clock;
    }

    void append(LedgerEntry entry) {
        if (oneTrip && entry.position() > 0) {
            appendInOneTrip(entry);
            return;
        }
        tries.inTransaction("writing " + entry, (connection, attempt) -> {
            boolean stored = entry.position() == 0 ? begin(connection, entry, attempt) : advance(connection, entry);
            if (stored) {
                addEntry(connection, entry);
            } else if (attempt == 1 || !isThere(connection, entry)) {
                throw new LedgerTakenException(entry);
            }
            return stored;
        });
    }

    /** Appends if the run's last sign of life is a lease ago or longer; false if it is not. */
    boolean claim(LedgerEntry entry, Duration lease) {
        return tries.inTransaction("taking over run " + entry.run(), (connection, attempt) -> {
            if (moveIfLeft(connection, entry, now(connection).minus(lease))) {
                addEntry(connection, entry);
                return true;
            }
            if (attempt > 1 && isThere(connection, entry)) {
                return true;
            }
            if (isNext(connection, entry)) {
                return false;
            }
            throw new LedgerTakenException(entry);
        });
    }

    private boolean moveIfLeft(Connection connection, LedgerEntry entry, OffsetDateTime latest) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(moving(entry) + " and seen_at <= ?")) {
            int at = bindMoving(update, entry);
            update.setObject(at, latest);
            return update.executeUpdate() == 1;
        }
    }

    private static boolean isNext(Connection connection, LedgerEntry entry) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select 1 from aks4j_run where id = ? and next_position = ? and finished_at is null")) {
            select.setString(1, entry.run());
            select.setLong(2, entry.position());
            return select.executeQuery().next();
        }
    }

    private OffsetDateTime now(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select " + NOW)) {
            setNow(select, 1);
            ResultSet found = select.executeQuery();
            found.next();
            return found.getObject(1, OffsetDateTime.class);
        }
    }

    /** PostgreSQL moves the row on and adds the entry in one statement. */
    private void appendInOneTrip(LedgerEntry entry) {
        String sql = "with moved as (" + moving(entry) + " returning id)"
                + " insert into aks4j_entry (run, at_position, fact, is_last) select id, ?, ?, ? from moved";
        tries.inOneStatement("writing " + entry, (connection, attempt) -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                int at = bindMoving(statement, entry);
                statement.setLong(at++, entry.position());
                statement.setString(at++, entry.fact().toString());
                statement.setBoolean(at, entry.last());
                if (statement.executeUpdate() == 0 && (attempt == 1 || !isThere(connection, entry))) {
                    throw new LedgerTakenException(entry);
                }
                return entry;
            }
        });
    }

    /** Makes the row of a run; false if it is there. */
    private boolean begin(Connection connection, LedgerEntry entry, int attempt) throws SQLException {
        try (PreparedStatement there = connection.prepareStatement("select 1 from aks4j_run where id = ?")) {
            there.setString(1, entry.run());
            if (there.executeQuery().next()) {
                return false;
            }
        }
        String sql =
                "insert into aks4j_run (id, next_position, started_at, seen_at, finished_at, finished_as) values (?, 1, "
                        + NOW + ", " + NOW + ", " + end(entry) + ")";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, entry.run());
            setNow(insert, 2);
            setNow(insert, 3);
            if (entry.last()) {
                setNow(insert, 4);
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            if (!Tries.isDuplicate(e)) {
                throw e;
            }
            if (attempt == 1) {
                throw new LedgerTakenException(entry);
            }
            // An earlier try of ours may have come through at this moment: look.
            throw new SQLTransientException(e.getMessage(), e.getSQLState(), e);
        }
        addMarks(connection, entry);
        return true;
    }

    private static String end(LedgerEntry entry) {
        return entry.last() ? NOW + ", nextval('aks4j_end')" : "null, null";
    }

    private void addMarks(Connection connection, LedgerEntry entry) throws SQLException {
        for (Map.Entry<String, Json> label : entry.fact().path("labels").properties()) {
            insert(
                    connection,
                    "insert into aks4j_run_label (run, label_name, label_value) values (?, ?, ?)",
                    entry.run(),
                    label.getKey(),
                    label.getValue().asText());
        }
        for (Json subscription : entry.fact().path("subscriptions")) {
            insert(
                    connection,
                    "insert into aks4j_run_subscription (run, subscription) values (?, ?)",
                    entry.run(),
                    subscription.asText());
        }
    }

    private static void insert(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                insert.setString(i + 1, values[i]);
            }
            insert.executeUpdate();
        }
    }

    /** Moves a run's row on by one; false if somebody else was there first, or the run is finished. */
    private boolean advance(Connection connection, LedgerEntry entry) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(moving(entry))) {
            bindMoving(update, entry);
            return update.executeUpdate() == 1;
        }
    }

    private static String moving(LedgerEntry entry) {
        return "update aks4j_run set next_position = next_position + 1, seen_at = " + NOW
                + (entry.last() ? ", finished_at = " + NOW + ", finished_as = nextval('aks4j_end')" : "")
                + " where id = ? and next_position = ? and finished_at is null";
    }

    /** Returns the number of the next parameter. */
    private int bindMoving(PreparedStatement statement, LedgerEntry entry) throws SQLException {
        int at = 1;
        setNow(statement, at++);
        if (entry.last()) {
            setNow(statement, at++);
        }
        statement.setString(at++, entry.run());
        statement.setLong(at++, entry.position());
        return at;
    }

    private static void addEntry(Connection connection, LedgerEntry entry) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into aks4j_entry (run, at_position, fact, is_last) values (?, ?, ?, ?)")) {
            insert.setString(1, entry.run());
            insert.setLong(2, entry.position());
            insert.setString(3, entry.fact().toString());
            insert.setBoolean(4, entry.last());
            insert.executeUpdate();
        }
    }

    /** Returns whether an earlier try stored this entry after all: its commit came through, and only the answer was lost. */
    private static boolean isThere(Connection connection, LedgerEntry entry) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select fact from aks4j_entry where run = ? and at_position = ?")) {
            select.setString(1, entry.run());
            select.setLong(2, entry.position());
            ResultSet found = select.executeQuery();
            return found.next() && found.getString(1).equals(entry.fact().toString());
        }
    }

    List<LedgerEntry> read(String run) {
        return tries.inOneStatement("reading run " + run, (connection, attempt) -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select at_position, fact, is_last from aks4j_entry where run = ? order by at_position")) {
                select.setString(1, run);
                ResultSet found = select.executeQuery();
                List<LedgerEntry> entries = new ArrayList<>();
                while (found.next()) {
                    entries.add(new LedgerEntry(
                            run, found.getLong(1), Json.parse(found.getString(2)), found.getBoolean(3)));
                }
                return entries;
            }
        });
    }

    List<String> unfinished(RunFilter filter) {
        return ids("finished_at is null", filter, "number");
    }

    List<String> finished(RunFilter filter) {
        return ids("finished_at is not null", filter, "finished_as desc");
    }

    private List<String> ids(String state, RunFilter filter, String order) {
        StringBuilder sql = new StringBuilder("select id from aks4j_run r where ").append(state);
        List<String> values = new ArrayList<>();
        filter.subscription().ifPresent(subscription -> {
            sql.append(" and (exists (select 1 from aks4j_run_subscription s where s.run = r.id and s.subscription = ?)"
                    + " or not exists (select 1 from aks4j_run_subscription s where s.run = r.id))");
            values.add(subscription);
        });
        filter.labels().forEach((name, value) -> {
            sql.append(" and exists (select 1 from aks4j_run_label l where l.run = r.id and l.label_name = ?"
                    + " and l.label_value = ?)");
            values.add(name);
            values.add(value);
        });
        sql.append(" order by ").append(order);
        return tries.inOneStatement("listing runs", (connection, attempt) -> {
            try (PreparedStatement select = connection.prepareStatement(sql.toString())) {
                for (int i = 0; i < values.size(); i++) {
                    select.setString(i + 1, values.get(i));
                }
                ResultSet found = select.executeQuery();
                List<String> ids = new ArrayList<>();
                while (found.next()) {
                    ids.add(found.getString(1));
                }
                return ids;
            }
        });
    }

    /** Notes a sign of life; false if somebody else has written since. */
    boolean renew(String run, long next) {
        return tries.inOneStatement("noting that run " + run + " goes on", (connection, attempt) -> {
            try (PreparedStatement update = connection.prepareStatement("update aks4j_run set seen_at = " + NOW
                    + " where id = ? and next_position = ? and finished_at is null")) {
                setNow(update, 1);
                update.setString(2, run);
                update.setLong(3, next);
                return update.executeUpdate() == 1;
            }
        });
    }

    boolean isSeenWithin(String run, Duration lease) {
        return tries.inOneStatement("looking at run " + run, (connection, attempt) -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select seen_at, " + NOW + " from aks4j_run where id = ?")) {
                setNow(select, 1);
                select.setString(2, run);
                ResultSet found = select.executeQuery();
                return found.next()
                        && found.getObject(2, OffsetDateTime.class)
                                .isBefore(
                                        found.getObject(1, OffsetDateTime.class).plus(lease));
            }
        });
    }

    void dropFinishedBefore(Duration age) {
        tries.inTransaction("dropping old runs", (connection, attempt) -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from aks4j_run where finished_at < ?")) {
                delete.setObject(1, now(connection).minus(age));
                return delete.executeUpdate();
            }
        });
    }

    private void setNow(PreparedStatement statement, int at) throws SQLException {
        if (clock.isPresent()) {
            statement.setObject(at, clock.get().get().atOffset(ZoneOffset.UTC));
        } else {
            statement.setNull(at, Types.TIMESTAMP_WITH_TIMEZONE);
        }
    }
}
