package dev.aks4j.testkit;

import dev.aks4j.core.plan.ledger.FileLedger;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The ledgers of aks-core are ledgers. */
class LedgersKeepTheContractTest {

    @Nested
    class InMemory extends LedgerContract {
        @Override
        protected Ledger ledger() {
            return new MemoryLedger();
        }
    }

    @Nested
    class InMemoryWithoutHistory extends LedgerContract {
        @Override
        protected Ledger ledger() {
            return new MemoryLedger(0);
        }
    }

    @Nested
    class InAFile extends LedgerContract {
        @TempDir
        Path directory;

        @Override
        protected Ledger ledger() {
            return FileLedger.open(directory.resolve("runs.ledger"));
        }
    }
}
