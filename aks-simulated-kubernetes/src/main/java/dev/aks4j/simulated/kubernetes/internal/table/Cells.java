package dev.aks4j.simulated.kubernetes.internal.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What table cells show. Stateless. */
final class Cells {

    static final String NONE = "<none>";

    private Cells() {}

    static String age(JsonNode object, Instant now) {
        return since(KubeJson.text(object, "metadata", "creationTimestamp"), now);
    }

    static String since(String timestamp, Instant now) {
        try {
            return duration(Duration.between(Instant.parse(timestamp), now));
        } catch (DateTimeParseException e) {
            return "<unknown>";
        }
    }

    static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        }
        long minutes = seconds / 60;
        if (minutes < 10) {
            return minutes + "m" + rest(seconds % 60, "s");
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        long hours = minutes / 60;
        if (hours < 8) {
            return hours + "h" + rest(minutes % 60, "m");
        }
        if (hours < 48) {
            return hours + "h";
        }
        long days = hours / 24;
        if (hours < 192) {
            return days + "d" + rest(hours % 24, "h");
        }
        return days < 730 ? days + "d" : days / 365 + "y" + rest(days % 365, "d");
    }

    private static String rest(long value, String unit) {
        return value == 0 ? "" : value + unit;
    }

    static String orNone(String text) {
        return text.isEmpty() ? NONE : text;
    }

    static String texts(JsonNode array) {
        return orNone(String.join(",", KubeJson.texts(array)));
    }

    static String labels(JsonNode labels) {
        return orNone(KubeJson.strings(labels).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(",")));
    }

    static String containers(JsonNode podSpec, String field) {
        List<String> values = new ArrayList<>();
        podSpec.path("containers").forEach(container -> values.add(KubeJson.text(container, field)));
        return orNone(String.join(",", values));
    }

    static String accessModes(JsonNode modes) {
        return KubeJson.texts(modes).stream()
                .map(mode -> switch (mode) {
                    case "ReadWriteOnce" -> "RWO";
                    case "ReadOnlyMany" -> "ROX";
                    case "ReadWriteMany" -> "RWX";
                    case "ReadWriteOncePod" -> "RWOP";
                    default -> mode;
                })
                .collect(Collectors.joining(","));
    }

    static String podStatus(JsonNode pod) {
        if (pod.path("metadata").has("deletionTimestamp")) {
            return "Terminating";
        }
        for (JsonNode container : pod.path("status").path("containerStatuses")) {
            for (String kind : new String[] {"waiting", "terminated"}) {
                String reason = KubeJson.text(container, "state", kind, "reason");
                if (!reason.isEmpty()) {
                    return reason;
                }
            }
        }
        String reason = KubeJson.text(pod, "status", "reason");
        return reason.isEmpty() ? KubeJson.text(pod, "status", "phase") : reason;
    }

    static String nodeStatus(JsonNode node) {
        String ready = "Unknown";
        for (JsonNode condition : node.path("status").path("conditions")) {
            if (KubeJson.text(condition, "type").equals("Ready")) {
                ready = KubeJson.text(condition, "status").equals("True") ? "Ready" : "NotReady";
            }
        }
        return node.path("spec").path("unschedulable").asBoolean() ? ready + ",SchedulingDisabled" : ready;
    }

    static String nodeAddress(JsonNode node, String type) {
        for (JsonNode address : node.path("status").path("addresses")) {
            if (KubeJson.text(address, "type").equals(type)) {
                return KubeJson.text(address, "address");
            }
        }
        return NONE;
    }

    static String externalIp(JsonNode service) {
        String type = KubeJson.text(service, "spec", "type");
        if (type.equals("ExternalName")) {
            return KubeJson.text(service, "spec", "externalName");
        }
        List<String> addresses =
                new ArrayList<>(KubeJson.texts(service.path("spec").path("externalIPs")));
        KubeJson.at(service, "status", "loadBalancer", "ingress")
                .forEach(ingress -> addresses.add(KubeJson.text(ingress, "ip")));
        if (addresses.isEmpty()) {
            return type.equals("LoadBalancer") ? "<pending>" : NONE;
        }
        return String.join(",", addresses);
    }

    static String ports(JsonNode service) {
        List<String> ports = new ArrayList<>();
        for (JsonNode port : service.path("spec").path("ports")) {
            String node = port.has("nodePort") ? ":" + port.path("nodePort") : "";
            ports.add(port.path("port") + node + "/" + KubeJson.text(port, "protocol"));
        }
        return orNone(String.join(",", ports));
    }
}
