package dev.aks4j.ledger.jdbc;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.ledger.LedgerTakenException;
import dev.aks4j.core.plan.ledger.RunFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger in a database: PostgreSQL from 12 on, or H2 in a file. Replicas of a service share it. A run belongs to the
 * process that wrote last, for as long as that one gives a sign of life within the lease; then another one may take it up.
 *
 * <pre>{@code
 * try (Ledger ledger = JdbcLedger.builder(dataSource).open();
 *      Aks aks = Aks.builder(subscriptionId).ledger(ledger).build()) {
 *     aks.runs().resumeInterrupted();     // what no living replica carries out
 * }
 * }</pre>
 *
 * <p>Fencing: an entry is stored only at the next free position of its run, by one transaction that changes the run's row
 * and adds the entry. Whoever takes a run over writes there first; everything that the former owner writes afterwards, its
 * signs of life too, is refused, and it sends nothing that it could not first write down. A process that stood still
 * between the writing and the sending notices that its lease is over, and does not send.
 *
 * <p>Whether a lease is over is told by the database's clock, so the clocks of the processes need not agree. A connection
 * that breaks is tried again, for 30 seconds unless told otherwise, and an entry whose commit was perhaps lost is looked
 * for before it is written again. A run whose entry cannot be written in that time stops, and is taken up by whoever asks
 * for {@link dev.aks4j.core.plan.run.Runs#interrupted()} later.
 *
 * <p>The tables ({@code aks4j_run} and four more, by the scripts {@code dev/aks4j/ledger/jdbc/V*.sql} of the jar) are made in
 * the connection's schema. Facts hold no secret, but signed URLs of operations: give the tables to this service only.
 * Thread-safe.
 */
public final class JdbcLedger implements Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcLedger.class);

    private final LedgerStatements tables;
    private final Optional<Duration> lease;
    private final Duration keep;
    private final Runnable closing;
    private volatile boolean closed;

    private JdbcLedger(LedgerStatements tables, Optional<Duration> lease, Duration keep, Runnable closing) {
        this.tables = tables;
        this.lease = lease;
        this.keep = keep;
        this.closing = closing;
    }

    /**
     * Starts a ledger in a database.
     *
     * @param database gives connections, best from a pool; it stays the caller's, who brings the database's driver
     */
    public static Builder builder(DataSource database) {
        return new Builder(database);
    }

    /**
     * Opens a ledger in an H2 database in a file, which needs nothing else; the tables are made if they are not there. One
     * process at a time has it open, so there is no lease: what it does not carry out itself is interrupted. An entry
     * outlives the process, but perhaps not the machine's power: {@link dev.aks4j.core.plan.ledger.FileLedger} forces each
     * one to the disk.
     *
     * @param file where it is, without the ending {@code .mv.db} that H2 adds; its directory is made if it is not there
     * @throws AksException if it cannot be opened, for example because another process has it open
     */
    public static JdbcLedger embedded(Path file) {
        String path = file.toAbsolutePath().toString();
        if (path.contains(";")) {
            throw new AksException(
                    "The ledger cannot be at " + file + ": H2 takes no semicolon in a path. Choose another path.");
        }
        String url = "jdbc:h2:file:" + path + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "aks4j", "");
        try {
            Builder builder = builder(pool);
            builder.closing = pool::dispose;
            builder.lease = Optional.empty();
            return builder.open();
        } catch (RuntimeException e) {
            pool.dispose();
            throw e;
        }
    }

    @Override
    public void append(LedgerEntry entry) {
        checkOpen();
        tables.append(entry);
        if (entry.last()) {
            dropOld();
        }
    }

    /** Drops what finished too long ago. That it does not work harms nothing: the next run that finishes does it. */
    private void dropOld() {
        try {
            tables.dropFinishedBefore(keep);
        } catch (RuntimeException e) {
            LOG.warn("Old runs could not be dropped from the ledger: {}", e.getMessage());
        }
    }

    @Override
    public List<LedgerEntry> read(String run) {
        checkOpen();
        return tables.read(run);
    }

    @Override
    public List<String> unfinished() {
        return unfinished(RunFilter.all());
    }

    @Override
    public List<String> unfinished(RunFilter filter) {
        checkOpen();
        return tables.unfinished(filter);
    }

    @Override
    public List<String> finished(RunFilter filter) {
        checkOpen();
        return tables.finished(filter);
    }

    /** Notes a sign of life in the run's row. */
    @Override
    public boolean renew(String run, long next) {
        checkOpen();
        if (!tables.renew(run, next)) {
            throw new LedgerTakenException(new LedgerEntry(run, next, Json.missing(), false));
        }
        return true;
    }

    /** Takes a run over in the same transaction that sees its lease over. */
    @Override
    public boolean claim(LedgerEntry entry) {
        checkOpen();
        if (lease.isEmpty()) {
            append(entry);
            return true;
        }
        return tables.claim(entry, lease.get());
    }

    @Override
    public Optional<Boolean> isLeased(String run) {
        checkOpen();
        return lease.map(length -> tables.isSeenWithin(run, length));
    }

    @Override
    public Optional<Duration> lease() {
        return lease;
    }

    private void checkOpen() {
        if (closed) {
            throw new AksException("The ledger is closed. Close it after the clients that use it.");
        }
    }

    /** Ends the use of the ledger. A data source that was given stays open. */
    @Override
    public void close() {
        closed = true;
        closing.run();
    }

    /** Returns what it is; never an address or a user. */
    @Override
    public String toString() {
        return "JdbcLedger" + lease.map(length -> " with a lease of " + length).orElse("");
    }

    /** Builds a {@link JdbcLedger}. Not thread-safe. */
    public static final class Builder {

        private final DataSource database;
        private Optional<Duration> lease = Optional.of(Duration.ofMinutes(1));
        private Duration keep = Duration.ofDays(90);
        private Duration patience = Duration.ofSeconds(30);
        private Scheduler scheduler = Scheduler.standard();
        private Optional<Supplier<Instant>> clock = Optional.empty();
        private SchemaWay schema = SchemaWay.OURS;
        private Runnable closing = () -> {};

        private Builder(DataSource database) {
            this.database = Objects.requireNonNull(database);
        }

        /**
         * Sets for how long after its last sign of life a run counts as carried out. A sign is given three times within it. A
         * process that stands still for longer loses its runs. Default: 1 minute; from 1 second on.
         */
        public Builder lease(Duration length) {
            if (length.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new AksException("A lease of " + length
                        + " is too short: a pause of the collector would lose a run." + " Give 1 second or more.");
            }
            lease = Optional.of(length);
            return this;
        }

        /** Sets how long finished runs are kept. Default: 90 days. */
        public Builder keepFinished(Duration length) {
            if (length.isNegative()) {
                throw new AksException("Finished runs cannot be kept for " + length + ". Give zero or more.");
            }
            keep = length;
            return this;
        }

        /**
         * Sets how long an entry is tried again when the database does not answer. Default: 30 seconds. More than the 1 minute
         * that the library waits for a ledger when a run is started helps runs under way only.
         */
        public Builder patience(Duration length) {
            patience = Objects.requireNonNull(length);
            return this;
        }

        /** Sets the time by which tries are spaced. Default: {@link Scheduler#standard()}. */
        public Builder scheduler(Scheduler value) {
            scheduler = Objects.requireNonNull(value);
            return this;
        }

        /** Sets a clock that tells leases and ages in the place of the database's, for tests in virtual time. */
        public Builder clock(Supplier<Instant> value) {
            clock = Optional.of(value);
            return this;
        }

        /**
         * Lets Flyway make and migrate the tables, in a history table of its own, {@code aks4j_flyway_history}. The program
         * brings {@code org.flywaydb:flyway-core} and Flyway's module for its database. Default: this library does it itself
         * and writes the version into {@code aks4j_schema}; tables that it made are taken over.
         */
        public Builder flyway() {
            schema = SchemaWay.FLYWAY;
            return this;
        }

        /** Makes no table: the program's own migration runs the scripts. Tables that are missing or old are refused. */
        public Builder tablesAreThere() {
            schema = SchemaWay.THERE;
            return this;
        }

        /**
         * Opens the ledger, and makes its tables if they are not there.
         *
         * @throws AksException if the database does not answer, or its tables are of a newer version of this library
         */
        public JdbcLedger open() {
            Tries tries = new Tries(database, scheduler, patience);
            new Schema(database, tries).bring(schema);
            return new JdbcLedger(new LedgerStatements(tries, clock), lease, keep, closing);
        }
    }
}
