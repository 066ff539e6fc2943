package dev.aks4j.storage;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.pool.NodePoolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Pods that use volumes, held against a cluster before either exists: which of their claims cannot be scheduled or attached
 * there, and why. Immutable and thread-safe.
 *
 * <pre>{@code
 * StatefulWorkload database = StatefulWorkload.builder("db", 3).eachPod(data).eachPod(log).pool("data").build();
 * database.advise(cluster).forEach(System.out::println);
 * }</pre>
 */
public final class StatefulWorkload {

    private final String name;
    private final int replicas;
    private final List<VolumeClaimSpec> own;
    private final List<VolumeClaimSpec> shared;
    private final Optional<String> pool;

    private StatefulWorkload(Builder builder) {
        name = builder.name;
        replicas = builder.replicas;
        own = List.copyOf(builder.own);
        shared = List.copyOf(builder.shared);
        pool = builder.pool;
    }

    /**
     * Starts a workload without volumes.
     *
     * @param name what to call it
     * @param replicas how many pods it has
     */
    public static Builder builder(String name, int replicas) {
        return new Builder(name, replicas);
    }

    /**
     * Returns what keeps the pods from their volumes on a cluster as it is declared: one explanation for each claim, and one
     * for what the claims of a pod are together; empty if nothing does.
     */
    public List<VolumeExplanation> advise(ClusterSpec cluster) {
        List<NodePoolSpec> pools = cluster.pools().stream()
                .filter(each -> pool.map(each.name()::equals)
                        .orElse(!each.isSystem() || cluster.pools().size() == 1))
                .toList();
        List<VolumeExplanation> found = new ArrayList<>();
        if (pools.isEmpty()) {
            return List.of(new VolumeExplanation(
                    "workload " + name,
                    "without nodes",
                    List.of("cluster " + cluster.name() + " has no pool "
                            + pool.orElse("for it beside those of the system")),
                    List.of("name a pool of the cluster, or add one")));
        }
        Stream.concat(own.stream(), shared.stream())
                .map(claim -> claim(claim, cluster, pools))
                .filter(why -> !why.isSettled())
                .forEach(found::add);
        attached(pools).ifPresent(found::add);
        return List.copyOf(found);
    }

    private VolumeExplanation claim(VolumeClaimSpec claim, ClusterSpec cluster, List<NodePoolSpec> pools) {
        List<String> because = new ArrayList<>();
        List<String> toDo = new ArrayList<>();
        boolean many = claim.accessModes().stream().anyMatch(AccessMode::isShared);
        if (shared.contains(claim) && replicas > 1 && !many) {
            because.add(replicas + " pods share it, and one node uses it at a time");
            toDo.add("claim ReadWriteMany of a class of file shares, or give each pod a claim of its own");
        }
        claim.storageClass().ifPresent(storage -> {
            if (!cluster.property(storage.driver().pointer())
                    .asBoolean(storage.driver().isOnByDefault())) {
                because.add("the cluster has " + storage.provisioner() + " switched off");
                toDo.add("switch it on, with ClusterSpec's storage(...)");
            }
            if (storage.driver() == Driver.DISK) {
                disk(storage, pools, because, toDo);
            }
            boolean linuxOnly =
                    storage.driver() == Driver.BLOB || storage.driver() == Driver.FILE && FileRules.isNfs(storage);
            if (linuxOnly && pools.stream().allMatch(NodePoolSpec::isWindows)) {
                because.add("Windows nodes do not mount it");
                toDo.add("use a class of SMB shares or disks");
            }
        });
        return new VolumeExplanation(
                "claim " + claim.namespace() + "/" + claim.name(), "not to be used so", because, toDo);
    }

    private static void disk(
            StorageClassSpec storage, List<NodePoolSpec> pools, List<String> because, List<String> toDo) {
        Optional<DiskSku> sku = DiskSku.read(storage.sku());
        Predicate<NodePoolSpec> takes =
                pool -> sku.filter(type -> type == DiskSku.ULTRA).isEmpty()
                        || pool.isTrue("/enableUltraSSD") && !pool.zones().isEmpty();
        if (pools.stream().noneMatch(takes)) {
            because.add("no pool attaches Ultra disks");
            toDo.add("switch Ultra SSD on in a pool with zones");
        }
        boolean zonal = storage.sku().endsWith("_LRS");
        List<String> wanted = storage.zones().stream()
                .map(zone -> zone.substring(zone.lastIndexOf('-') + 1))
                .toList();
        boolean met = wanted.isEmpty()
                || pools.stream()
                        .flatMap(pool -> pool.zones().stream())
                        .map(String::valueOf)
                        .anyMatch(wanted::contains);
        if (zonal && !met) {
            because.add("its disks are made in zones " + String.join(", ", storage.zones()) + ", where no pool is");
            toDo.add("add a pool in one of these zones, or take zones(...) out of the class");
        }
        boolean several = pools.stream().anyMatch(pool -> pool.zones().size() > 1);
        if (zonal && several && storage.bindingMode() == BindingMode.IMMEDIATE) {
            because.add("its disks are made in any zone before a pod has a node");
            toDo.add("use BindingMode.WAIT_FOR_FIRST_CONSUMER, or a type that is copied across zones");
        }
    }

    /** What the pods attach together, against what the nodes can. */
    private Optional<VolumeExplanation> attached(List<NodePoolSpec> pools) {
        long each = own.stream().filter(StatefulWorkload::isDisk).count();
        long common = shared.stream().filter(StatefulWorkload::isDisk).count();
        List<String> because = new ArrayList<>();
        int most = pools.stream()
                .mapToInt(pool -> AttachLimit.of(pool.vmSize()))
                .max()
                .orElse(0);
        long room = pools.stream()
                .mapToLong(pool -> (long) AttachLimit.of(pool.vmSize()) * pool.maxNodes())
                .sum();
        if (each + common > most) {
            because.add("each pod attaches " + (each + common) + " disks, and a node at most " + most);
        } else if (each * replicas + common > room) {
            because.add(replicas + " pods attach " + (each * replicas + common)
                    + " disks, and all nodes together at most " + room);
        }
        return because.isEmpty()
                ? Optional.empty()
                : Optional.of(new VolumeExplanation(
                        "workload " + name,
                        "too much for its nodes",
                        because,
                        List.of("use a larger VM size or more nodes, or put several volumes into one")));
    }

    private static boolean isDisk(VolumeClaimSpec claim) {
        return claim.storageClass()
                .filter(storage -> storage.driver() == Driver.DISK)
                .isPresent();
    }

    /** Builds a {@link StatefulWorkload}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final int replicas;
        private final List<VolumeClaimSpec> own = new ArrayList<>();
        private final List<VolumeClaimSpec> shared = new ArrayList<>();
        private Optional<String> pool = Optional.empty();

        private Builder(String name, int replicas) {
            this.name = Objects.requireNonNull(name);
            this.replicas = replicas;
        }

        /** Adds a claim that each pod has for itself, as a template of a StatefulSet. */
        public Builder eachPod(VolumeClaimSpec template) {
            own.add(Objects.requireNonNull(template));
            return this;
        }

        /** Adds a claim that all pods share. */
        public Builder shared(VolumeClaimSpec claim) {
            shared.add(Objects.requireNonNull(claim));
            return this;
        }

        /** Sets the pool whose nodes run the pods. Default: every user pool, or the only pool. */
        public Builder pool(String poolName) {
            pool = Optional.of(poolName);
            return this;
        }

        /** Builds the workload. */
        public StatefulWorkload build() {
            return new StatefulWorkload(this);
        }
    }
}
