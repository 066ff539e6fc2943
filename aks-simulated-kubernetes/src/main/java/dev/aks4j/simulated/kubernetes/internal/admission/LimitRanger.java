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
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Applies limit ranges: fills in requests and limits, and refuses what is outside the range. Stateless. */
public final class LimitRanger implements Admission {

    @Override
    public void admit(ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before) {
        boolean pod = type.storage().equals("pods");
        boolean claim = type.storage().equals("persistentvolumeclaims");
        if (before.isPresent() || !pod && !claim) {
            return;
        }
        for (Stored range : state.list("limitranges", KubeJson.text(object, "metadata", "namespace"))) {
            if (pod) {
                fill(object, range.json());
            }
        }
    }

    @Override
    public void check(ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before) {
        boolean pod = type.storage().equals("pods");
        boolean claim = type.storage().equals("persistentvolumeclaims");
        if (!pod && !claim || pod && before.isPresent()) {
            return;
        }
        List<String> problems = new ArrayList<>();
        for (Stored range : state.list("limitranges", KubeJson.text(object, "metadata", "namespace"))) {
            for (ObjectNode limit : KubeJson.objects(KubeJson.at(range.json(), "spec", "limits"))) {
                check(KubeJson.text(limit, "type"), limit, object, pod, problems);
            }
        }
        if (!problems.isEmpty()) {
            String why = problems.size() == 1 ? problems.get(0) : "[" + String.join(", ", problems) + "]";
            throw Failures.forbidden(type, KubeJson.text(object, "metadata", "name"), why);
        }
    }

    private static void fill(ObjectNode pod, ObjectNode range) {
        for (ObjectNode limit : KubeJson.objects(KubeJson.at(range, "spec", "limits"))) {
            if (!KubeJson.text(limit, "type").equals("Container")) {
                continue;
            }
            List<String> notes = new ArrayList<>();
            for (String list : new String[] {"containers", "initContainers"}) {
                for (ObjectNode container : KubeJson.objects(pod.path("spec").path(list))) {
                    String kind = list.equals("containers") ? "container " : "init container ";
                    note(container, limit.path("defaultRequest"), "requests", "request for " + kind, notes);
                    note(container, limit.path("default"), "limits", "limit for " + kind, notes);
                }
            }
            if (!notes.isEmpty()) {
                KubeJson.make(pod, "metadata", "annotations")
                        .put("kubernetes.io/limit-ranger", "LimitRanger plugin set: " + String.join("; ", notes));
            }
        }
    }

