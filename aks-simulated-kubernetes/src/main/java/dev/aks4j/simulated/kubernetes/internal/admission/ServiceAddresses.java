package dev.aks4j.simulated.kubernetes.internal.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Admission;
import dev.aks4j.simulated.kubernetes.internal.registry.ClusterState;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gives services their cluster addresses and node ports, and refuses those that are taken. Stateless. */
public final class ServiceAddresses implements Admission {

    private static final int FIRST_PORT = 30_000;
    private static final int LAST_PORT = 32_767;

    @Override
    public void admit(ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before) {
        admit(state, type, object, before, false);
    }

    @Override
    public void admit(
            ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before, boolean dryRun) {
        if (!type.storage().equals("services")) {
            return;
        }
        ObjectNode spec = KubeJson.make(object, "spec");
        String kind = KubeJson.text(spec, "type");
        before.ifPresent(old -> carryOver(spec, old, kind));
        if (kind.equals("ExternalName")) {
            if (before.isEmpty() && !KubeJson.text(spec, "clusterIP").isEmpty() && !spec.has("clusterIPs")) {
                spec.putArray("clusterIPs").add(KubeJson.text(spec, "clusterIP"));
            }
            return;
        }
        clusterIp(state, type, object, spec, before, dryRun);
        boolean balanced = kind.equals("LoadBalancer")
                && spec.path("allocateLoadBalancerNodePorts").asBoolean(true);
        if (kind.equals("NodePort") || balanced) {
            nodePorts(state, type, object, spec, dryRun);
        }
        boolean local = kind.equals("LoadBalancer")
                && KubeJson.text(spec, "externalTrafficPolicy").equals("Local");
        if (local && !spec.has("healthCheckNodePort")) {
            spec.put("healthCheckNodePort", free(usedPorts(state, object), state));
        }
    }

    private static void carryOver(ObjectNode spec, ObjectNode before, String kind) {
        JsonNode old = before.path("spec");
        dropWhatDependsOnType(spec, old, kind);
        if (!kind.equals("ExternalName") && KubeJson.text(spec, "clusterIP").isEmpty()) {
            for (String field : new String[] {"clusterIP", "clusterIPs"}) {
                if (old.has(field)) {
                    spec.set(field, old.get(field).deepCopy());
                }
            }
        }
        if (kind.equals("ClusterIP")) {
            return;
        }
        for (ObjectNode port : KubeJson.objects(spec.path("ports"))) {
            for (JsonNode other : old.path("ports")) {
                boolean same = port.path("port").equals(other.path("port"))
                        && port.path("protocol").equals(other.path("protocol"));
                if (same && !port.has("nodePort") && other.has("nodePort")) {
                    port.set("nodePort", other.get("nodePort"));
                }
            }
        }
    }

    /** What only the former type needed goes with it, unless it was changed in the same write. */
    private static void dropWhatDependsOnType(ObjectNode spec, JsonNode old, String kind) {
        String former = KubeJson.text(old, "type");
        boolean wasLocal = KubeJson.text(old, "externalTrafficPolicy").equals("Local");
        if (wasLocal && !KubeJson.text(spec, "externalTrafficPolicy").equals("Local")) {
            drop(spec, old, "healthCheckNodePort");
        }
        if (former.equals(kind)) {
            return;
        }
        if (kind.equals("ExternalName")) {
            drop(spec, old, "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy");
        }
        boolean ports = kind.equals("NodePort") || kind.equals("LoadBalancer");
        if (!ports) {
            for (int i = 0; i < spec.path("ports").size(); i++) {
                ObjectNode port = (ObjectNode) spec.path("ports").get(i);
                if (port.path("nodePort").equals(old.path("ports").path(i).path("nodePort"))) {
                    port.remove("nodePort");
                }
            }
            if (spec.path("externalIPs").isEmpty()) {
                drop(spec, old, "externalTrafficPolicy");
            }
        }
        if (!kind.equals("LoadBalancer")) {
            drop(spec, old, "allocateLoadBalancerNodePorts", "loadBalancerClass", "healthCheckNodePort");
        }
    }

