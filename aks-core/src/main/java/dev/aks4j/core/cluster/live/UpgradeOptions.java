package dev.aks4j.core.cluster.live;

/**
 * What an upgrade may go on in spite of. Immutable and thread-safe.
 *
 * <pre>{@code
 * shop.upgradeTo("1.36", UpgradeOptions.standard().despiteBudgets());
 * }</pre>
 */
public final class UpgradeOptions {

    private static final UpgradeOptions STANDARD = new UpgradeOptions(false);

    private final boolean despiteBudgets;

    private UpgradeOptions(boolean despiteBudgets) {
        this.despiteBudgets = despiteBudgets;
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
     * ({@code UnsatisfiablePDB}), or fail it when a node does not drain in time ({@code UpgradeFailed}).
     */
    public UpgradeOptions despiteBudgets() {
        return new UpgradeOptions(true);
    }

    boolean asksForBudgets() {
        return !despiteBudgets;
    }
}