    private static void note(ObjectNode container, JsonNode defaults, String part, String what, List<String> notes) {
        List<String> set = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : defaults.properties()) {
            ObjectNode values = KubeJson.make(container, "resources", part);
            if (!values.has(entry.getKey())) {
                values.set(entry.getKey(), entry.getValue());
                set.add(entry.getKey());
            }
        }
        if (!set.isEmpty()) {
            set.sort(null);
            notes.add(String.join(", ", set) + " " + what + KubeJson.text(container, "name"));
        }
    }

    private static void check(String kind, ObjectNode limit, ObjectNode object, boolean pod, List<String> problems) {
        if (!pod) {
            if (kind.equals("PersistentVolumeClaim")) {
                JsonNode requests = KubeJson.at(object, "spec", "resources", "requests");
                bounds(kind, limit, amounts(requests), new TreeMap<>(), problems);
            }
            return;
        }
        List<ObjectNode> containers = KubeJson.objects(KubeJson.at(object, "spec", "containers"));
        List<ObjectNode> first = KubeJson.objects(KubeJson.at(object, "spec", "initContainers"));
        if (kind.equals("Container")) {
            List<ObjectNode> all = new ArrayList<>(containers);
            all.addAll(first);
            for (ObjectNode container : all) {
                bounds(
                        kind,
                        limit,
                        amounts(KubeJson.at(container, "resources", "requests")),
                        amounts(KubeJson.at(container, "resources", "limits")),
                        problems);
            }
        } else if (kind.equals("Pod")) {
            bounds(
                    kind,
                    limit,
                    whole(object, containers, first, "requests"),
                    whole(object, containers, first, "limits"),
                    problems);
        }
    }

    private static Map<String, BigDecimal> amounts(JsonNode values) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        values.properties()
                .forEach(entry -> amounts.put(
                        entry.getKey(), Quantity.value(entry.getValue().asText())));
        return amounts;
    }

    /** What a pod takes: the sum of its containers or the largest of those before them, or what is said of the pod itself. */
    private static Map<String, BigDecimal> whole(
            ObjectNode pod, List<ObjectNode> containers, List<ObjectNode> first, String part) {
        Map<String, BigDecimal> all = sum(containers, part);
        for (ObjectNode container : first) {
            amounts(KubeJson.at(container, "resources", part))
                    .forEach((name, value) -> all.merge(name, value, BigDecimal::max));
        }
        all.putAll(amounts(KubeJson.at(pod, "spec", "resources", part)));
        return all;
    }

    private static Map<String, BigDecimal> sum(List<ObjectNode> containers, String part) {
        Map<String, BigDecimal> sum = new TreeMap<>();
        for (ObjectNode container : containers) {
            amounts(KubeJson.at(container, "resources", part))
                    .forEach((name, value) -> sum.merge(name, value, BigDecimal::add));
        }
        return sum;
    }

    private static void bounds(
            String kind,
            ObjectNode limit,
            Map<String, BigDecimal> requests,
            Map<String, BigDecimal> limits,
            List<String> problems) {
        boolean claim = kind.equals("PersistentVolumeClaim");
        for (Map.Entry<String, JsonNode> entry : limit.path("min").properties()) {
            String name = entry.getKey();
            String text = entry.getValue().asText();
            BigDecimal least = Quantity.value(text);
            BigDecimal request = requests.get(name);
            BigDecimal most = limits.get(name);
            if (request == null) {
                problems.add("minimum " + name + " usage per " + kind + " is " + text + ".  No request is specified");
            } else if (request.compareTo(least) < 0) {
                problems.add("minimum " + name + " usage per " + kind + " is " + text + ", but request is "
                        + shown(name, request));
            }
            if (most != null && most.compareTo(least) < 0) {
                problems.add("minimum " + name + " usage per " + kind + " is " + text + ", but limit is "
                        + shown(name, most));
            }
        }
        for (Map.Entry<String, JsonNode> entry : limit.path("max").properties()) {
            String name = entry.getKey();
            String text = entry.getValue().asText();
            BigDecimal bound = Quantity.value(text);
            BigDecimal most = claim ? requests.get(name) : limits.get(name);
            if (most == null) {
                problems.add("maximum " + name + " usage per " + kind + " is " + text + ".  No "
                        + (claim ? "request" : "limit") + " is specified");
            } else if (most.compareTo(bound) > 0) {
                problems.add("maximum " + name + " usage per " + kind + " is " + text + ", but "
                        + (claim ? "request" : "limit") + " is " + shown(name, most));
            }
            BigDecimal request = requests.get(name);
            if (!claim && request != null && request.compareTo(bound) > 0) {
                problems.add("maximum " + name + " usage per " + kind + " is " + text + ", but request is "
                        + shown(name, request));
            }
        }
        for (Map.Entry<String, JsonNode> entry :
                limit.path("maxLimitRequestRatio").properties()) {
            String name = entry.getKey();
            BigDecimal request = requests.get(name);
            BigDecimal most = limits.get(name);
            if (request == null || most == null || request.signum() == 0) {
                problems.add(name + " max limit to request ratio per " + kind + " is "
                        + entry.getValue().asText() + ", but no " + (request == null ? "request" : "limit")
                        + " is specified or request is 0");
                continue;
            }
            BigDecimal ratio = most.divide(request, MathContext.DECIMAL64);
            if (ratio.compareTo(Quantity.value(entry.getValue().asText())) > 0) {
                problems.add(name + " max limit to request ratio per " + kind + " is "
                        + entry.getValue().asText() + ", but provided ratio is "
                        + String.format(java.util.Locale.ROOT, "%.6f", ratio));
            }
        }
    }

    private static String shown(String name, BigDecimal value) {
        if (name.equals("memory") || name.contains("storage")) {
            for (String[] unit : new String[][] {{"Ti", "40"}, {"Gi", "30"}, {"Mi", "20"}, {"Ki", "10"}}) {
                BigDecimal size = BigDecimal.valueOf(1L << Integer.parseInt(unit[1]));
                if (value.signum() > 0 && value.remainder(size).signum() == 0) {
                    return value.divide(size).toBigInteger() + unit[0];
                }
            }
        }
        return Quantity.canonical(value);
    }
}
