package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.CustomResource;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps what horizontal pod autoscalers scale between their limits. Nobody measures load here, so between the limits
 * nothing is changed, and the autoscaler says that it has no metrics. Used under the simulator's lock.
 */
final class PodAutoscalers implements Controller {

    private static final String NAME = "horizontal-pod-autoscaler";
    private static final String STORAGE = "horizontalpodautoscalers.autoscaling";
    private static final Duration PERIOD = Duration.ofSeconds(15);

    private final ClusterObjects cluster;
    private final Set<Key> waiting = new HashSet<>();

    PodAutoscalers(ClusterObjects cluster) {
        this.cluster = cluster;
    }

    @Override
    public void changed(StoreChange change) {
        if (change.kind() == StoreChange.Kind.DELETED) {
            return;
        }
        if (change.key().storage().equals(STORAGE)) {
            look(change.key());
        } else if (cluster.state().store().list(STORAGE).isEmpty()) {
            return;
        } else if (!KubeJson.at(change.after().json(), "spec", "replicas").isMissingNode()) {
            cluster.list(STORAGE, change.key().namespace()).stream()
                    .filter(scaler -> isTarget(scaler, change.after().json()))
                    .forEach(scaler -> look(
                            new Key(STORAGE, change.key().namespace(), KubeJson.text(scaler, "metadata", "name"))));
        }
    }

    private static boolean isTarget(ObjectNode scaler, ObjectNode object) {
        JsonNode target = KubeJson.at(scaler, "spec", "scaleTargetRef");
        return KubeJson.text(target, "kind").equals(KubeJson.text(object, "kind"))
                && KubeJson.text(target, "name").equals(KubeJson.text(object, "metadata", "name"));
    }

    private void look(Key key) {
        if (waiting.add(key)) {
            cluster.loop().after(PERIOD, () -> {
                waiting.remove(key);
                cluster.find(key).ifPresent(this::scale);
            });
        }
    }

    private record Target(ObjectNode object, String[] path) {}

    private Optional<Target> target(ObjectNode scaler) {
        JsonNode ref = KubeJson.at(scaler, "spec", "scaleTargetRef");
        Optional<ResourceType> type =
                cluster.state().types().ofKind(KubeJson.text(ref, "apiVersion"), KubeJson.text(ref, "kind"));
        String namespace = KubeJson.text(scaler, "metadata", "namespace");
        return type.flatMap(found -> cluster.state()
                .find(found, namespace, KubeJson.text(ref, "name"))
                .map(Stored::json)
                .map(object -> new Target(object, path(found))));
    }

    private static String[] path(ResourceType type) {
        return type.custom()
                .flatMap(CustomResource::scale)
                .map(custom -> custom.specReplicas().substring(1).split("\\."))
                .orElse(new String[] {"spec", "replicas"});
    }

    private void scale(ObjectNode scaler) {
        Optional<Target> target = target(scaler);
        if (target.isEmpty()) {
            failed(scaler);
            return;
        }
        JsonNode replicas = KubeJson.at(target.get().object(), target.get().path());
        int now = replicas.asInt(1);
        int least = KubeJson.at(scaler, "spec", "minReplicas").asInt(1);
        int most = KubeJson.at(scaler, "spec", "maxReplicas").asInt();
        if (now == 0) {
            report(
                    scaler,
                    now,
                    0,
                    status -> condition(
                            status,
                            "ScalingActive",
                            "False",
                            "ScalingDisabled",
                            "scaling is disabled since the replica count of the target is zero"));
        } else if (now > most) {
            rescale(scaler, target.get(), now, most, "Current number of replicas above Spec.MaxReplicas");
        } else if (now < least) {
            rescale(scaler, target.get(), now, least, "Current number of replicas below Spec.MinReplicas");
        } else {
            report(
                    scaler,
                    now,
                    KubeJson.at(scaler, "status", "desiredReplicas").asInt(),
                    status -> condition(
                            status,
                            "ScalingActive",
                            "False",
                            "FailedGetResourceMetric",
                            "the HPA was unable to compute the replica count: no metrics are simulated"));
        }
    }

    private void failed(ObjectNode scaler) {
        JsonNode ref = KubeJson.at(scaler, "spec", "scaleTargetRef");
        String group = KubeJson.text(ref, "apiVersion").replaceAll("/?[^/]*$", "");
        String plural = KubeJson.text(ref, "kind").toLowerCase(java.util.Locale.ROOT) + "s";
        String why =
                plural + (group.isEmpty() ? "" : "." + group) + " \"" + KubeJson.text(ref, "name") + "\" not found";
        cluster.registry()
                .status(
                        scaler,
                        NAME,
                        status -> condition(
                                status,
                                "AbleToScale",
                                "False",
                                "FailedGetScale",
                                "the HPA controller was unable to get the target's current scale: " + why));
        cluster.event(scaler, "Warning", "FailedGetScale", why, NAME);
    }

    private void rescale(ObjectNode scaler, Target target, int now, int wanted, String why) {
        cluster.registry().modify(target.object(), NAME, live -> {
            ObjectNode here = live;
            for (int i = 0; i < target.path().length - 1; i++) {
                here = KubeJson.make(here, target.path()[i]);
            }
            here.put(target.path()[target.path().length - 1], wanted);
        });
        cluster.event(scaler, "Normal", "SuccessfulRescale", "New size: " + wanted + "; reason: " + why, NAME);
        report(scaler, now, wanted, status -> {
            String message = "the HPA controller was able to update the target scale to " + wanted;
            condition(status, "AbleToScale", "True", "SucceededRescale", message);
            status.put("lastScaleTime", cluster.now());
        });
    }

    private void report(ObjectNode scaler, int now, int wanted, java.util.function.Consumer<ObjectNode> more) {
        cluster.registry().status(scaler, NAME, status -> {
            status.put("currentReplicas", now).put("desiredReplicas", wanted);
            condition(
                    status,
                    "AbleToScale",
                    "True",
                    "SucceededGetScale",
                    "the HPA controller was able to get the target's current scale");
            more.accept(status);
        });
    }

    private void condition(ObjectNode status, String type, String value, String reason, String message) {
        ControllerObjects.setCondition(status, type, value, reason, message, cluster.now());
    }
}
