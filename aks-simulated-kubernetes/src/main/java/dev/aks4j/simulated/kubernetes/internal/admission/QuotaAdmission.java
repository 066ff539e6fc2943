package dev.aks4j.simulated.kubernetes.internal.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Admission;
import dev.aks4j.simulated.kubernetes.internal.registry.ClusterState;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.schema.Quantity;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Keeps resource quotas: refuses what would use more than a namespace may. Stateless. */
public final class QuotaAdmission implements Admission {

    private static final Set<String> COUNTED = Set.of(
            "pods",
            "services",
            "secrets",
            "configmaps",
            "persistentvolumeclaims",
            "replicationcontrollers",
            "resourcequotas");

    @Override
    public void admit(ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before) {}

    @Override
    public void check(ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before) {
        if (!type.namespaced() || before.isPresent() && !type.storage().equals("services")) {
            return;
        }
        String namespace = KubeJson.text(object, "metadata", "namespace");
        for (Stored stored : state.list("resourcequotas", namespace)) {
            check(state, type, object, before, stored.json());
        }
    }

    private static void check(
            ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before, ObjectNode quota) {
        JsonNode hard = KubeJson.at(quota, "spec", "hard");
        if (!inScope(quota, type, object)) {
            return;
        }
        Map<String, BigDecimal> wanted = usage(type, object);
        before.ifPresent(
                old -> usage(type, old).forEach((name, value) -> wanted.merge(name, value.negate(), BigDecimal::add)));
        String name = KubeJson.text(object, "metadata", "name");
        String quotaName = KubeJson.text(quota, "metadata", "name");
        if (type.storage().equals("pods")) {
            unspecified(type, object, hard, quotaName, name);
        }
        Map<String, BigDecimal> used = used(state, quota);
        List<String> over = new ArrayList<>();
        for (Map.Entry<String, BigDecimal> entry : wanted.entrySet()) {
            JsonNode limit = hard.path(entry.getKey());
            if (limit.isMissingNode() || entry.getValue().signum() <= 0) {
                continue;
            }
            BigDecimal total =
                    used.getOrDefault(entry.getKey(), BigDecimal.ZERO).add(entry.getValue());
            if (total.compareTo(Quantity.value(limit.asText())) > 0) {
                over.add(entry.getKey());
            }
        }
        if (!over.isEmpty()) {
            throw Failures.forbidden(
                    type,
                    name,
                    "exceeded quota: " + quotaName + ", requested: " + list(over, wanted) + ", used: "
                            + list(over, used) + ", limited: "
                            + String.join(
                                    ",",
                                    over.stream()
                                            .map(one ->
                                                    one + "=" + hard.path(one).asText())
                                            .toList()));
        }
    }

    private static void unspecified(ResourceType type, ObjectNode pod, JsonNode hard, String quota, String name) {
        TreeMap<String, List<String>> missing = new TreeMap<>();
        for (ObjectNode container : KubeJson.objects(KubeJson.at(pod, "spec", "containers"))) {
            JsonNode resources = container.path("resources");
            hard.fieldNames().forEachRemaining(resource -> {
                String part = resource.startsWith("limits.") ? "limits" : "requests";
                String plain = resource.replaceFirst("^(limits|requests)\\.", "");
                boolean computed = Set.of("cpu", "memory").contains(plain);
                if (computed && !resources.path(part).has(plain)) {
                    missing.computeIfAbsent(resource, key -> new ArrayList<>()).add(KubeJson.text(container, "name"));
                }
            });
        }
        if (!missing.isEmpty()) {
            List<String> parts = new ArrayList<>();
            missing.forEach((resource, containers) -> parts.add(resource + " for: " + String.join(",", containers)));
            throw Failures.forbidden(
                    type, name, "failed quota: " + quota + ": must specify " + String.join("; ", parts));
        }
    }

