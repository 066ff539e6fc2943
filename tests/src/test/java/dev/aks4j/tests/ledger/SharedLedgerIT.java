package dev.aks4j.tests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.ledger.RunFilter;
import dev.aks4j.ledger.jdbc.JdbcLedger;
import dev.aks4j.simulated.azure.LoopbackAzure;
import dev.aks4j.simulated.azure.log.RecordedRequest;
import dev.aks4j.simulated.time.WallTime;
import dev.aks4j.testkit.SimulatedAzure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Two replicas on one PostgreSQL, killed, stopped for longer than their lease, and cut off from the database, again and
 * again. {@code tests/postgres.sh} starts the database and this.
 */
@Isolated("one database")
@EnabledIfSystemProperty(named = "aks4j.postgres", matches = ".+")
class SharedLedgerIT {

    private static final int SCALE = 60;

    private final String url = System.getProperty("aks4j.postgres");
    private final int kills = Integer.getInteger("aks4j.kills", 200);
    private final long seed = Long.getLong("aks4j.seed", 20261201L);

    @TempDir
    Path folder;

    private final Map<String, Integer> done = new TreeMap<>();
    private final List<Replica> all = new ArrayList<>();
    private List<String> arguments;

    private Replica replica() throws Exception {
        Replica replica = new Replica("r" + all.size(), folder.resolve("errors.txt"), arguments);
        all.add(replica);
        assertThat(replica.isReady()).as("replica starts: %s", errors()).isTrue();
        return replica;
    }

    private String errors() throws Exception {
        Path errors = folder.resolve("errors.txt");
        return Files.exists(errors) ? Files.readString(errors) : "";
    }

