package dev.aks4j.ledger.jdbc;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Scheduler;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does work in a transaction, and again if the database could not be reached or asks for it. Thread-safe. */
final class Tries {

    private static final Logger LOG = LoggerFactory.getLogger(Tries.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** Classes of SQL states that pass: connection, resources, shutting down, conflicts of transactions. */
    private static final Set<String> PASSING = Set.of("08", "53", "57", "40");

    /** H2's words for a connection that broke, and for a row or a table that another transaction holds. */
    private static final Set<String> PASSING_H2 = Set.of("90067", "90098", "90121", "HYT00");

    /** Work on one connection. */
    @FunctionalInterface
    interface Work<T> {
        /**
         * Does it.
         *
         * @param attempt 1 for the first try
         */
        T on(Connection connection, int attempt) throws SQLException;
    }

    private final DataSource database;
    private final Scheduler scheduler;
    private final Duration patience;

    Tries(DataSource database, Scheduler scheduler, Duration patience) {
        this.database = database;
        this.scheduler = scheduler;
        this.patience = patience;
    }

    <T> T inTransaction(String doing, Work<T> work) {
        return tried(doing, (connection, attempt) -> once(connection, work, attempt));
    }

    /** Does work that is one statement, which is a transaction by itself: a commit of its own would be one more trip. */
    <T> T inOneStatement(String doing, Work<T> work) {
        return tried(doing, (connection, attempt) -> {
            boolean commitsItself = connection.getAutoCommit();
            connection.setAutoCommit(true);
            T done = work.on(connection, attempt);
            connection.setAutoCommit(commitsItself);
            return done;
        });
    }

    private <T> T tried(String doing, Work<T> work) {
        Duration until = scheduler.elapsed().plus(patience);
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = database.getConnection()) {
                return work.on(connection, attempt);
            } catch (SQLException e) {
                boolean late = scheduler.elapsed().plus(pause).compareTo(until) > 0;
                if (!passes(e) || late) {
                    throw new AksException(
                            "The ledger's database failed while " + doing + ": " + e.getMessage() + " (SQL state "
                                    + e.getSQLState() + ")"
                                    + (passes(e) ? ", for longer than " + patience : "")
                                    + ". See that it answers and that its user may write the tables aks4j_*.",
                            e);
                }
                LOG.warn("The ledger's database failed while {} ({}); it is tried again.", doing, e.getMessage());
                rest(pause, doing);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    private static <T> T once(Connection connection, Work<T> work, int attempt) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T done = work.on(connection, attempt);
            connection.commit();
            return done;
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        } finally {
            restore(connection);
        }
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static void restore(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // A broken connection is closed next.
        }
    }

    static boolean passes(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || PASSING_H2.contains(state)
                || state.length() == 5 && PASSING.contains(state.substring(0, 2));
    }

    /** Returns whether a row with the same key is there already. */
    static boolean isDuplicate(SQLException failure) {
        return "23505".equals(failure.getSQLState());
    }

    private void rest(Duration pause, String doing) {
        try {
            scheduler.await(new CompletableFuture<>(), pause);
        } catch (TimeoutException e) {
            // That was the pause.
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AksException("The thread was interrupted while " + doing + ". Try again.");
        }
    }
}
