package dev.aks4j.tests.ledger;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.microsoft.aad.msal4j.IHttpClient;
import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.ledger.jdbc.JdbcLedger;
import dev.aks4j.network.VirtualNetworkSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/**
 * One replica of a service: provisions the tenants whose names it reads from standard input, and takes up what no living
 * replica carries out. Its name goes into every request and every entry that it writes.
 */
public final class ReplicaProcess {

    static final String HEADER = "x-replica";
    static final Duration LEASE = Duration.ofSeconds(2);

    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private ReplicaProcess() {}

    /** Arguments: name, JDBC URL, scale, begin, ARM, Entra, tenant, subscription, client, secret, CA certificate. */
    public static void main(String[] given) throws IOException {
        int scale = Integer.parseInt(given[2]);
        Scheduler time = new ScaledScheduler(Scheduler.standard(), Instant.parse(given[3]), scale);
        Transport transport = new Named(Transport.standard(Path.of(given[10])), time, given[0]);
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        source.setUrl(given[1] + "&ApplicationName=replica");
        JdbcConnectionPool pool = JdbcConnectionPool.create(source);
        pool.setMaxConnections(8);
        Ledger ledger = new SignedLedger(JdbcLedger.builder(pool).lease(LEASE).open(), given[0], scale);
        Aks aks = Aks.builder(given[7])
                .credential(AksCredential.clientSecret(given[6], given[8], given[9]))
                .cloud(AzureCloud.custom(given[4], given[5]))
                .transport(transport)
                .ledger(ledger)
                .build();
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
        threads.scheduleWithFixedDelay(() -> takeUp(aks), 300, 300, TimeUnit.MILLISECONDS);
        System.out.println("ready");
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String tenant = in.readLine(); tenant != null; tenant = in.readLine()) {
                String name = tenant;
                threads.execute(() -> provision(aks, name));
            }
        }
        System.exit(0);
    }

    private static void provision(Aks aks, String tenant) {
        if (!TOLD.add(tenant)) {
            return;
        }
        Plan plan = null;
        while (plan == null) {
            try {
                plan = aks.plan(specs(tenant));
            } catch (RuntimeException e) {
                // A machine with much to do is slow, and this time runs fast; a plan has sent nothing.
                System.out.println("cannot plan " + tenant + " " + e.toString().replace('\n', ' '));
            }
        }
        try {
            plan.apply(Map.of("tenant", tenant));
            System.out.println("started " + tenant);
        } catch (RuntimeException e) {
            System.out.println("refused " + tenant + " " + e.toString().replace('\n', ' '));
            TOLD.remove(tenant);
        }
    }

    private static void takeUp(Aks aks) {
        try {
            for (LedgerRun run : aks.runs().interrupted()) {
                try {
                    run.resume();
                    System.out.println("resumed " + run.labels().get("tenant"));
                } catch (AksException e) {
                    System.out.println("left " + run.labels().get("tenant") + " "
                            + e.getMessage().lines().findFirst().orElse(""));
                }
            }
        } catch (RuntimeException e) {
            System.out.println("cannot look " + e.toString().replace('\n', ' '));
        }
    }

    static Spec[] specs(String tenant) {
        ResourceGroupSpec group = ResourceGroupSpec.of("rg-" + tenant, Region.WEST_EUROPE);
        VirtualNetworkSpec vnet = VirtualNetworkSpec.builder("vnet-" + tenant, group)
                .addressSpace("10.20.0.0/16")
                .subnet("nodes", "10.20.0.0/22")
                .build();
        ClusterSpec cluster = ClusterSpec.builder(tenant, group)
                .systemPool("system", pool -> pool.vmSize("Standard_D2ds_v5").count(2))
                .build();
        return List.of(group, vnet, cluster).toArray(Spec[]::new);
    }

    /** Real ways out, on another time, with a name on every request to Azure. */
    private record Named(Transport real, Scheduler scheduler, String name) implements Transport {

        @Override
        public HttpClient azure() {
            HttpClient client = real.azure();
            return request -> client.send(request.setHeader(HttpHeaderName.fromString(HEADER), name));
        }

        @Override
        public IHttpClient entra() {
            return real.entra();
        }

        @Override
        public io.fabric8.kubernetes.client.http.HttpClient.Factory kubernetes() {
            return real.kubernetes();
        }
    }
}
