package dev.aks4j.tests.run;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.ledger.FileLedger;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.testkit.time.WallTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A program that brings the baseline environment up, or carries on what another one left in the ledger. It can be told to
 * die at an entry of its ledger, as a machine dies: without any more instruction.
 */
public final class BaselineProcess {

    private static final Duration LONG = Duration.ofHours(6);

    private BaselineProcess() {}

    /**
     * Arguments: arm, entra, tenant, subscription, client id, client secret, CA file, ledger file, time scale, entry to die
     * at (-1 for none), whether that entry is stored first.
     */
    public static void main(String[] arguments) {
        List<String> in = List.of(arguments);
        int killAt = Integer.parseInt(in.get(9));
        boolean stored = Boolean.parseBoolean(in.get(10));
        Transport real = Transport.standard(Path.of(in.get(6)));
        try (Aks slow = client(in, real, new MemoryLedger())) {
            // At its own pace, so that the start of a JVM does not count as minutes.
            slow.caller();
        }
        WallTime time = WallTime.startingNow(Double.parseDouble(in.get(8)));
        Ledger file = FileLedger.open(Path.of(in.get(7)));
        try (Aks aks = client(in, at(real, time), new HaltingLedger(file, killAt, stored))) {
            Baseline baseline = new Baseline();
            aks.runs().unfinished().forEach(run -> run.resume().await(LONG));
            aks.plan(baseline.specs(aks), PlanOptions.standard()).apply().await(LONG);
            System.out.println("up");
        }
        System.exit(0);
    }

    private static Aks client(List<String> in, Transport transport, Ledger ledger) {
        return Aks.builder(in.get(3))
                .credential(AksCredential.clientSecret(in.get(2), in.get(4), in.get(5)))
                .cloud(AzureCloud.custom(in.get(0), in.get(1)))
                .transport(transport)
                .ledger(ledger)
                .build();
    }

    private static Transport at(Transport real, Scheduler time) {
        return new Transport() {
            @Override
            public com.azure.core.http.HttpClient azure() {
                return real.azure();
            }

            @Override
            public com.microsoft.aad.msal4j.IHttpClient entra() {
                return real.entra();
            }

            @Override
            public io.fabric8.kubernetes.client.http.HttpClient.Factory kubernetes() {
                return real.kubernetes();
            }

            @Override
            public Scheduler scheduler() {
                return time;
            }
        };
    }

    private static final class HaltingLedger implements Ledger {
        private final Ledger ledger;
        private final int at;
        private final boolean stored;
        private int appends;

        HaltingLedger(Ledger ledger, int at, boolean stored) {
            this.ledger = ledger;
            this.at = at;
            this.stored = stored;
        }

        @Override
        public synchronized void append(LedgerEntry entry) {
            boolean now = appends++ == at;
            if (!now || stored) {
                ledger.append(entry);
            }
            if (now) {
                Runtime.getRuntime().halt(137);
            }
        }

        @Override
        public List<LedgerEntry> read(String run) {
            return ledger.read(run);
        }

        @Override
        public List<String> unfinished() {
            return ledger.unfinished();
        }

        @Override
        public void close() {
            ledger.close();
        }
    }
}
