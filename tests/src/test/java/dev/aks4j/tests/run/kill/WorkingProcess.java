package dev.aks4j.tests.run.kill;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.plan.ledger.FileLedger;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.tests.run.SharedClock;
import dev.aks4j.tests.run.SteppedTransport;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The program that is killed, and the one that carries on: it talks HTTPS to the simulator and keeps its ledger in a
 * file. Says on standard output what it did.
 */
public final class WorkingProcess {

    static final String RESUMED = "resumed ";
    static final String WORKED = "worked";
    static final String NOTHING_LEFT = "nothing left";
    static final String TOLD = "told ";

    private static final Duration LONG = Duration.ofHours(6);

    private WorkingProcess() {}

    /** Does what {@link Assignment#arguments()} say. */
    public static void main(String[] arguments) {
        Assignment told = Assignment.read(List.of(arguments));
        SharedClock.Leader clock = SharedClock.Leader.at(told.clock());
        Transport real = Transport.standard(told.address().ca());
        work(told, new SteppedTransport(real, clock.time(), clock::tell), System.out::println);
        System.exit(0);
    }

    /** Does what it is told, in whatever process. */
    static void work(Assignment told, Transport transport, Consumer<String> say) {
        Ledger file = FileLedger.open(told.ledger());
        Ledger ledger = new MarkedLedger(file, told.stopAt(), told.stored(), say);
        try (file;
                Aks aks = client(told.address(), transport, ledger)) {
            if (told.carriesOn()) {
                say.accept(RESUMED + carryOn(told, aks, say));
            }
            if (told.works()) {
                say.accept(told.story().work(aks) ? WORKED : NOTHING_LEFT);
            }
        }
    }

    /** Takes up what was interrupted, as the README says; where somebody else acted, a run may end with a reason. */
    private static int carryOn(Assignment told, Aks aks, Consumer<String> say) {
        List<LedgerRun> interrupted = aks.runs().interrupted();
        for (LedgerRun run : interrupted) {
            try {
                run.resume().await(LONG);
            } catch (RunFailedException ended) {
                if (told.works()) {
                    throw ended;
                }
                say.accept(TOLD + ended.getCause().getClass().getSimpleName());
            }
        }
        return interrupted.size();
    }

    static Aks client(Assignment.Address address, Transport transport, Ledger ledger) {
        return Aks.builder(address.subscription())
                .credential(AksCredential.clientSecret(address.tenant(), address.clientId(), address.secret()))
                .cloud(AzureCloud.custom(address.arm(), address.entra()))
                .transport(transport)
                .ledger(ledger)
                .build();
    }
}
