package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.store.Ids;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.strategy.Portion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rolls deployments out, through one replica set per template. Used under the simulator's lock. */
final class Deployments extends Reconciler {

    private static final String NAME = "deployment-controller";
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String HASH = "pod-template-hash";

    /** When each rollout is looked at again. */
    private final Map<Key, Instant> alarms = new HashMap<>();

    Deployments(ClusterObjects cluster) {
        super(cluster, "Deployment", "deployments.apps");
    }

    @Override
    void reconcile(ObjectNode deployment) {
        if (ControllerObjects.isDeleting(deployment)) {
            return;
        }
        List<ObjectNode> sets = sets(deployment);
        Optional<ObjectNode> current = current(deployment, sets);
        boolean paused = KubeJson.at(deployment, "spec", "paused").asBoolean();
        if (current.isEmpty() && !paused) {
            create(deployment, sets);
            return;
        }
        current.ifPresent(set -> {
            bumpRevision(deployment, set, sets);
            roll(deployment, set, sets);
            prune(deployment, set, sets);
        });
        DeploymentStatus.report(cluster, deployment, current, sets(deployment), NAME);
        watch(deployment);
    }

    /** Looks again when the rollout may stand still no longer. */
    private void watch(ObjectNode deployment) {
        Key key = new Key(
                "deployments.apps",
                KubeJson.text(deployment, "metadata", "namespace"),
                KubeJson.text(deployment, "metadata", "name"));
        Instant now = cluster.state().timeline().now();
        cluster.find(key)
                .flatMap(live -> DeploymentProgress.left(live, KubeJson.make(live.deepCopy(), "status"), now))
                .map(left -> now.plus(left).plusSeconds(1))
                .filter(due -> due.isAfter(now) && !due.equals(alarms.put(key, due)))
                .ifPresent(due -> cluster.loop().after(Duration.between(now, due), () -> {
                    if (alarms.remove(key, due)) {
                        cluster.find(key).ifPresent(this::reconcile);
                    }
                }));
    }

    private List<ObjectNode> sets(ObjectNode deployment) {
        cluster.list("replicasets.apps", KubeJson.text(deployment, "metadata", "namespace"))
                .forEach(set -> PodClaims.adopt(cluster, deployment, set, NAME));
        return cluster.owned(deployment, "replicasets.apps").stream()
                .filter(set -> !ControllerObjects.isDeleting(set))
                .toList();
    }

    private static Optional<ObjectNode> current(ObjectNode deployment, List<ObjectNode> sets) {
        JsonNode wanted = KubeJson.at(deployment, "spec", "template");
        return sets.stream().filter(set -> template(set).equals(wanted)).findFirst();
    }

    private static JsonNode template(ObjectNode set) {
        JsonNode template = KubeJson.at(set, "spec", "template").deepCopy();
        if (KubeJson.at(template, "metadata", "labels") instanceof ObjectNode labels) {
            labels.remove(HASH);
        }
        return template;
    }

    private static int revision(ObjectNode object) {
        return KubeJson.at(object, "metadata", "annotations", REVISION).asInt();
    }

    private void create(ObjectNode deployment, List<ObjectNode> sets) {
        JsonNode template = KubeJson.at(deployment, "spec", "template");
        String hash = Ids.hash(template.toString());
        String name = KubeJson.text(deployment, "metadata", "name");
        String namespace = KubeJson.text(deployment, "metadata", "namespace");
        ObjectNode set = ControllerObjects.of("apps/v1", "ReplicaSet", namespace, name + "-" + hash);
        ControllerObjects.own(set, deployment);
        ObjectNode labels = KubeJson.make(set, "metadata", "labels");
        KubeJson.strings(KubeJson.at(template, "metadata", "labels")).forEach(labels::put);
        labels.put(HASH, hash);
        ObjectNode spec = set.putObject("spec");
        spec.set("selector", KubeJson.at(deployment, "spec", "selector").deepCopy());
        KubeJson.make(spec, "selector", "matchLabels").put(HASH, hash);
        spec.set("template", template.deepCopy());
        KubeJson.make(spec, "template", "metadata", "labels").put(HASH, hash);
        int wanted = KubeJson.at(deployment, "spec", "replicas").asInt();
        int others = sets.stream()
                .mapToInt(one -> KubeJson.at(one, "spec", "replicas").asInt())
                .sum();
        int first = isRecreate(deployment)
                ? others > 0 || hasPods(sets) ? 0 : wanted
                : Math.max(0, Math.min(wanted, wanted + surge(deployment, wanted) - others));
        spec.put("replicas", first);
        int revision = sets.stream().mapToInt(Deployments::revision).max().orElse(0) + 1;
        annotate(set, deployment, revision);
        cluster.registry().create(set, NAME);
        setRevision(deployment, revision);
        if (DeploymentProgress.hasDeadline(deployment)) {
            cluster.registry()
                    .status(
                            deployment,
                            NAME,
                            status -> DeploymentProgress.newSet(status, name + "-" + hash, true, cluster.now()));
        }
        String message = "Scaled up replica set " + name + "-" + hash + " from 0 to " + first;
        cluster.event(deployment, "Normal", "ScalingReplicaSet", message, NAME);
    }

