package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.cluster.pool.NodePoolBuilder;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How an upgrade goes through the nodes, and what it may go on in spite of. What is not said here is as the pools have it.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * shop.upgradeTo("1.36", UpgradeOptions.standard().maxSurge(2).nodeSoak(Duration.ofMinutes(10)));
 * }</pre>
 */
public final class UpgradeOptions {

    /**
     * An override of what blocks upgrades.
     *
     * @param until when it ends
     * @param now the present
     */
    record Forcing(Instant until, Instant now) {}

    static final Rule<Forcing> AHEAD = Rule.<Forcing>error(
                    "AKS-OPS-027", "An override of what blocks upgrades ends in the future.")
            .source("azure-aks-docs, stop-cluster-upgrade-api-breaking-changes, 2026")
            .check((override, findings) -> {
                if (!override.until().isAfter(override.now())) {
                    findings.report(
                            "forceUpgradeUntil",
                            override.until().toString(),
                            "is over already, it is " + override.now(),
                            "Choose a time by which the upgrade is done, for example a day from now.");
                }
            });

    private static final UpgradeOptions STANDARD =
            new UpgradeOptions(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private final boolean despiteBudgets;
    private final Optional<Instant> forced;
    private final Optional<String> surge;
    private final Optional<Duration> soak;
    private final Optional<Duration> drain;

    private UpgradeOptions(
            boolean despiteBudgets,
            Optional<Instant> forced,
            Optional<String> surge,
            Optional<Duration> soak,
            Optional<Duration> drain) {
        this.despiteBudgets = despiteBudgets;
        this.forced = forced;
        this.surge = surge;
        this.soak = soak;
        this.drain = drain;
    }

    /**
     * Returns the options of an upgrade that was asked for nothing special: it is refused while a pod disruption budget
     * of the cluster allows no disruption, or if the budgets cannot be read.
     */
    public static UpgradeOptions standard() {
        return STANDARD;
    }

    /**
     * Returns options by which the cluster's pod disruption budgets are not asked for. Azure may still refuse the upgrade
     * ({@code UnsatisfiablePDB}), or fail it when a node does not drain in time ({@code UpgradeFailed}). See {@link
     * #forceUpgradeUntil}.
     */
    public UpgradeOptions despiteBudgets() {
        return new UpgradeOptions(true, forced, surge, soak, drain);
    }

    /**
     * Returns options by which Azure does not stop the upgrade over pod disruption budgets ({@code UnsatisfiablePDB}) nor
     * over deprecated APIs that were used in the last 12 hours ({@code ValidationError}). The budgets are not asked for
     * either, as by {@link #despiteBudgets}.
     *
     * <p>The consequences are the caller's: a node may still fail to drain ({@code UpgradeFailed}) or its pods go down all
     * at once, and calls to APIs that the new version does not have fail. It is written into the cluster before anything
     * is upgraded, holds for every upgrade of it, those by a channel too, and stays there without effect once the time is
     * over. Default: as the cluster has it, see {@link
     * dev.aks4j.core.cluster.setting.ClusterSettings#forceUpgradeUntil(Instant)}.
     *
     * @param until when Azure stops upgrades again; in the future, or the upgrade is refused ({@code AKS-OPS-027})
     */
    public UpgradeOptions forceUpgradeUntil(Instant until) {
        return new UpgradeOptions(despiteBudgets, Optional.of(until), surge, soak, drain);
    }

    /**
     * Returns options by which each pool is upgraded with this many nodes more than it has, at least 1. Written into the
     * pools, where it stays; spot pools are upgraded without a surge and keep theirs. Default: as the pools have it,
     * which is 10 % where nobody said anything.
     */
    public UpgradeOptions maxSurge(int nodes) {
        return new UpgradeOptions(despiteBudgets, forced, Optional.of(String.valueOf(nodes)), soak, drain);
    }

    /** Returns options with a surge in percent of each pool, 1 to 100, rounded up; see {@link #maxSurge}. */
    public UpgradeOptions maxSurgePercent(int percent) {
        return new UpgradeOptions(despiteBudgets, forced, Optional.of(percent + "%"), soak, drain);
    }

    /**
     * Returns options by which an upgrade rests after each batch of nodes: whole minutes, 0 to 30. Written into the pools,
     * where it stays. Default: as the pools have it.
     */
    public UpgradeOptions nodeSoak(Duration time) {
        return new UpgradeOptions(despiteBudgets, forced, surge, Optional.of(Objects.requireNonNull(time)), drain);
    }

    /**
     * Returns options by which an upgrade waits this long for a node to drain, and then fails: whole minutes, 1 to 1440.
     * Written into the pools, where it stays. Default: as the pools have it, which is 30 minutes where nobody said
     * anything.
     */
    public UpgradeOptions drainTimeout(Duration time) {
        return new UpgradeOptions(despiteBudgets, forced, surge, soak, Optional.of(Objects.requireNonNull(time)));
    }

    boolean asksForBudgets() {
        return !despiteBudgets && forced.isEmpty();
    }

    /** Returns what stands against these options for a cluster. */
    List<Problem> problems(Cluster cluster) {
        return forced.map(until ->
                        AHEAD.on(new Forcing(until, cluster.azure().scheduler().now())))
                .orElse(List.of());
    }

    /** Returns what they set in the cluster, before anything is upgraded; nothing if it is so already. */
    Optional<Json> override(Cluster cluster) {
        Json there = cluster.document().at("/properties/upgradeSettings/overrideSettings");
        return forced.filter(until -> !there.path("forceUpgrade").asBoolean()
                        || !there.path("until").asText().equals(until.toString()))
                .map(until -> {
                    Json.ObjectBuilder body = Json.object();
                    body.putObject("properties")
                            .putObject("upgradeSettings")
                            .putObject("overrideSettings")
                            .put("forceUpgrade", true)
                            .put("until", until.toString());
                    return body.build();
                });
    }

    /** Returns what stands against these options for a pool. */
    List<Problem> problems(NodePool pool) {
        return PoolDraft.problems(pool, draft -> {
            if (!pool.isSpot()) {
                surge.ifPresent(value -> surge(draft, value));
            }
            soak.ifPresent(draft::nodeSoak);
            drain.ifPresent(draft::drainTimeout);
        });
    }

    private static void surge(NodePoolBuilder<?> draft, String value) {
        if (value.endsWith("%")) {
            draft.maxSurgePercent(Integer.parseInt(value.substring(0, value.length() - 1)));
        } else {
            draft.maxSurge(Integer.parseInt(value));
        }
    }

    /** Returns what they set in a pool's profile; an empty object if they say nothing of the pool. */
    Json.ObjectBuilder profile(NodePool pool) {
        Json.ObjectBuilder settings = Json.object();
        if (!pool.isSpot()) {
            surge.ifPresent(value -> settings.put("maxSurge", value));
            boolean unavailable = !pool.document()
                    .at("/upgradeSettings/maxUnavailable")
                    .asText("0")
                    .matches("0%?");
            if (surge.isPresent() && unavailable) {
                // Azure takes only one of the two above zero.
                settings.put("maxUnavailable", "0");
            }
        }
        soak.ifPresent(time -> settings.put("nodeSoakDurationInMinutes", time.toMinutes()));
        drain.ifPresent(time -> settings.put("drainTimeoutInMinutes", time.toMinutes()));
        Json.ObjectBuilder profile = Json.object();
        return settings.isEmpty() ? profile : profile.put("upgradeSettings", settings);
    }
}
