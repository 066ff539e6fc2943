package dev.aks4j.temporal;

import dev.aks4j.core.Aks;
import dev.aks4j.core.AksClients;
import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.cluster.operate.Health;
import dev.aks4j.core.cluster.operate.NodePool;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.plan.ledger.RunFilter;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunEnd;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.core.plan.run.RunState;
import dev.aks4j.core.plan.run.RunWaitEndedException;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Upgrades clusters by runs of the ledger. The heartbeat of an activity is the id of its run: in the ledger, under that id,
 * is the token of the operation that is under way.
 */
final class AksFleetActivities implements FleetActivities {

    /** The type of failures that trying again does not mend. */
    static final String FAILED = "AksFailed";

    private static final Duration BEAT = Duration.ofSeconds(20);
    private static final Duration LATER = Duration.ofSeconds(15);

    private final AksClients clients;

    AksFleetActivities(AksClients clients) {
        this.clients = clients;
    }

    @Override
    public String upgrade(FleetMember member, String version) {
        Aks aks = clients.of(member.subscriptionId());
        return carryOut(aks, member, "upgrade to " + version, cluster -> cluster.upgradeTo(version));
    }

    @Override
    public List<String> complaints(FleetMember member) {
        Aks aks = clients.of(member.subscriptionId());
        Health health = aks.clusters().get(member.cluster()).health();
        return health.level() == Health.Level.GOOD ? List.of() : health.complaints();
    }

    @Override
    public void rollBackPools(FleetMember member) {
        Aks aks = clients.of(member.subscriptionId());
        for (NodePool pool : aks.clusters().get(member.cluster()).pools()) {
            if (!pool.recentlyUsedVersions().isEmpty()) {
                carryOut(
                        aks,
                        member,
                        "roll back " + pool.name(),
                        cluster -> cluster.pool(pool.name()).rollBack());
            }
        }
    }

    private interface Verb {
        Run on(Cluster cluster);
    }

    /** Carries on what an earlier attempt began, or begins; follows it to its end. */
    private static String carryOut(Aks aks, FleetMember member, String what, Verb verb) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        String mark = context.getInfo().getWorkflowId() + " " + what + " " + member;
        Optional<LedgerRun> known = aks.runs().list(RunFilter.all().label(FleetRollouts.LABEL, mark)).stream()
                .findFirst();
        if (known.isPresent() && known.get().state() == RunState.SUCCEEDED) {
            return known.get().id();
        }
        Run run = refusedAtOnce(() -> known.filter(left -> !left.state().isFinished())
                .map(left -> again(left, context))
                .orElseGet(() -> verb.on(aks.clusters()
                        .labelled(Map.of(FleetRollouts.LABEL, mark))
                        .get(member.cluster()))));
        return follow(run, context);
    }

    /** What stands against a verb does not go away by itself. */
    private static Run refusedAtOnce(Supplier<Run> begin) {
        try {
            return begin.get();
        } catch (InvalidSpecException e) {
            throw failure(e.getMessage(), e);
        }
    }

    private static Run again(LedgerRun left, ActivityExecutionContext context) {
        switch (left.state()) {
            case UNDER_WAY_ELSEWHERE ->
                throw ApplicationFailure.newBuilder()
                        .setMessage("Run " + left.id() + " is still carried out by another worker.")
                        .setType("AksElsewhere")
                        .setNextRetryDelay(LATER)
                        .build();
            case STOPPED -> throw failure("Run " + left.id() + " was stopped by somebody.", null);
            case FAILED -> {
                if (context.getInfo().getAttempt() > 1) {
                    // It failed, and the worker died before it could say so. A later activity tries again.
                    throw failure(left.lastFailure().orElse("Run " + left.id() + " failed."), null);
                }
                return left.resume();
            }
            default -> {
                return left.resume();
            }
        }
    }

    private static String follow(Run run, ActivityExecutionContext context) {
        while (true) {
            context.heartbeat(run.id());
            try {
                run.await(BEAT);
                return run.id();
            } catch (RunWaitEndedException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                // It goes on.
            } catch (RunFailedException e) {
                if (e.end() == RunEnd.FAILED || e.end() == RunEnd.STOPPED || e.end() == RunEnd.ABANDONED) {
                    throw failure(e.getMessage(), e);
                }
                // Closed, at its deadline, taken over, or its ledger was away: the next attempt carries it on.
                throw e;
            }
        }
    }

    private static ApplicationFailure failure(String message, Throwable cause) {
        return ApplicationFailure.newNonRetryableFailureWithCause(message, FAILED, cause);
    }
}