    private static void annotate(ObjectNode set, ObjectNode deployment, int revision) {
        ObjectNode annotations = KubeJson.make(set, "metadata", "annotations");
        int wanted = KubeJson.at(deployment, "spec", "replicas").asInt();
        annotations.put("deployment.kubernetes.io/desired-replicas", Integer.toString(wanted));
        annotations.put("deployment.kubernetes.io/max-replicas", Integer.toString(wanted + surge(deployment, wanted)));
        annotations.put(REVISION, Integer.toString(revision));
        String cause = KubeJson.text(deployment, "metadata", "annotations", "kubernetes.io/change-cause");
        if (!cause.isEmpty()) {
            annotations.put("kubernetes.io/change-cause", cause);
        }
    }

    private void setRevision(ObjectNode deployment, int revision) {
        cluster.registry()
                .modify(
                        deployment,
                        NAME,
                        live -> KubeJson.make(live, "metadata", "annotations")
                                .put(REVISION, Integer.toString(revision)));
    }

    private void bumpRevision(ObjectNode deployment, ObjectNode current, List<ObjectNode> sets) {
        int newest = sets.stream().mapToInt(Deployments::revision).max().orElse(1);
        if (revision(current) < newest) {
            cluster.registry().modify(current, NAME, live -> annotate(live, deployment, newest + 1));
            setRevision(deployment, newest + 1);
            if (DeploymentProgress.hasDeadline(deployment)) {
                String name = KubeJson.text(current, "metadata", "name");
                cluster.registry()
                        .status(
                                deployment,
                                NAME,
                                status -> DeploymentProgress.newSet(status, name, false, cluster.now()));
            }
        } else if (revision(deployment) != revision(current)) {
            setRevision(deployment, revision(current));
        }
    }

    private static boolean isRecreate(ObjectNode deployment) {
        return KubeJson.text(deployment, "spec", "strategy", "type").equals("Recreate");
    }

    private static int surge(ObjectNode deployment, int wanted) {
        return isRecreate(deployment)
                ? 0
                : Portion.of(KubeJson.at(deployment, "spec", "strategy", "rollingUpdate", "maxSurge"), wanted, true);
    }

    private boolean hasPods(List<ObjectNode> sets) {
        return sets.stream().anyMatch(set -> !cluster.owned(set, "pods").isEmpty());
    }

    private void roll(ObjectNode deployment, ObjectNode current, List<ObjectNode> sets) {
        int wanted = KubeJson.at(deployment, "spec", "replicas").asInt();
        List<ObjectNode> old = new ArrayList<>(sets);
        old.remove(current);
        old.sort(Comparator.comparingInt(Deployments::revision));
        int now = replicas(current);
        int others = old.stream().mapToInt(Deployments::replicas).sum();
        boolean paused = KubeJson.at(deployment, "spec", "paused").asBoolean();
        if (others == 0 || paused) {
            boolean waits = isRecreate(deployment) && hasPods(old);
            if (!waits) {
                scale(deployment, current, Math.max(0, wanted - (paused ? others : 0)));
            }
            return;
        }
        if (isRecreate(deployment)) {
            old.forEach(set -> scale(deployment, set, 0));
            return;
        }
        int room = wanted + surge(deployment, wanted) - others - now;
        if (now > wanted) {
            scale(deployment, current, wanted);
        } else if (room > 0 && now < wanted) {
            scale(deployment, current, Math.min(wanted, now + room));
        }
        shrink(deployment, current, old, wanted);
    }

    private void shrink(ObjectNode deployment, ObjectNode current, List<ObjectNode> old, int wanted) {
        JsonNode rolling = KubeJson.at(deployment, "spec", "strategy", "rollingUpdate");
        int surge = surge(deployment, wanted);
        int unavailable = Portion.of(rolling.path("maxUnavailable"), wanted, false);
        int least = wanted - (surge == 0 && unavailable == 0 ? 1 : unavailable);
        int available = available(current);
        for (ObjectNode set : old) {
            available += available(set);
        }
        int spare = Math.max(0, available - least);
        for (ObjectNode set : old) {
            int has = replicas(set);
            int unready = has - available(set);
            int healthyCut = Math.min(has - unready, spare);
            spare -= healthyCut;
            scale(deployment, set, has - unready - healthyCut);
        }
    }

    /** Returns the ready pods of a set, without those that it is about to delete. */
    private int available(ObjectNode set) {
        return Math.min(replicas(set), Pods.ready(Pods.active(cluster, set)));
    }

    private static int replicas(ObjectNode set) {
        return KubeJson.at(set, "spec", "replicas").asInt();
    }

    private void scale(ObjectNode deployment, ObjectNode set, int replicas) {
        int now = replicas(set);
        if (now != replicas) {
            cluster.registry()
                    .modify(set, NAME, live -> KubeJson.make(live, "spec").put("replicas", replicas));
            String message = "Scaled " + (now < replicas ? "up" : "down") + " replica set "
                    + KubeJson.text(set, "metadata", "name") + " from " + now + " to " + replicas;
            cluster.event(deployment, "Normal", "ScalingReplicaSet", message, NAME);
        }
    }

    private void prune(ObjectNode deployment, ObjectNode current, List<ObjectNode> sets) {
        int keep = KubeJson.at(deployment, "spec", "revisionHistoryLimit").asInt(10);
        List<ObjectNode> old = sets.stream()
                .filter(set -> set != current
                        && replicas(set) == 0
                        && cluster.owned(set, "pods").isEmpty())
                .sorted(Comparator.comparingInt(Deployments::revision))
                .toList();
        old.stream().limit(Math.max(0, old.size() - keep)).forEach(set -> cluster.delete(set, NAME));
    }
}
