package dev.aks4j.tests.cluster;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** A cluster that runs on simulated Azure, and a client beside it. */
final class OperatingWorld implements AutoCloseable {

    static final Duration LONG = Duration.ofHours(5);
    static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);

    final SimulatedAzure azure = SimulatedAzure.create();
    final Ledger ledger = new MemoryLedger();
    final Aks aks = client();

    Aks client() {
        return Aks.builder(azure.subscriptionId())
                .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                .transport(azure.transport())
                .ledger(ledger)
                .build();
    }

    static ClusterSpec.Builder shop() {
        return ClusterSpec.builder("shop", GROUP)
                .kubernetesVersion("1.35")
                .tier(Tier.STANDARD)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .userPool("apps", pool -> pool.vmSize("Standard_D8ds_v5").count(2))
                .userPool("auto", pool -> pool.vmSize("Standard_D8ds_v5").autoscale(1, 5));
    }

    /** Creates the cluster and forgets the requests that it took. */
    Cluster created(UnaryOperator<ClusterSpec.Builder> settings) {
        ClusterSpec spec = settings.apply(shop()).build();
        aks.plan(GROUP, spec).apply().await(LONG);
        azure.requests().clear();
        return aks.clusters().get(spec.id());
    }

    /** Returns the cluster as it is now. */
    Cluster now() {
        return aks.clusters().get(shop().build().id());
    }

    /** Returns what was written, without the reads of credentials, as method, last segment of the path, and what the body says of versions. */
    List<String> writes() {
        return azure.requests().writes().stream()
                .filter(request -> request.path().contains("/managedClusters/"))
                .filter(request -> !request.path().contains("/listCluster"))
                .map(request -> request.method() + " "
                        + request.path().substring(request.path().lastIndexOf('/') + 1)
                        + " " + request.status())
                .toList();
    }

    @Override
    public void close() {
        aks.close();
        azure.close();
    }
}
