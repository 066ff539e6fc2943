package dev.aks4j.tests.run.kill;

import dev.aks4j.core.Aks;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.tests.run.BaselineSpecs;
import dev.aks4j.tests.run.hand.Act;
import dev.aks4j.tests.run.hand.Hand;
import java.time.Duration;
import java.util.List;

/** The AKS baseline environment comes up from nothing. */
final class BaselineStory implements Story {

    private static final Duration LONG = Duration.ofHours(3);

    @Override
    public String name() {
        return "baseline";
    }

    @Override
    public double pace() {
        return 0.4;
    }

    @Override
    public void prepare(Aks aks) {
        // It begins with an empty subscription.
    }

    @Override
    public List<String> inOrder(List<String> writes) {
        return writes.stream().sorted().toList();
    }

    @Override
    public void actOn(Act act, Hand hand, String subscriptionId) {
        BaselineSpecs baseline = new BaselineSpecs();
        act.by(
                hand,
                baseline.group().inSubscription(subscriptionId),
                baseline.network().inSubscription(subscriptionId),
                baseline.cluster.id().inSubscription(subscriptionId));
    }

    @Override
    public Plan newerPlan(Aks aks) {
        return aks.planRemoval(new BaselineSpecs().specs(aks), PlanOptions.standard());
    }

    @Override
    public boolean work(Aks aks) {
        Plan plan = aks.plan(new BaselineSpecs().specs(aks), PlanOptions.standard());
        if (plan.isEmpty()) {
            return false;
        }
        plan.apply().await(LONG);
        return true;
    }
}
