package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.util.Optional;
import java.util.Set;

/**
 * Carries out NGINX controllers of application routing: each has a class and a load-balancer service, whose address the
 * ingresses of its class get. Used under the simulator's lock.
 */
final class NginxControllers implements Controller {

    static final String NAMESPACE = "app-routing-system";

    private static final String GROUP = "approuting.kubernetes.azure.com";
    private static final String CONTROLLERS = "nginxingresscontrollers." + GROUP;
    private static final String CLASSES = "ingressclasses.networking.k8s.io";
    private static final String INGRESSES = "ingresses.networking.k8s.io";
    private static final String STANDARD_CLASS = "webapprouting.kubernetes.azure.com";
    private static final String INTERNAL = "service.beta.kubernetes.io/azure-load-balancer-internal";
    private static final String NAME = "app-routing-operator";

    private final ClusterObjects cluster;
    private boolean dirty;

    NginxControllers(ClusterObjects cluster) {
        this.cluster = cluster;
    }

    /** Returns the controller that application routing brings. */
    static ObjectNode standard(boolean internal) {
        ObjectNode controller = ControllerObjects.of(GROUP + "/v1alpha1", "NginxIngressController", "", "default");
        ObjectNode spec = controller.putObject("spec");
        spec.put("ingressClassName", STANDARD_CLASS).put("controllerNamePrefix", "nginx");
        if (internal) {
            spec.putObject("loadBalancerAnnotations").put(INTERNAL, "true");
        }
        return controller;
    }

    @Override
    public void changed(StoreChange change) {
        dirty |= Set.of(CONTROLLERS, INGRESSES, CLASSES, "services")
                .contains(change.key().storage());
    }

    @Override
    public void work() {
        if (!dirty) {
            return;
        }
        dirty = false;
        for (ObjectNode controller : cluster.list(CONTROLLERS, "")) {
            if (!ControllerObjects.isDeleting(controller)) {
                reconcile(controller);
            }
        }
    }

    private void reconcile(ObjectNode controller) {
        String type = KubeJson.text(controller, "spec", "ingressClassName");
        Optional<ObjectNode> found = cluster.find(CLASSES, "", type);
        if (found.isEmpty()) {
            ObjectNode made = ControllerObjects.of("networking.k8s.io/v1", "IngressClass", "", type);
            ControllerObjects.own(made, controller);
            made.putObject("spec")
                    .put(
                            "controller",
                            "webapprouting.kubernetes.azure.com/nginx/"
                                    + KubeJson.text(controller, "metadata", "name"));
            cluster.registry().create(made, NAME);
        }
        ObjectNode service = service(controller);
        JsonNode addresses = KubeJson.at(service, "status", "loadBalancer", "ingress");
        if (ControllerObjects.condition(controller, "Available").isEmpty()) {
            cluster.registry()
                    .status(
                            controller,
                            NAME,
                            status -> ControllerObjects.setCondition(
                                    status,
                                    "Available",
                                    "True",
                                    "ControllerAvailable",
                                    "Controller Deployment has minimum availability and IngressClass is up-to-date",
                                    cluster.now()));
        }
        for (ObjectNode ingress : cluster.list(INGRESSES, "")) {
            boolean ours = KubeJson.text(ingress, "spec", "ingressClassName").equals(type);
            if (ours
                    && addresses.isArray()
                    && !addresses.equals(KubeJson.at(ingress, "status", "loadBalancer", "ingress"))) {
                cluster.registry()
                        .status(
                                ingress,
                                NAME,
                                status -> KubeJson.make(status, "loadBalancer").set("ingress", addresses.deepCopy()));
            }
        }
    }

    private ObjectNode service(ObjectNode controller) {
        String prefix = KubeJson.text(controller, "spec", "controllerNamePrefix");
        boolean standard = KubeJson.text(controller, "metadata", "name").equals("default");
        String name = standard ? "nginx" : prefix + "-0";
        ObjectNode annotations = KubeJson.object();
        KubeJson.strings(KubeJson.at(controller, "spec", "loadBalancerAnnotations"))
                .forEach(annotations::put);
        Optional<ObjectNode> found = cluster.find("services", NAMESPACE, name);
        if (found.isPresent()) {
            ObjectNode service = found.get();
            boolean same = KubeJson.strings(KubeJson.at(service, "metadata", "annotations"))
                    .equals(KubeJson.strings(annotations));
            if (!same && !ControllerObjects.isDeleting(service)) {
                cluster.registry()
                        .modify(
                                service,
                                NAME,
                                live -> KubeJson.make(live, "metadata").set("annotations", annotations));
            }
            return service;
        }
        ObjectNode service = ControllerObjects.of("v1", "Service", NAMESPACE, name);
        KubeJson.make(service, "metadata").set("annotations", annotations);
        KubeJson.make(service, "metadata", "labels").put("app.kubernetes.io/managed-by", "aks-app-routing-operator");
        ControllerObjects.own(service, controller);
        ObjectNode spec = service.putObject("spec").put("type", "LoadBalancer").put("externalTrafficPolicy", "Local");
        spec.putObject("selector").put("app", name);
        ArrayNode ports = spec.putArray("ports");
        if (!KubeJson.at(controller, "spec", "httpDisabled").asBoolean()) {
            ports.addObject().put("name", "http").put("port", 80).put("targetPort", "http");
        }
        ports.addObject().put("name", "https").put("port", 443).put("targetPort", "https");
        return cluster.registry().create(service, NAME);
    }
}