    private static void drop(ObjectNode spec, JsonNode old, String... fields) {
        for (String field : fields) {
            if (spec.path(field).equals(old.path(field))) {
                spec.remove(field);
            }
        }
    }

    private static void clusterIp(
            ClusterState state,
            ResourceType type,
            ObjectNode object,
            ObjectNode spec,
            Optional<ObjectNode> before,
            boolean dryRun) {
        requireSame(type, object, spec, before);
        boolean anywhere = KubeJson.text(spec, "clusterIP").equals("None")
                && spec.path("selector").isEmpty()
                && before.isEmpty();
        if (!anywhere) {
            requireSingleStack(type, object, spec, before);
        }
        String wanted = KubeJson.text(spec, "clusterIP");
        String address = wanted;
        if (wanted.isEmpty()) {
            address = freeAddress(state);
        } else if (!wanted.equals("None")
                && !before.map(old -> KubeJson.text(old, "spec", "clusterIP"))
                        .orElse("")
                        .equals(wanted)) {
            requireFree(state, type, object, wanted, dryRun);
        }
        spec.put("clusterIP", address);
        spec.putArray("clusterIPs").add(address);
        if (anywhere && spec.path("ipFamilies").isEmpty() && !spec.hasNonNull("ipFamilyPolicy")) {
            // Nobody but the caller gives such a service its endpoints, so it may have both kinds.
            spec.putArray("ipFamilies").add("IPv4").add("IPv6");
            spec.put("ipFamilyPolicy", "RequireDualStack");
        }
        if (spec.path("ipFamilies").isEmpty()) {
            spec.putArray("ipFamilies").add("IPv4");
        }
        KubeJson.putDefault(spec, "ipFamilyPolicy", "SingleStack");
    }

    /** The list and the single address have to say the same, before anything is filled in. */
    private static void requireSame(
            ResourceType type, ObjectNode object, ObjectNode spec, Optional<ObjectNode> before) {
        List<String> list = KubeJson.texts(spec.path("clusterIPs"));
        String first = KubeJson.text(spec, "clusterIP");
        if (before.isPresent() || list.isEmpty() || list.get(0).equals(first)) {
            return;
        }
        String why = first.isEmpty()
                ? "must be empty when `clusterIP` is not specified"
                : "first value must match `clusterIP`";
        throw Failures.invalid(
                type,
                KubeJson.text(object, "metadata", "name"),
                List.of(FieldError.invalid("spec.clusterIPs", spec.path("clusterIPs"), why)));
    }

    private static void requireSingleStack(
            ResourceType type, ObjectNode object, ObjectNode spec, Optional<ObjectNode> before) {
        boolean kept = before.filter(old -> old.path("spec").path("ipFamilies").equals(spec.path("ipFamilies"))
                        && KubeJson.text(spec, "clusterIP").equals("None"))
                .isPresent();
        if (kept) {
            return;
        }
        FieldError error = null;
        String policy = KubeJson.text(spec, "ipFamilyPolicy");
        List<String> families = KubeJson.texts(spec.path("ipFamilies"));
        if (policy.equals("RequireDualStack")) {
            error = FieldError.invalid(
                    "spec.ipFamilyPolicy", policy, "this cluster is not configured for dual-stack services");
        } else if (families.size() > 1 && policy.equals("SingleStack")) {
            error = FieldError.invalid(
                    "spec.ipFamilyPolicy",
                    policy,
                    "must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified");
        } else if (families.size() == 1 && families.get(0).equals("IPv6")) {
            error = FieldError.invalid("spec.ipFamilies[0]", "IPv6", "not configured on this cluster");
        }
        if (error != null) {
            throw Failures.invalid(type, KubeJson.text(object, "metadata", "name"), List.of(error));
        }
    }

    private static Set<String> usedAddresses(ClusterState state) {
        Set<String> used = new HashSet<>();
        for (Stored stored : state.store().list("services")) {
            used.add(KubeJson.text(stored.json(), "spec", "clusterIP"));
        }
        return used;
    }

