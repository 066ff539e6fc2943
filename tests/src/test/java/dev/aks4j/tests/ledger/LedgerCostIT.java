package dev.aks4j.tests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.ledger.FileLedger;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.ledger.jdbc.JdbcLedger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** What a fact costs in PostgreSQL and in a file; says so, and asserts only that everything is there. */
@Isolated("one database")
@EnabledIfSystemProperty(named = "aks4j.postgres", matches = ".+")
class LedgerCostIT {

    private static final int RUNS = 100;
    private static final int FACTS = 40;

    @Test
    void factsOfOneRunAndOfAHundredAtOnce() throws Exception {
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        source.setUrl(System.getProperty("aks4j.postgres"));
        source.setPrepareThreshold(1);
        JdbcConnectionPool pool = JdbcConnectionPool.create(source);
        pool.setMaxConnections(20);
        Path file = Path.of(System.getProperty("aks4j.cost.file", "target/cost.ledger"));
        try (Ledger jdbc = JdbcLedger.builder(pool).open();
                Ledger inFile = FileLedger.open(file)) {
            measure("warm", jdbc, 20, 1);
            measure("warm", inFile, 20, 2);
            for (int round = 0; round < 3; round++) {
                double one = measure("1 run, PostgreSQL", jdbc, 1, round * 1000 + 10);
                double many = measure(RUNS + " runs, PostgreSQL", jdbc, RUNS, round * 1000 + 20);
                double oneFile = measure("1 run, file", inFile, 1, round * 1000 + 500);
                double manyFile = measure(RUNS + " runs, file", inFile, RUNS, round * 1000 + 600);
                System.out.printf(
                        "one at a time %.2f ms a fact (file %.2f); %d at once %.0f facts/s, %.2f x the file's %.0f%n",
                        1000 / one, 1000 / oneFile, RUNS, many, many / manyFile, manyFile);
            }
        } finally {
            pool.dispose();
        }
    }

    /** Returns facts a second. */
    private static double measure(String what, Ledger ledger, int runs, int mark) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(runs);
        try {
            List<Future<?>> all = new ArrayList<>();
            long from = System.nanoTime();
            for (int run = 0; run < runs; run++) {
                String id = "cost-" + mark + "-" + run;
                all.add(threads.submit(() -> {
                    for (int position = 0; position < FACTS; position++) {
                        Json fact = Json.object()
                                .put("fact", "intent")
                                .put("at", "2026-11-23T09:00:00Z")
                                .put("step", "x".repeat(300))
                                .build();
                        ledger.append(new LedgerEntry(id, position, fact, position == FACTS - 1));
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            double seconds = (System.nanoTime() - from) / 1e9;
            assertThat(ledger.unfinished()).as(what).noneMatch(id -> id.startsWith("cost-" + mark + "-"));
            return runs * FACTS / seconds;
        } finally {
            threads.shutdown();
        }
    }
}
