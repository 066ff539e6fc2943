package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.run.Step;
import java.util.List;

/** The step that stops or starts a cluster. */
final class Power {

    private Power() {}

    /** Returns the step; none if the cluster is settled in the state that is wanted. */
    static List<Step> steps(Cluster now, String action, String state) {
        boolean done = now.isRunning() == state.equals("Running")
                && now.provisioningState().equals("Succeeded");
        if (done) {
            return List.of();
        }
        Json.ObjectBuilder effect = Json.object();
        effect.putObject("properties").putObject("powerState").put("code", state);
        return new VerbSteps(now)
                .post(now.id(), "managedCluster", now.name(), action, Cluster.nothing(), effect.build())
                .list();
    }
}
