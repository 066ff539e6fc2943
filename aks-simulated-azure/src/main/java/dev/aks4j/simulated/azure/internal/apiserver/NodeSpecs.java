package dev.aks4j.simulated.azure.internal.apiserver;

import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.cluster.NodeSnapshot;
import dev.aks4j.simulated.azure.internal.compute.OfferedSizes;
import dev.aks4j.simulated.kubernetes.internal.controller.NodeSpec;
import java.util.Locale;

/** Describes a machine to the API server. */
final class NodeSpecs {

    private static final String AKS = "kubernetes.azure.com/";

    private NodeSpecs() {}

    static NodeSpec of(NodeSnapshot node, ClusterSnapshot cluster) {
        NodeSpec.Builder spec = NodeSpec.builder(node.name(), node.pool(), node.vmSize())
                .machine(node.cpus(), (long) (node.memoryGib() * 1024), 128)
                .region(node.region())
                .providerId(node.providerId())
                .kubeletVersion(node.version())
                .internalIp(node.internalIp())
                .maxPods(node.maxPods());
        OfferedSizes.find(node.vmSize()).ifPresent(size -> spec.dataDisks(size.dataDisks()));
        node.zone().ifPresent(spec::zone);
        spec.label(AKS + "cluster", cluster.nodeResourceGroup())
                .label(AKS + "mode", node.mode().toLowerCase(Locale.ROOT))
                .label(AKS + "node-image-version", node.image())
                .label(AKS + "os-sku", node.osSku())
                .label(AKS + "priority", node.spot() ? "spot" : "regular")
                .label("kubernetes.io/arch", node.arm64() ? "arm64" : "amd64")
                .label("kubernetes.io/os", node.osType().toLowerCase(Locale.ROOT));
        node.labels().forEach(spec::label);
        node.taints().forEach(spec::taint);
        return spec.build();
    }
}
