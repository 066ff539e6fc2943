package dev.aks4j.spring;

import dev.aks4j.core.AksClients;
import dev.aks4j.core.plan.ledger.RunFilter;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.RunState;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up while the ledger can be read, with how many unfinished runs of each subscription are in which state. A run that failed
 * is somebody's work and no reason to restart the application. Asks Azure nothing.
 */
final class RunsHealth extends AbstractHealthIndicator {

    private final AksClients clients;
    private final SubscriptionNames names;

    RunsHealth(AksClients clients, SubscriptionNames names) {
        super("The ledger of aks4j could not be read");
        this.clients = clients;
        this.names = names;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        names.all(clients).forEach((name, aks) -> {
            Map<RunState, Long> states = aks.runs().list(RunFilter.all().subscription(aks.subscriptionId())).stream()
                    .map(LedgerRun::state)
                    .filter(state -> !state.isFinished())
                    .collect(Collectors.groupingBy(state -> state, TreeMap::new, Collectors.counting()));
            Map<String, Long> words = new TreeMap<>();
            states.forEach((state, runs) -> words.put(state.toString(), runs));
            health.withDetail(name, words);
        });
        health.up();
    }
}
