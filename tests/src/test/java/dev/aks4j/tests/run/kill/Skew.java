package dev.aks4j.tests.run.kill;

import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.simulated.azure.cluster.ClusterListener;
import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.cluster.NodeSnapshot;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Watches each change of a cluster: no node is newer than the control plane, or more than three minors behind it. */
final class Skew implements ClusterListener {

    private static final int MOST = 3;

    private final List<String> wrong = new CopyOnWriteArrayList<>();

    @Override
    public void changed(ClusterSnapshot cluster) {
        for (NodeSnapshot node : cluster.nodes()) {
            KubernetesVersion control =
                    KubernetesVersion.read(cluster.version()).orElseThrow();
            KubernetesVersion kubelet = KubernetesVersion.read(node.version()).orElseThrow();
            int behind = control.minorsAfter(kubelet);
            if (behind < 0 || behind > MOST) {
                wrong.add(node.name() + " " + node.version() + " at control plane " + cluster.version());
            }
        }
    }

    @Override
    public void removed(ClusterSnapshot cluster) {
        // Nothing can be out of skew any more.
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }
}
