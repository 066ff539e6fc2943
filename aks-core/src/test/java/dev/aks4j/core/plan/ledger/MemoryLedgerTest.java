package dev.aks4j.core.plan.ledger;

class MemoryLedgerTest extends LedgerContract {

    @Override
    Ledger ledger() {
        return new MemoryLedger();
    }
}
