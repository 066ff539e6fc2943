package dev.aks4j.core.plan;

class MemoryLedgerTest extends LedgerContract {

    @Override
    Ledger ledger() {
        return new MemoryLedger();
    }
}
