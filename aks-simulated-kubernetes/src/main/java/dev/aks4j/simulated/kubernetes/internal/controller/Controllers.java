package dev.aks4j.simulated.kubernetes.internal.controller;

import dev.aks4j.simulated.kubernetes.internal.auth.TokenIssuer;
import dev.aks4j.simulated.kubernetes.internal.registry.Registry;
import dev.aks4j.simulated.kubernetes.internal.store.Owners;
import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Everything in a cluster that reacts to writes. Writes queue up while a request or event runs; {@link #settle()} then
 * lets the controllers react, and react to each other, until nothing is left to do. Used under the simulator's lock.
 */
public final class Controllers {

    private static final int ROUNDS = 10_000;

    private final Queue<StoreChange> changes = new ArrayDeque<>();
    private final List<Controller> all;
    private final NodeRegistry nodes;
    private final Capacity capacity;
    private final Disruptions disruptions;
    private Runnable settled = () -> {};
    private final Bootstrap bootstrap;
    private final Addons addons;
    private boolean settling;

    /** Makes the controllers of a cluster. */
    public Controllers(
            Registry registry,
            Optional<LoadBalancers> balancers,
            CloudVolumes cloud,
            TokenIssuer tokens,
            Supplier<String> version) {
        Owners owners = registry.state().store().owners();
        NodeUsage usage = new NodeUsage();
        ClusterObjects cluster = new ClusterObjects(
                registry,
                owners,
                (delay, action) -> registry.state().timeline().after(delay, () -> {
                    action.run();
                    settle();
                }));
        registry.state().store().onChange(change -> {
            usage.changed(change);
            changes.add(change);
        });
        VolumeController volumes = new VolumeController(cluster, cloud);
        Attacher attacher = new Attacher(cluster, cloud);
        bootstrap = new Bootstrap(cluster);
        nodes = new NodeRegistry(cluster, this::settle, version);
        PodScheduler scheduler = new PodScheduler(cluster, usage, volumes, attacher);
        capacity = new Capacity(cluster, scheduler, usage, volumes);
        disruptions = new Disruptions(cluster);
        List<Controller> inside = new ArrayList<>(List.of(
                new CustomTypes(cluster),
                new Namespaces(cluster),
                new GarbageCollector(cluster),
                new Deployments(cluster),
                new ReplicaSets(cluster),
                new StatefulSets(cluster),
                new DaemonSets(cluster),
                new Jobs(cluster),
                new CronJobs(cluster),
                new FinishedJobs(cluster),
                new PodAutoscalers(cluster),
                new AttributesClasses(cluster),
                new AccountTokens(cluster, tokens),
                volumes,
                new SnapshotController(cluster, cloud),
                scheduler,
                attacher,
                new Kubelet(cluster, attacher),
                new EndpointsController(cluster),
                new Budgets(cluster),
                new Quotas(cluster),
                new Gateways(cluster),
                new NginxControllers(cluster)));
        balancers.ifPresent(given -> inside.add(new LoadBalancerServices(cluster, given)));
        all = List.copyOf(inside);
        addons = new Addons(cluster);
    }

    /** Returns the machines of the cluster. */
    public NodeRegistry nodes() {
        return nodes;
    }

    /** Returns what an autoscaler asks. */
    public Capacity capacity() {
        return capacity;
    }

    /** Returns what an upgrade of nodes asks. */
    public Disruptions disruptions() {
        return disruptions;
    }

    /** Says what is to be done whenever the controllers have reacted to a change. It must write nothing itself. */
    public void onSettled(Runnable action) {
        settled = action;
    }

    /**
     * Switches on the parts of the cluster that are wanted, and the rest off.
     *
     * @param internal whether application routing's own NGINX controller is to be internal; nothing if it is not wanted
     */
    public void addons(Set<Addons.Addon> wanted, Optional<Boolean> internal) {
        addons.types(wanted);
        settle();
        addons.objects(wanted, internal);
        settle();
    }

    /** Makes what every AKS cluster starts with. */
    public void bootstrap() {
        bootstrap.namespaces();
        bootstrap.types();
        settle();
        bootstrap.objects();
        settle();
    }

    /** Lets the controllers react to what was written, until nothing is left to do. */
    public void settle() {
        if (settling) {
            return;
        }
        boolean changed = !changes.isEmpty();
        settling = true;
        try {
            int rounds = 0;
            while (!changes.isEmpty()) {
                if (++rounds > ROUNDS) {
                    throw new IllegalStateException("controllers do not settle; last write: "
                            + changes.peek().key());
                }
                round();
            }
        } finally {
            settling = false;
        }
        if (changed) {
            settled.run();
        }
    }

    private void round() {
        for (StoreChange change = changes.poll(); change != null; change = changes.poll()) {
            for (Controller controller : all) {
                controller.changed(change);
            }
        }
        all.forEach(Controller::work);
    }
}
