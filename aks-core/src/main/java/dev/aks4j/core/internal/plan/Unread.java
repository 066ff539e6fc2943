package dev.aks4j.core.internal.plan;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.internal.plan.run.Remedy;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.KubernetesException;
import java.util.Optional;

/**
 * Why the objects of a cluster could not be read, and what to do about it.
 *
 * @param state the cluster's state, or how the attempt ended
 * @param why what that means
 * @param fix what to do
 */
record Unread(String state, String why, String fix) {

    private static final int LONGEST = 300;

    /** Returns why the API of an existing cluster need not be asked; nothing if it should be. */
    static Optional<Unread> of(Json cluster) {
        Live live = new Live(cluster, Optional.empty());
        if (live.is("Creating")) {
            return Optional.of(new Unread(
                    live.state(), "is still being created", "Plan again when it is there; what is created goes on."));
        }
        if (live.is("Deleting")) {
            return Optional.of(new Unread(live.state(), "is being removed", "Plan again when it is gone."));
        }
        if (cluster.at("/properties/powerState/code").asText().equals("Stopped")) {
            return Optional.of(new Unread(
                    "Stopped",
                    "is stopped",
                    "Start it (aks.clusters().get(id).start()), then plan again; or plan without the objects in it."));
        }
        return Optional.empty();
    }

    /** Returns what a failed attempt means. */
    static Unread of(Throwable failure, Optional<Json> cluster) {
        String state = cluster.map(document -> new Live(document, Optional.empty()))
                .filter(Live::broken)
                .map(Live::state)
                .orElse("no answer");
        return new Unread(state, "could not be read: " + text(failure), fix(failure, state));
    }

    private static String fix(Throwable failure, String state) {
        int status = failure instanceof ArmException arm
                ? arm.error().status()
                : failure instanceof KubernetesException answered ? answered.status() : 0;
        if (status == 401 || status == 403) {
            return Remedy.RIGHTS_IN_CLUSTER + " Then plan again.";
        }
        if (!state.equals("no answer")) {
            return "Repair it (aks.clusters().get(id).reconcile()), then plan again; or plan without the objects in it.";
        }
        return "See whether it runs, and whether this machine reaches it: the API of a private cluster is reached only from"
                + " its network. Then plan again, or plan without the objects in it.";
    }

    private static String text(Throwable failure) {
        String said = failure instanceof AksException ? failure.getMessage() : failure.toString();
        String flat = String.valueOf(said).replaceAll("\\s+", " ").replaceAll("\\.$", "");
        return flat.length() <= LONGEST ? flat : flat.substring(0, LONGEST - 1) + "…";
    }
}
