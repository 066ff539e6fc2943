package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Deletion;
import dev.aks4j.simulated.kubernetes.internal.store.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The machines of a cluster. The side that runs the node pools adds, upgrades and removes them; nodes become ready a
 * little later. Used under the simulator's lock.
 */
public final class NodeRegistry {

    private static final Duration READY_AFTER = Duration.ofSeconds(20);
    private static final String KUBELET = "kubelet";

    private final ClusterObjects cluster;
    private final Runnable settle;
    private final Runnable allAtOnce;
    private final Supplier<String> version;
    private int addresses = 4;
    private int together;

    NodeRegistry(ClusterObjects cluster, Runnable settle, Supplier<String> version) {
        this.cluster = cluster;
        this.settle = () -> {
            if (together == 0) {
                settle.run();
            }
        };
        this.allAtOnce = settle;
        this.version = version;
    }

    /** Makes several changes, to which the controllers react once, after the last. */
    public void together(Runnable changes) {
        together++;
        try {
            changes.run();
        } finally {
            together--;
        }
        if (together == 0) {
            allAtOnce.run();
        }
    }

    /** Adds a machine; its node is there at once and ready after 20 seconds. */
    public void add(NodeSpec spec) {
        String address = spec.internalIp().orElseGet(() -> "10.224." + addresses / 256 + "." + addresses++ % 256);
        String kubelet = spec.kubeletVersion().orElseGet(version);
        ObjectNode node = Nodes.node(
                spec, kubelet, address, cluster.now(), cluster.state().ids());
        ObjectNode created = cluster.registry().create(node, KUBELET);
        cluster.registry().create(Nodes.csiNode(created, spec.dataDisks()), KUBELET);
        cluster.registry().create(Nodes.lease(created, cluster.now()), KUBELET);
        cluster.loop().after(READY_AFTER, () -> ready(created));
        settle.run();
    }

    private void ready(ObjectNode node) {
        boolean waits = find(KubeJson.text(node, "metadata", "name"))
                .filter(found -> !ControllerObjects.isReady(found))
                .isPresent();
        if (!waits) {
            return;
        }
        cluster.registry()
                .status(
                        node,
                        KUBELET,
                        status -> ControllerObjects.setCondition(
                                status,
                                "Ready",
                                "True",
                                "KubeletReady",
                                "kubelet is posting ready status",
                                cluster.now()));
        cluster.registry().modify(node, KUBELET, live -> {
            var rest = KubeJson.array();
            for (ObjectNode taint : KubeJson.objects(KubeJson.at(live, "spec", "taints"))) {
                if (!KubeJson.text(taint, "key").equals("node.kubernetes.io/not-ready")) {
                    rest.add(taint);
                }
            }
            KubeJson.make(live, "spec").set("taints", rest);
            if (rest.isEmpty()) {
                KubeJson.make(live, "spec").remove("taints");
            }
        });
        cluster.event(node, "Normal", "NodeReady", "Node status is now: NodeReady", KUBELET);
    }

    /** Removes a machine and, with it, its node and pods. Does nothing if there is none of that name. */
    public void remove(String name) {
        find(name).ifPresent(node -> {
            cluster.registry().remove(node, Deletion.Options.NOW, "cloud-node-manager");
            cluster.event(
                    node,
                    "Normal",
                    "RemovingNode",
                    "Node " + name + " event: Removing Node from Controller",
                    "node-controller");
        });
        settle.run();
    }

    /** Changes a node's version and image, as reimaging does. Does nothing if there is no such node. */
    public void upgrade(String name, String kubeletVersion, String nodeImageVersion) {
        find(name).ifPresent(node -> {
            cluster.registry().status(node, KUBELET, status -> {
                ObjectNode info = KubeJson.make(status, "nodeInfo");
                info.put("kubeletVersion", "v" + kubeletVersion).put("kubeProxyVersion", "v" + kubeletVersion);
            });
            cluster.registry()
                    .modify(
                            node,
                            KUBELET,
                            live -> KubeJson.make(live, "metadata", "labels")
                                    .put("kubernetes.azure.com/node-image-version", nodeImageVersion));
        });
        settle.run();
    }

    /** Sets labels and taints that the pool's definition gives. Does nothing if there is no such node. */
    public void relabel(String name, java.util.Map<String, String> labels, List<String> taints) {
        find(name)
                .ifPresent(node -> cluster.registry().modify(node, "aks-node-pool", live -> {
                    ObjectNode all = KubeJson.make(live, "metadata", "labels");
                    labels.forEach(all::put);
                    KubeJson.make(live, "spec").set("taints", Nodes.taints(taints));
                }));
        settle.run();
    }

    /** Marks a node ready or not ready, as when its machine fails. Does nothing if there is no such node. */
    public void setReady(String name, boolean ready) {
        find(name).ifPresent(node -> {
            if (ready) {
                ready(node);
            } else {
                cluster.registry()
                        .status(
                                node,
                                "node-controller",
                                status -> ControllerObjects.setCondition(
                                        status,
                                        "Ready",
                                        "Unknown",
                                        "NodeStatusUnknown",
                                        "Kubelet stopped posting node status.",
                                        cluster.now()));
            }
        });
        settle.run();
    }

    /** Marks a node as taking new pods or not. Does nothing if there is no such node. */
    public void setSchedulable(String name, boolean schedulable) {
        find(name)
                .ifPresent(node -> cluster.registry().modify(node, "aks-upgrade", live -> {
                    if (schedulable) {
                        KubeJson.make(live, "spec").remove("unschedulable");
                    } else {
                        KubeJson.make(live, "spec").put("unschedulable", true);
                    }
                }));
        settle.run();
    }

    /** Returns the names of all nodes. */
    public List<String> names() {
        return cluster.list("nodes", "").stream()
                .map(node -> KubeJson.text(node, "metadata", "name"))
                .toList();
    }

    private Optional<ObjectNode> find(String name) {
        return cluster.find(new Key("nodes", "", name));
    }
}
