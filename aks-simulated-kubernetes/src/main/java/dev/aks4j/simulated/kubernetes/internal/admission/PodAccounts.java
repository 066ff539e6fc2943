package dev.aks4j.simulated.kubernetes.internal.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Admission;
import dev.aks4j.simulated.kubernetes.internal.registry.ClusterState;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import java.util.Optional;

/** Gives pods their service account, its token volume and their priority. Stateless. */
public final class PodAccounts implements Admission {

    private static final String CLASSES = "priorityclasses.scheduling.k8s.io";
    private static final String MOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

    @Override
    public void admit(ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before) {
        if (!type.storage().equals("pods")) {
            return;
        }
        if (before.isPresent()) {
            tolerations(KubeJson.make(object, "spec"));
            return;
        }
        ObjectNode spec = KubeJson.make(object, "spec");
        String namespace = KubeJson.text(object, "metadata", "namespace");
        KubeJson.putDefault(spec, "serviceAccountName", "default");
        spec.set("serviceAccount", spec.get("serviceAccountName"));
        String name = KubeJson.text(spec, "serviceAccountName");
        ObjectNode account = state.find("serviceaccounts", namespace, name)
                .orElseThrow(() -> Failures.forbidden(
                        type,
                        KubeJson.text(object, "metadata", "name"),
                        "error looking up service account " + namespace + "/" + name + ": serviceaccount \"" + name
                                + "\" not found"));
        boolean mount = spec.path("automountServiceAccountToken")
                .asBoolean(account.path("automountServiceAccountToken").asBoolean(true));
        if (mount) {
            mountToken(state, spec);
        }
        priority(state, type, object, spec);
        tolerations(spec);
        runtime(state, type, object, spec);
    }

    private static void mountToken(ClusterState state, ObjectNode spec) {
        String name = "kube-api-access-" + state.ids().suffix(5);
        boolean used = false;
        for (String list : new String[] {"containers", "initContainers"}) {
            for (ObjectNode container : KubeJson.objects(spec.path(list))) {
                boolean mounted = KubeJson.objects(container.path("volumeMounts")).stream()
                        .anyMatch(mount -> KubeJson.text(mount, "mountPath").equals(MOUNT));
                if (!mounted) {
                    KubeJson.makeArray(container, "volumeMounts")
                            .addObject()
                            .put("name", name)
                            .put("readOnly", true)
                            .put("mountPath", MOUNT);
                    used = true;
                }
            }
        }
        if (used) {
            ObjectNode projected = KubeJson.makeArray(spec, "volumes")
                    .addObject()
                    .put("name", name)
                    .putObject("projected");
            ArrayNode sources = projected.put("defaultMode", 420).putArray("sources");
            sources.addObject()
                    .putObject("serviceAccountToken")
                    .put("expirationSeconds", 3607)
                    .put("path", "token");
            ObjectNode authority = sources.addObject().putObject("configMap").put("name", "kube-root-ca.crt");
            authority.putArray("items").addObject().put("key", "ca.crt").put("path", "ca.crt");
            ObjectNode item = sources.addObject()
                    .putObject("downwardAPI")
                    .putArray("items")
                    .addObject();
            item.put("path", "namespace")
                    .putObject("fieldRef")
                    .put("apiVersion", "v1")
                    .put("fieldPath", "metadata.namespace");
        }
    }

    private static void tolerations(ObjectNode spec) {
        for (String condition : new String[] {"not-ready", "unreachable"}) {
            String key = "node.kubernetes.io/" + condition;
            boolean present = KubeJson.objects(spec.path("tolerations")).stream()
                    .anyMatch(one -> KubeJson.text(one, "key").equals(key)
                            || KubeJson.text(one, "key").isEmpty()
                                    && KubeJson.text(one, "operator").equals("Exists"));
            if (!present) {
                KubeJson.makeArray(spec, "tolerations")
                        .addObject()
                        .put("key", key)
                        .put("operator", "Exists")
                        .put("effect", "NoExecute")
                        .put("tolerationSeconds", 300);
            }
        }
    }