    private static String freeAddress(ClusterState state) {
        String cidr = state.settings().serviceCidr();
        Set<String> used = usedAddresses(state);
        long size = Addresses.size(cidr);
        long start = Math.min(256, size / 16);
        long room = size - start - 1;
        long first = state.ids().below((int) Math.min(room, Integer.MAX_VALUE));
        for (long i = 0; i < room; i++) {
            String address = Addresses.at(cidr, start + (first + i) % room);
            if (!used.contains(address) && !address.equals(state.settings().dnsServiceIp())) {
                return address;
            }
        }
        throw Failures.internal("failed to allocate a serviceIP: range is full");
    }

    private static void requireFree(
            ClusterState state, ResourceType type, ObjectNode object, String address, boolean dryRun) {
        String name = KubeJson.text(object, "metadata", "name");
        String cidr = state.settings().serviceCidr();
        String problem = "";
        if (Addresses.number(address) < 0) {
            problem = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
        } else if (!Addresses.contains(cidr, address)) {
            problem = "failed to allocate IP " + address + ": the provided network does not match the current range";
        } else if (address.equals(Addresses.at(cidr, 0))
                || address.equals(Addresses.at(cidr, Addresses.size(cidr) - 1))) {
            problem = "failed to allocate IP " + address + ": the provided IP (" + address
                    + ") is not in the valid range. The range of valid IPs is " + cidr;
        } else if (!dryRun && usedAddresses(state).contains(address)) {
            problem = "failed to allocate IP " + address + ": provided IP is already allocated";
        }
        if (!problem.isEmpty()) {
            throw Failures.invalid(
                    type, name, List.of(FieldError.invalid("spec.clusterIPs", List.of('"' + address + '"'), problem)));
        }
    }

    private static Set<Integer> usedPorts(ClusterState state, ObjectNode except) {
        Set<Integer> used = new HashSet<>();
        String uid = KubeJson.text(except, "metadata", "uid");
        for (Stored stored : state.store().list("services")) {
            if (!KubeJson.text(stored.json(), "metadata", "uid").equals(uid)) {
                ports(stored.json(), used);
            }
        }
        return used;
    }

    private static void ports(ObjectNode service, Set<Integer> used) {
        JsonNode spec = service.path("spec");
        spec.path("ports").forEach(port -> used.add(port.path("nodePort").asInt()));
        used.add(spec.path("healthCheckNodePort").asInt());
    }

    private static void nodePorts(
            ClusterState state, ResourceType type, ObjectNode object, ObjectNode spec, boolean dryRun) {
        Set<Integer> used = usedPorts(state, object);
        List<ObjectNode> ports = KubeJson.objects(spec.path("ports"));
        for (int i = 0; i < ports.size(); i++) {
            ObjectNode port = ports.get(i);
            int wanted = port.path("nodePort").asInt();
            if (wanted == 0) {
                port.put("nodePort", free(used, state));
            } else {
                requireFreePort(type, object, wanted, used, i, dryRun);
            }
            used.add(port.path("nodePort").asInt());
        }
    }

    private static void requireFreePort(
            ResourceType type, ObjectNode object, int port, Set<Integer> used, int index, boolean dryRun) {
        String problem = !dryRun && (port < FIRST_PORT || port > LAST_PORT)
                ? "provided port is not in the valid range. The range of valid ports is 30000-32767"
                : used.contains(port) ? "provided port is already allocated" : "";
        if (!problem.isEmpty()) {
            throw Failures.invalid(
                    type,
                    KubeJson.text(object, "metadata", "name"),
                    List.of(FieldError.invalid("spec.ports[" + index + "].nodePort", port, problem)));
        }
    }

    private static int free(Set<Integer> used, ClusterState state) {
        int room = LAST_PORT - FIRST_PORT + 1;
        int first = state.ids().below(room);
        for (int i = 0; i < room; i++) {
            int port = FIRST_PORT + (first + i) % room;
            if (!used.contains(port)) {
                return port;
            }
        }
        throw Failures.internal("failed to allocate a nodePort: range is full");
    }
}
