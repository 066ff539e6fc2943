package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.ClusterState;
import dev.aks4j.simulated.kubernetes.internal.registry.Deletion;
import dev.aks4j.simulated.kubernetes.internal.registry.ObjectWrite;
import dev.aks4j.simulated.kubernetes.internal.registry.Registry;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import dev.aks4j.simulated.wire.Response;
import java.util.ArrayList;
import java.util.List;

/** Answers for the parts of pods: logs, evictions, bindings. Used under the simulator's lock. */
final class PodParts {

    private final Registry registry;
    private final ClusterState state;

    PodParts(Registry registry) {
        this.registry = registry;
        state = registry.state();
    }

    Response log(Call call, ResourceType type) {
        LogOptions.check(call);
        ObjectNode pod = state.get(type, call.namespace(), call.name()).json();
        String container = container(call, pod);
        String node = KubeJson.text(pod, "spec", "nodeName");
        if (node.isEmpty()) {
            return Response.empty(204);
        }
        requireNode(node);
        String started = KubeJson.text(pod, "status", "startTime");
        if (started.isEmpty() || KubeJson.text(pod, "status", "phase").equals("Pending")) {
            throw Failures.badRequest("container \"" + container + "\" in pod \"" + call.name()
                    + "\" is waiting to start: ContainerCreating");
        }
        return Answers.text(200, "");
    }

    /** Answers for what needs a kubelet that runs containers: exec, attach and portforward. */
    Response stream(Call call, ResourceType type) {
        if (!call.verb().equals("get") && !call.verb().equals("create")) {
            throw Failures.methodNotAllowed();
        }
        ObjectNode pod = state.get(type, call.namespace(), call.name()).json();
        if (!call.subresource().equals("portforward")) {
            container(call, pod);
        }
        String node = KubeJson.text(pod, "spec", "nodeName");
        if (node.isEmpty()) {
            throw Failures.badRequest("pod " + call.name() + " does not have a host assigned");
        }
        requireNode(node);
        if (call.request().header("Upgrade").isEmpty()) {
            throw Failures.badRequest("Upgrade request required");
        }
        throw Failures.badRequest("containers of a simulated cluster do not run, so there is nothing to "
                + call.subresource() + " to in pod " + call.name());
    }

    private void requireNode(String node) {
        if (state.find("nodes", "", node).isEmpty()) {
            throw Failures.notFound("", "pods", node);
        }
    }

    private static String container(Call call, ObjectNode pod) {
        List<String> own = names(pod, "containers");
        List<String> init = names(pod, "initContainers");
        List<String> later = names(pod, "ephemeralContainers");
        String wanted = call.query().text("container");
        if (!wanted.isEmpty()) {
            if (!own.contains(wanted) && !init.contains(wanted) && !later.contains(wanted)) {
                throw Failures.badRequest("container " + wanted + " is not valid for pod " + call.name());
            }
            return wanted;
        }
        if (own.size() == 1) {
            return own.get(0);
        }
        String others = (init.isEmpty() ? "" : " or one of the init containers: " + listed(init))
                + (later.isEmpty() ? "" : " or one of the ephemeral containers: " + listed(later));
        throw Failures.badRequest("a container name must be specified for pod " + call.name() + ", choose one of: "
                + listed(own) + others);
    }

    private static String listed(List<String> names) {
        return "[" + String.join(" ", names) + "]";
    }

    private static List<String> names(ObjectNode pod, String list) {
        List<String> names = new ArrayList<>();
        KubeJson.at(pod, "spec", list).forEach(container -> names.add(KubeJson.text(container, "name")));
        return names;
    }

    Response bind(Call call, ResourceType type) {
        ObjectNode binding = Bodies.object(call.request(), new ArrayList<>());
        String named = KubeJson.text(binding, "metadata", "name");
        if (!call.name().isEmpty() && !named.equals(call.name())) {
            throw Failures.badRequest("name in URL does not match name in Binding object");
        }
        ObjectNode pod = state.get(type, call.namespace(), named).json();
        String node = KubeJson.text(binding, "target", "name");
        String kind = KubeJson.text(binding, "target", "kind");
        if (!kind.isEmpty() && !kind.equals("Node")) {
            throw Failures.of(
                    500,
                    "",
                    "target.kind: Unsupported value: \"" + kind + "\": supported values: \"Node\", \"<empty>\"",
                    null);
        }
        if (node.isEmpty()) {
            throw Failures.of(500, "", "target.name: Required value", null);
        }
        if (!pod.path("spec").path("schedulingGates").isEmpty()) {
            throw Failures.of(
                    409,
                    "Conflict",
                    "Operation cannot be fulfilled on pods/binding \"" + named + "\": pod " + named
                            + " has non-empty .spec.schedulingGates",
                    KubeJson.object().put("name", named).put("kind", "pods/binding"));
        }
        String assigned = KubeJson.text(pod, "spec", "nodeName");
        if (!assigned.isEmpty()) {
            throw Failures.of(
                    409,
                    "Conflict",
                    "Operation cannot be fulfilled on pods/binding \"" + named + "\": pod " + named
                            + " is already assigned to node \"" + assigned + "\"",
                    KubeJson.object().put("name", named).put("kind", "pods/binding"));
        }
        if (!Options.write(call, "CreateOptions", false).dryRun()) {
            registry.change(pod, "kube-scheduler", "binding", live -> {
                KubeJson.make(live, "spec").put("nodeName", node);
                binding.path("metadata")
                        .path("annotations")
                        .properties()
                        .forEach(one ->
                                KubeJson.make(live, "metadata", "annotations").set(one.getKey(), one.getValue()));
            });
        }
        ObjectNode success = KubeJson.object().put("kind", "Status").put("apiVersion", "v1");
        success.putObject("metadata");
        return Answers.json(201, success.put("status", "Success").put("code", 201));
    }

