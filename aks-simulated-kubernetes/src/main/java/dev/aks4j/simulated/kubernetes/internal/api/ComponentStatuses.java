package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.wire.Response;
import java.util.List;

/** The health of the control plane in its deprecated form; here everything always works. Stateless. */
final class ComponentStatuses {

    private static final List<String> NAMES = List.of("controller-manager", "scheduler", "etcd-0");

    private ComponentStatuses() {}

    static Response answer(Call call) {
        Response response =
                switch (call.verb()) {
                    case "list" -> list();
                    case "get" -> one(call.name());
                    default -> throw Failures.methodNotAllowed();
                };
        return Answers.warned(response, List.of("v1 ComponentStatus is deprecated in v1.19+"));
    }

    private static Response list() {
        ObjectNode list = KubeJson.object().put("kind", "ComponentStatusList").put("apiVersion", "v1");
        list.putObject("metadata");
        var items = list.putArray("items");
        NAMES.forEach(name -> items.add(healthy(KubeJson.object(), name)));
        return Answers.json(200, list);
    }

    private static Response one(String name) {
        if (!NAMES.contains(name)) {
            throw Failures.notFound("", "componentstatuses", name);
        }
        return Answers.json(
                200, healthy(KubeJson.object().put("kind", "ComponentStatus").put("apiVersion", "v1"), name));
    }

    private static ObjectNode healthy(ObjectNode object, String name) {
        object.putObject("metadata").put("name", name);
        object.putArray("conditions")
                .addObject()
                .put("type", "Healthy")
                .put("status", "True")
                .put("message", "ok");
        return object;
    }
}