    private static boolean inScope(ObjectNode quota, ResourceType type, JsonNode object) {
        List<String> scopes = KubeJson.texts(KubeJson.at(quota, "spec", "scopes"));
        if (scopes.isEmpty()
                && KubeJson.at(quota, "spec", "scopeSelector", "matchExpressions")
                        .isEmpty()) {
            return true;
        }
        if (!type.storage().equals("pods")) {
            return false;
        }
        boolean ends = object.path("spec").hasNonNull("activeDeadlineSeconds");
        boolean best = KubeJson.text(object, "status", "qosClass").equals("BestEffort");
        for (String scope : scopes) {
            boolean matches =
                    switch (scope) {
                        case "Terminating" -> ends;
                        case "NotTerminating" -> !ends;
                        case "BestEffort" -> best;
                        case "NotBestEffort" -> !best;
                        default -> true;
                    };
            if (!matches) {
                return false;
            }
        }
        for (JsonNode one : KubeJson.at(quota, "spec", "scopeSelector", "matchExpressions")) {
            if (KubeJson.text(one, "scopeName").equals("PriorityClass")) {
                String own = KubeJson.text(object, "spec", "priorityClassName");
                boolean in = KubeJson.texts(one.path("values")).contains(own);
                boolean matches =
                        switch (KubeJson.text(one, "operator")) {
                            case "In" -> in;
                            case "NotIn" -> !in;
                            case "Exists" -> !own.isEmpty();
                            default -> own.isEmpty();
                        };
                if (!matches) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String list(List<String> names, Map<String, BigDecimal> amounts) {
        return String.join(
                ",",
                names.stream()
                        .map(name -> name + "=" + shown(name, amounts.getOrDefault(name, BigDecimal.ZERO)))
                        .toList());
    }

    /** Returns an amount as a quota shows it. */
    public static String shown(String name, BigDecimal value) {
        if (value.signum() > 0 && (name.contains("memory") || name.contains("storage") && !name.contains("claims"))) {
            for (String[] unit : new String[][] {{"Gi", "30"}, {"Mi", "20"}, {"Ki", "10"}}) {
                BigDecimal size = BigDecimal.valueOf(1L << Integer.parseInt(unit[1]));
                if (value.remainder(size).signum() == 0) {
                    return value.divide(size).toBigInteger() + unit[0];
                }
            }
        }
        return Quantity.canonical(value);
    }

    /** Returns what the objects of a namespace use of what a quota limits. */
    public static Map<String, BigDecimal> used(ClusterState state, ObjectNode quota) {
        String namespace = KubeJson.text(quota, "metadata", "namespace");
        Map<String, BigDecimal> used = new TreeMap<>();
        Set<String> storages = new java.util.TreeSet<>();
        KubeJson.at(quota, "spec", "hard").fieldNames().forEachRemaining(name -> storages.add(storage(name)));
        for (String storage : storages) {
            Optional<ResourceType> type = state.types().ofStorage(storage);
            if (type.isEmpty()) {
                continue;
            }
            for (Stored stored : state.list(storage, namespace)) {
                String phase = KubeJson.text(stored.json(), "status", "phase");
                boolean over = storage.equals("pods") && (phase.equals("Succeeded") || phase.equals("Failed"));
                if (!over && inScope(quota, type.get(), stored.json())) {
                    usage(type.get(), stored.json()).forEach((name, value) -> used.merge(name, value, BigDecimal::add));
                }
            }
        }
        KubeJson.at(quota, "spec", "hard")
                .fieldNames()
                .forEachRemaining(name -> used.putIfAbsent(name, BigDecimal.ZERO));
        used.keySet()
                .retainAll(KubeJson.fields(KubeJson.at(quota, "spec", "hard")).keySet());
        return used;
    }

    private static String storage(String resource) {
        if (resource.startsWith("count/")) {
            return resource.substring(6);
        }
        if (resource.startsWith("services.")) {
            return "services";
        }
        if (resource.equals("requests.storage") || resource.contains("storageclass")) {
            return "persistentvolumeclaims";
        }
        return COUNTED.contains(resource) ? resource : "pods";
    }

    private static Map<String, BigDecimal> usage(ResourceType type, ObjectNode object) {
        Map<String, BigDecimal> usage = new TreeMap<>();
        usage.put("count/" + type.storage(), BigDecimal.ONE);
        if (COUNTED.contains(type.storage())) {
            usage.put(type.storage(), BigDecimal.ONE);
        }
        JsonNode spec = object.path("spec");
        switch (type.storage()) {
            case "services" -> {
                String kind = KubeJson.text(spec, "type");
                long ports = kind.equals("NodePort") || kind.equals("LoadBalancer")
                        ? spec.path("ports").size()
                        : 0;
                usage.put("services.nodeports", BigDecimal.valueOf(ports));
                usage.put("services.loadbalancers", BigDecimal.valueOf(kind.equals("LoadBalancer") ? 1 : 0));
            }
            case "persistentvolumeclaims" -> {
                BigDecimal size = Quantity.value(textOr(KubeJson.text(spec, "resources", "requests", "storage")));
                usage.put("requests.storage", size);
                String own = KubeJson.text(spec, "storageClassName");
                if (!own.isEmpty()) {
                    usage.put(own + ".storageclass.storage.k8s.io/requests.storage", size);
                    usage.put(own + ".storageclass.storage.k8s.io/persistentvolumeclaims", BigDecimal.ONE);
                }
            }
            case "pods" -> pod(spec, usage);
            default -> {}
        }
        return usage;
    }

    private static String textOr(String text) {
        return text.isEmpty() ? "0" : text;
    }

    private static void pod(JsonNode spec, Map<String, BigDecimal> usage) {
        for (String part : new String[] {"requests", "limits"}) {
            Map<String, BigDecimal> sum = new TreeMap<>();
            for (JsonNode container : spec.path("containers")) {
                container
                        .path("resources")
                        .path(part)
                        .properties()
                        .forEach(entry -> sum.merge(
                                entry.getKey(), Quantity.value(entry.getValue().asText()), BigDecimal::add));
            }
            for (JsonNode container : spec.path("initContainers")) {
                container
                        .path("resources")
                        .path(part)
                        .properties()
                        .forEach(entry -> sum.merge(
                                entry.getKey(), Quantity.value(entry.getValue().asText()), BigDecimal::max));
            }
            sum.forEach((name, value) -> {
                usage.put(part + "." + name, value);
                if (part.equals("requests")) {
                    usage.put(name, value);
                }
            });
        }
    }
}