    private PGSimpleDataSource database() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }

    private void cutConnections() throws SQLException {
        try (Connection connection = database().getConnection();
                var statement = connection.createStatement()) {
            ResultSet cut = statement.executeQuery("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                    + " where application_name = 'replica'");
            cut.next();
            done.merge("connections cut", cut.getInt(1), Integer::sum);
        }
    }

    @Test
    void noRunIsLostDoubledOrCarriedOutByTwo() throws Exception {
        System.out.println("seed " + seed + ", " + kills + " kills");
        Random random = new Random(seed);
        Instant begin = Instant.now();
        SimulatedAzure azure =
                SimulatedAzure.builder().time(WallTime.startingAt(begin, SCALE)).build();
        azure.quota(Region.WEST_EUROPE).cores("standardDDSv5Family", 100_000);
        azure.quota(Region.WEST_EUROPE).cores("cores", 100_000);
        JdbcLedger ledger = JdbcLedger.builder(database()).open();
        // Other tests of this database leave runs of no subscription, which every filter means.
        int others = ledger.finished(RunFilter.all().subscription(azure.subscriptionId()))
                .size();
        try (LoopbackAzure loopback = LoopbackAzure.open(azure.simulator())) {
            arguments = List.of(
                    url,
                    String.valueOf(SCALE),
                    begin.toString(),
                    loopback.arm(),
                    loopback.entra(),
                    azure.tenantId(),
                    azure.subscriptionId(),
                    azure.clientId(),
                    azure.clientSecret(),
                    Files.writeString(folder.resolve("ca.pem"), loopback.caCertificatePem())
                            .toString());
            Replica[] pair = {replica(), replica()};
            int tenants = 0;
            long late = System.nanoTime()
                    + Duration.ofMinutes(Integer.getInteger("aks4j.minutes", 600))
                            .toNanos();
            for (int killed = 0; killed < kills && System.nanoTime() - late < 0; killed++) {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    pair[random.nextInt(2)].provision("t" + tenants++);
                }
                int victim = random.nextInt(2);
                Thread.sleep(random.nextInt(1200));
                if (killed % 5 == 2) {
                    cutConnections();
                    Thread.sleep(random.nextInt(200));
                }
                if (killed % 8 == 5) {
                    pair[victim].signal("STOP");
                    Thread.sleep(ReplicaProcess.LEASE.multipliedBy(2).toMillis());
                    pair[victim].signal("CONT");
                    done.merge("stopped for twice the lease", 1, Integer::sum);
                    Thread.sleep(300);
                }
                pair[victim].kill();
                done.merge("killed", 1, Integer::sum);
                pair[victim] = replica();
                if (killed % 20 == 19) {
                    System.out.println(Instant.now() + " " + done + ", tenants " + tenants);
                }
            }
            finish(ledger, pair, tenants, others);
            for (Replica replica : pair) {
                replica.kill();
            }
            judge(ledger, azure.requests().all(), tenants);
        }
    }

    /** Lets what was perhaps never begun begin, and everything end. */
    private void finish(JdbcLedger ledger, Replica[] pair, int tenants, int others) throws Exception {
        long until = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        int again = 0;
        for (int round = 0; System.nanoTime() - until < 0; round++) {
            Thread.sleep(1_000);
            if (ledger.unfinished().isEmpty()
                    && ledger.finished(RunFilter.all().subscription(arguments.get(6)))
                                    .size()
                            >= tenants + others) {
                break;
            }
            for (int i = 0; i < tenants && round % 20 == 4; i++) {
                RunFilter of = RunFilter.all().label("tenant", "t" + i);
                if (ledger.unfinished(of).isEmpty() && ledger.finished(of).isEmpty()) {
                    again++;
                    pair[i % 2].provision("t" + i);
                }
            }
        }
        done.put("told again because the replica died before it began", again);
    }

    private void judge(JdbcLedger ledger, List<RecordedRequest> requests, int tenants) {
        List<String> wrong = new ArrayList<>();
        Map<String, List<RecordedRequest>> writes = requests.stream()
                .filter(RecordedRequest::write)
                .collect(Collectors.groupingBy(
                        request -> request.path().split("rg-")[1].split("/")[0],
                        LinkedHashMap::new,
                        Collectors.toList()));
        int resumed = 0;
        int entries = 0;
        for (int i = 0; i < tenants; i++) {
            String tenant = "t" + i;
            List<String> runs = ledger.finished(RunFilter.all().label("tenant", tenant));
            if (runs.size() != 1) {
                wrong.add(tenant + " has " + runs.size() + " finished runs and "
                        + ledger.unfinished(RunFilter.all().label("tenant", tenant))
                                .size() + " others");
                continue;
            }
            List<LedgerEntry> facts = ledger.read(runs.get(0));
            entries += facts.size();
            List<String> owners = new ArrayList<>();
            for (LedgerEntry fact : facts) {
                String name = fact.fact().path("fact").asText();
                String writer = fact.fact().path(SignedLedger.WRITER).asText();
                boolean takes = name.equals("planned") || name.equals("claimed");
                if (takes) {
                    owners.add(writer);
                } else if (!owners.get(owners.size() - 1).equals(writer)) {
                    wrong.add(tenant + ": " + writer + " wrote " + fact + " of a run of " + owners);
                }
            }
            resumed += owners.size() - 1;
            judgeWrites(tenant, owners, writes.getOrDefault(tenant, List.of()), wrong);
        }
        done.put("runs", tenants);
        done.put("taken over", resumed);
        done.put("entries", entries);
        done.put(
                "writes to Azure", writes.values().stream().mapToInt(List::size).sum());
        done.put("processes", all.size());
        System.out.println(done + ", " + wrong.size() + " wrong");
        all.stream()
                .flatMap(replica -> replica.said().stream())
                .filter(line -> line.startsWith("refused") || line.startsWith("cannot"))
                .limit(10)
                .forEach(System.out::println);
        assertThat(wrong).isEmpty();
        assertThat(resumed).as("runs were really taken over").isGreaterThan(done.get("killed") / 10);
    }

    /** Each resource was accepted once, and writes of two processes never alternate unless the run did. */
    private static void judgeWrites(
            String tenant, List<String> owners, List<RecordedRequest> writes, List<String> wrong) {
        Map<String, Long> accepted = writes.stream()
                .filter(request -> request.status() / 100 == 2)
                .collect(Collectors.groupingBy(
                        request -> request.method() + " " + request.path(), Collectors.counting()));
        accepted.forEach((what, times) -> {
            if (times != 1) {
                wrong.add(tenant + ": " + what + " was accepted " + times + " times, of "
                        + writes.stream()
                                .filter(request -> (request.method() + " " + request.path()).equals(what))
                                .map(request -> sender(request) + " at " + request.at() + " (" + request.status() + ")")
                                .toList());
            }
        });
        if (accepted.size() != 3) {
            wrong.add(tenant + ": accepted were " + accepted);
        }
        int at = 0;
        for (RecordedRequest write : writes) {
            String by = sender(write);
            while (at < owners.size() && !owners.get(at).equals(by)) {
                at++;
            }
            if (at == owners.size()) {
                wrong.add(tenant + ": " + by + " sent " + write + " out of the turn of " + owners);
                return;
            }
        }
    }

    private static String sender(RecordedRequest write) {
        return write.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(ReplicaProcess.HEADER))
                .map(header -> header.getValue().get(0))
                .findFirst()
                .orElse("nobody");
    }
}