    Response evict(Call call, ResourceType type) {
        if (!call.verb().equals("create")) {
            throw Failures.methodNotAllowed();
        }
        ObjectNode eviction = Bodies.object(call.request(), new ArrayList<>());
        String named = KubeJson.text(eviction, "metadata", "name");
        String kind = KubeJson.text(eviction, "kind");
        if (!kind.isEmpty() && !kind.equals("Eviction")) {
            String version = KubeJson.text(eviction, "apiVersion");
            throw Failures.badRequest(kind + " in version \"" + version.substring(version.indexOf('/') + 1)
                    + "\" cannot be handled as a Eviction: no kind \"" + kind + "\" is registered for version \""
                    + version + "\" in scheme \"pkg/runtime/scheme.go:111\"");
        }
        if (!named.equals(call.name())) {
            throw Failures.badRequest("name in URL does not match name in Eviction object");
        }
        ObjectNode pod = state.get(type, call.namespace(), call.name()).json();
        List<ObjectNode> budgets = budgets(pod);
        if (budgets.size() > 1) {
            throw Failures.internal(
                    "This pod has more than one PodDisruptionBudget, which the eviction subresource does"
                            + " not support.");
        }
        JsonNode options = eviction.path("deleteOptions");
        boolean dryRun = Options.isDry(options)
                || Options.write(call, "CreateOptions", false).dryRun();
        if (!budgets.isEmpty() && counts(pod)) {
            disrupt(budgets.get(0), dryRun);
        }
        ObjectWrite write = new ObjectWrite("eviction", dryRun, ObjectWrite.Validation.IGNORE, new ArrayList<>());
        registry.delete(type, call.namespace(), call.name(), Deletion.Options.of(options), write);
        ObjectNode success = KubeJson.object().put("kind", "Status").put("apiVersion", "v1");
        success.putObject("metadata");
        return Answers.json(201, success.put("status", "Success").put("code", 201));
    }

    private List<ObjectNode> budgets(ObjectNode pod) {
        return state.list("poddisruptionbudgets.policy", KubeJson.text(pod, "metadata", "namespace")).stream()
                .map(Stored::json)
                .filter(budget -> LabelSelector.of(KubeJson.at(budget, "spec", "selector"))
                        .matchesObject(pod))
                .toList();
    }

    private static boolean counts(ObjectNode pod) {
        String phase = KubeJson.text(pod, "status", "phase");
        return !phase.equals("Succeeded")
                && !phase.equals("Failed")
                && !phase.equals("Pending")
                && !pod.path("metadata").has("deletionTimestamp");
    }

    private void disrupt(ObjectNode budget, boolean dryRun) {
        JsonNode status = budget.path("status");
        int allowed = status.path("disruptionsAllowed").asInt();
        String name = KubeJson.text(budget, "metadata", "name");
        boolean behind = status.path("observedGeneration").asInt()
                < budget.path("metadata").path("generation").asInt();
        if (behind || allowed <= 0) {
            String why = behind
                    ? "The disruption budget " + name + " is still being processed by the server."
                    : "The disruption budget " + name + " needs "
                            + status.path("desiredHealthy").asInt() + " healthy pods and has "
                            + status.path("currentHealthy").asInt() + " currently";
            ObjectNode details = KubeJson.object();
            details.putArray("causes")
                    .addObject()
                    .put("reason", "DisruptionBudget")
                    .put("message", why);
            throw Failures.of(
                    429,
                    "TooManyRequests",
                    "Cannot evict pod as it would violate the pod's disruption budget.",
                    details);
        }
        if (!dryRun) {
            registry.status(budget, "eviction", live -> live.put("disruptionsAllowed", allowed - 1));
        }
    }
}
