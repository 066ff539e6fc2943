package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.store.Ids;
import java.util.List;

/** Builds nodes and what comes with them. Stateless. */
final class Nodes {

    private static final String TOPOLOGY = "topology.disk.csi.azure.com/zone";

    private Nodes() {}

    static ObjectNode node(NodeSpec spec, String kubelet, String address, String now, Ids ids) {
        ObjectNode node = ControllerObjects.of("v1", "Node", "", spec.name());
        labels(KubeJson.make(node, "metadata", "labels"), spec);
        ObjectNode own = node.putObject("spec").put("providerID", spec.providerId());
        ArrayNode taints = taints(spec.taints());
        taints.addObject().put("key", "node.kubernetes.io/not-ready").put("effect", "NoSchedule");
        own.set("taints", taints);
        status(node.putObject("status"), spec, kubelet, address, now, ids);
        return node;
    }

    private static void labels(ObjectNode labels, NodeSpec spec) {
        String zone = spec.zone().map(number -> spec.region() + "-" + number).orElse("0");
        labels.put("agentpool", spec.pool());
        labels.put("beta.kubernetes.io/arch", "amd64").put("beta.kubernetes.io/instance-type", spec.vmSize());
        labels.put("beta.kubernetes.io/os", "linux");
        labels.put("failure-domain.beta.kubernetes.io/region", spec.region());
        labels.put("failure-domain.beta.kubernetes.io/zone", zone);
        labels.put("kubernetes.azure.com/agentpool", spec.pool());
        labels.put("kubernetes.azure.com/role", "agent").put("kubernetes.azure.com/mode", "user");
        labels.put(
                "kubernetes.azure.com/sku-cpu", Integer.toString(spec.machine().cpus()));
        labels.put(
                "kubernetes.azure.com/sku-memory", Long.toString(spec.machine().memoryMib()));
        labels.put("kubernetes.azure.com/storageprofile", "managed")
                .put("kubernetes.azure.com/storagetier", "Premium_LRS");
        labels.put("kubernetes.io/arch", "amd64").put("kubernetes.io/hostname", spec.name());
        labels.put("kubernetes.io/os", "linux");
        labels.put("node.kubernetes.io/instance-type", spec.vmSize());
        labels.put(TOPOLOGY, spec.zone().isPresent() ? zone : "");
        labels.put("topology.kubernetes.io/region", spec.region()).put("topology.kubernetes.io/zone", zone);
        spec.labels().forEach(labels::put);
    }

    static ArrayNode taints(List<String> texts) {
        ArrayNode taints = KubeJson.array();
        for (String text : texts) {
            int colon = text.lastIndexOf(':');
            int equal = text.indexOf('=');
            ObjectNode taint = taints.addObject().put("effect", text.substring(colon + 1));
            taint.put("key", text.substring(0, equal < 0 ? colon : equal));
            if (equal >= 0) {
                taint.put("value", text.substring(equal + 1, colon));
            }
        }
        return taints;
    }

    private static void status(ObjectNode status, NodeSpec spec, String kubelet, String address, String now, Ids ids) {
        NodeSpec.Machine machine = spec.machine();
        long usable =
                machine.memoryMib() * 1024 - NodeSizes.reservedMemoryMib(machine.memoryMib(), spec.maxPods()) * 1024;
        ObjectNode capacity = status.putObject("capacity");
        capacity.put("cpu", Integer.toString(machine.cpus())).put("memory", machine.memoryMib() * 1024 + "Ki");
        capacity.put("ephemeral-storage", machine.osDiskGib() * 1_048_576L + "Ki")
                .put("pods", Integer.toString(spec.maxPods()));
        ObjectNode allocatable = status.putObject("allocatable");
        allocatable.put("cpu", machine.cpus() * 1000 - NodeSizes.reservedMilliCpu(machine.cpus()) + "m");
        allocatable.put("memory", usable + "Ki");
        allocatable.put("ephemeral-storage", Long.toString(machine.osDiskGib() * 1_073_741_824L * 9 / 10));
        allocatable.put("pods", Integer.toString(spec.maxPods()));
        ArrayNode addresses = status.putArray("addresses");
        addresses.addObject().put("address", address).put("type", "InternalIP");
        addresses.addObject().put("address", spec.name()).put("type", "Hostname");
        condition(
                status, "MemoryPressure", "KubeletHasSufficientMemory", "kubelet has sufficient memory available", now);
        condition(status, "DiskPressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure", now);
        condition(status, "PIDPressure", "KubeletHasSufficientPID", "kubelet has sufficient PID available", now);
        condition(status, "Ready", "KubeletNotReady", "container runtime network not ready", now);
        ObjectNode info = status.putObject("nodeInfo");
        info.put("architecture", "amd64")
                .put("bootID", ids.uuid())
                .put("containerRuntimeVersion", "containerd://2.0.0-1");
        info.put("kernelVersion", "6.8.0-1030-azure").put("kubeProxyVersion", "v" + kubelet);
        info.put("kubeletVersion", "v" + kubelet).put("machineID", ids.uuid().replace("-", ""));
        info.put("operatingSystem", "linux").put("osImage", "Ubuntu 24.04 LTS").put("systemUUID", ids.uuid());
    }

    private static void condition(ObjectNode status, String type, String reason, String message, String now) {
        ControllerObjects.setCondition(status, type, "False", reason, message, now);
    }

    static ObjectNode csiNode(ObjectNode node, int dataDisks) {
        String name = KubeJson.text(node, "metadata", "name");
        ObjectNode csi = ControllerObjects.of("storage.k8s.io/v1", "CSINode", "", name);
        reference(csi, node);
        ArrayNode drivers = csi.putObject("spec").putArray("drivers");
        ObjectNode disk = drivers.addObject().put("name", "disk.csi.azure.com").put("nodeID", name);
        disk.putArray("topologyKeys").add(TOPOLOGY).add("topology.kubernetes.io/zone");
        disk.putObject("allocatable").put("count", dataDisks);
        drivers.addObject().put("name", "file.csi.azure.com").put("nodeID", name);
        return csi;
    }

    static ObjectNode lease(ObjectNode node, String now) {
        String name = KubeJson.text(node, "metadata", "name");
        ObjectNode lease = ControllerObjects.of("coordination.k8s.io/v1", "Lease", "kube-node-lease", name);
        reference(lease, node);
        String micro = now.replace("Z", ".000000Z");
        lease.putObject("spec")
                .put("holderIdentity", name)
                .put("leaseDurationSeconds", 40)
                .put("renewTime", micro);
        return lease;
    }

    private static void reference(ObjectNode object, ObjectNode node) {
        KubeJson.makeArray(KubeJson.make(object, "metadata"), "ownerReferences")
                .addObject()
                .put("apiVersion", "v1")
                .put("kind", "Node")
                .put("name", KubeJson.text(node, "metadata", "name"))
                .put("uid", KubeJson.text(node, "metadata", "uid"));
    }
}
