package dev.aks4j.core.cluster.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
        ObjectNode effect = JsonNodeFactory.instance.objectNode();
        effect.putObject("properties").putObject("powerState").put("code", state);
        return new VerbSteps(now)
                .post(now.id(), "managedCluster", now.name(), action, Cluster.nothing(), effect)
                .list();
    }
}
