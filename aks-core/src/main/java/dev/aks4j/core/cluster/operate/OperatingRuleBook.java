package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.model.Rule;
import java.util.ArrayList;
import java.util.List;

/** Every rule of operating clusters that exist, for the page that lists them. Thread-safe. */
public final class OperatingRuleBook {

    private OperatingRuleBook() {}

    /** Returns the rules. */
    public static List<Rule<?>> rules() {
        List<Rule<?>> all = new ArrayList<>(OperatingRules.ALL);
        all.addAll(PoolOperatingRules.ALL);
        all.addAll(UpgradeRules.ALL);
        all.addAll(RollbackRules.ALL);
        all.add(BudgetReads.READABLE);
        all.add(UpgradeOptions.AHEAD);
        return List.copyOf(all);
    }
}