    private static void priority(ClusterState state, ResourceType type, ObjectNode object, ObjectNode spec) {
        String pod = KubeJson.text(object, "metadata", "name");
        String name = KubeJson.text(spec, "priorityClassName");
        int value = 0;
        String policy = "PreemptLowerPriority";
        Optional<ObjectNode> found = name.isEmpty()
                ? state.store().list(CLASSES).stream()
                        .map(dev.aks4j.simulated.kubernetes.internal.store.Stored::json)
                        .filter(one -> one.path("globalDefault").asBoolean())
                        .min(java.util.Comparator.comparingInt(
                                one -> one.path("value").asInt()))
                : state.find(CLASSES, "", name);
        if (!name.isEmpty() && found.isEmpty()) {
            throw Failures.forbidden(type, pod, "no PriorityClass with name " + name + " was found");
        }
        if (found.isPresent()) {
            spec.put("priorityClassName", KubeJson.text(found.get(), "metadata", "name"));
            value = found.get().path("value").asInt();
            String own = KubeJson.text(found.get(), "preemptionPolicy");
            policy = own.isEmpty() ? policy : own;
        }
        if (spec.hasNonNull("priority") && spec.path("priority").asInt() != value) {
            throw Failures.forbidden(
                    type,
                    pod,
                    "the integer value of priority (" + spec.path("priority").asInt()
                            + ") must not be provided in pod spec; priority admission controller computed " + value
                            + " from the given PriorityClass name");
        }
        String given = KubeJson.text(spec, "preemptionPolicy");
        if (spec.hasNonNull("preemptionPolicy") && !given.equals(policy)) {
            throw Failures.forbidden(
                    type,
                    pod,
                    "the string value of PreemptionPolicy (" + given
                            + ") must not be provided in pod spec; priority admission controller computed " + policy
                            + " from the given PriorityClass name");
        }
        spec.put("priority", value).put("preemptionPolicy", policy);
    }

    private static void runtime(ClusterState state, ResourceType type, ObjectNode object, ObjectNode spec) {
        String pod = KubeJson.text(object, "metadata", "name");
        if (spec.hasNonNull("runtimeClassName")) {
            String name = KubeJson.text(spec, "runtimeClassName");
            if (name.isEmpty()) {
                throw Failures.of(500, "", "resource name may not be empty", null);
            }
            ObjectNode found = state.find("runtimeclasses.node.k8s.io", "", name)
                    .orElseThrow(() ->
                            Failures.forbidden(type, pod, "pod rejected: RuntimeClass \"" + name + "\" not found"));
            if (found.path("overhead").path("podFixed").isObject()) {
                JsonNode own = spec.path("overhead");
                if (own.isObject()
                        && !own.isEmpty()
                        && !own.equals(found.path("overhead").path("podFixed"))) {
                    throw Failures.forbidden(
                            type, pod, "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead");
                }
                spec.set("overhead", found.path("overhead").path("podFixed").deepCopy());
            }
            for (var label : found.path("scheduling").path("nodeSelector").properties()) {
                String own = KubeJson.text(spec, "nodeSelector", label.getKey());
                String wanted = label.getValue().asText();
                if (spec.path("nodeSelector").has(label.getKey()) && !own.equals(wanted)) {
                    throw Failures.forbidden(
                            type,
                            pod,
                            "conflict: runtimeClass.scheduling.nodeSelector[" + label.getKey() + "] = " + wanted
                                    + "; pod.spec.nodeSelector[" + label.getKey() + "] = " + own);
                }
                KubeJson.make(spec, "nodeSelector").set(label.getKey(), label.getValue());
            }
            for (ObjectNode toleration :
                    KubeJson.objects(found.path("scheduling").path("tolerations"))) {
                KubeJson.makeArray(spec, "tolerations").add(toleration.deepCopy());
            }
        }
    }

    @Override
    public void check(ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before) {
        if (!type.storage().equals("pods") || before.isPresent()) {
            return;
        }
        String name = KubeJson.text(object, "spec", "runtimeClassName");
        boolean granted = !name.isEmpty()
                && state.find("runtimeclasses.node.k8s.io", "", name)
                        .map(found -> found.path("overhead").path("podFixed").isObject())
                        .orElse(false);
        if (object.path("spec").path("overhead").isObject() && !granted) {
            throw Failures.forbidden(
                    type,
                    KubeJson.text(object, "metadata", "name"),
                    "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead");
        }
    }
}
