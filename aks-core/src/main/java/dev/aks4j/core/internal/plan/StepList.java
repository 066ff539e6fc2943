package dev.aks4j.core.internal.plan;

import dev.aks4j.core.internal.model.Known;
import dev.aks4j.core.internal.plan.kind.Recognition;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Turns the writes of a plan's resources into steps: one a write, the writes of a resource one after the other, after
 * everything that the resource needs. Only changes of one sort to different node pools, which come right after each other,
 * go side by side: see {@link SideBySide}. Not thread-safe.
 */
public final class StepList {

    private static final String CLUSTER = "Microsoft.ContainerService/managedClusters";

    private final LiveState state;
    private final Map<Address, Set<Address>> needs;
    private final Map<Address, Set<String>> lastOf = new LinkedHashMap<>();
    private final List<CompletionStage<Step>> steps = new ArrayList<>();
    private final Map<String, String> summaries = new LinkedHashMap<>();

    /** What has been removed by the steps so far: what comes after it under the same name is another resource. */
    private final Set<Address> removed = new HashSet<>();

    /** What the steps so far create, and with what: what lies in it is not what was read. */
    private final Map<Address, Json> created = new HashMap<>();

    /**
     * Creates an empty list.
     *
     * @param needs everything that each resource needs, directly or not
     */
    StepList(LiveState state, Map<Address, Set<Address>> needs) {
        this.state = state;
        this.needs = new LinkedHashMap<>(needs);
    }

    /** Adds the writes of a resource, after those that it needs have been added. */
    void add(Subject subject, Change change, List<Write> writes, Json live) {
        int first = steps.size();
        add(subject.address(), subject.type(), subject.name(), change, writes, live);
        String summary = subject.kind().summary(subject.spec());
        for (int step = first; step < steps.size(); step++) {
            summaries.put(String.valueOf(step + 1), summary);
        }
    }

    void add(Address address, String type, String name, Change change, List<Write> writes, Json live) {
        Set<String> after = new LinkedHashSet<>();
        needs.getOrDefault(address, Set.of()).forEach(needed -> after.addAll(lastOf.getOrDefault(needed, Set.of())));
        SideBySide order = new SideBySide(after);
        Map<Address, CompletionStage<Json>> left = new LinkedHashMap<>();
        left.put(address, CompletableFuture.completedFuture(live));
        for (Write write : writes) {
            String id = String.valueOf(steps.size() + 1);
            boolean own = write.target().equals(address);
            Set<String> before = order.add(id, write);
            String shownType = own ? type : type(write.target());
            String shownName = own ? name : name + "/" + write.target().name();
            Change what = change(change, write);
            boolean sameHolder = !removed.contains(holderOf(write));
            boolean inNew = isInNew(write);
            CompletionStage<Json> there = left.computeIfAbsent(
                    write.target(),
                    target -> inNew
                            ? CompletableFuture.completedFuture(
                                    NewPart.of(Known.in(created, holderOf(write)), write.target()))
                            : read(write));
            steps.add(there.thenCombine(
                    holder(address, write, live),
                    (document, holder) -> new Step(
                            id,
                            shownType,
                            shownName,
                            what,
                            write,
                            before,
                            expected(write, document),
                            known(write, inNew ? Json.missing() : document, holder, sameHolder))));
            left.put(write.target(), there.thenApply(document -> leaves(write, document)));
            lastOf.put(address, order.last());
            if (write instanceof Write.Delete) {
                removed.add(write.target());
            } else if (write instanceof Write.Put put && !put.merge()) {
                created.put(write.target(), put.body());
            }
        }
    }

    /** Returns whether a write changes what comes with a resource that this plan creates. */
    private boolean isInNew(Write write) {
        Address holder = holderOf(write);
        return write instanceof Write.Put put
                && put.merge()
                && !holder.equals(write.target())
                && created.containsKey(holder);
    }

    /** Adds what further resources need. */
    void also(Map<Address, Set<Address>> more) {
        needs.putAll(more);
    }

    CompletionStage<List<Step>> steps() {
        List<CompletableFuture<Step>> all =
                steps.stream().map(CompletionStage::toCompletableFuture).toList();
        return CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
                .thenApply(done -> StepNames.distinct(
                        all.stream().map(CompletableFuture::join).toList(), summaries));
    }

    /** Reads what a write that is not to the resource itself goes over or removes; nothing is read for other writes. */
    private CompletionStage<Json> read(Write write) {
        if (write instanceof Write.Put put && put.merge()) {
            return state.azure(put.id(), put.apiVersion()).thenApply(Live::document);
        }
        return write instanceof Write.Delete delete
                ? state.azure(delete.id(), delete.apiVersion()).thenApply(Live::document)
                : CompletableFuture.completedFuture(Json.missing());
    }

    /**
     * Returns the document of what holds the target of a write, such as the cluster of a pool; a missing node if nothing
     * does. It is read for a removal and where it is a cluster; otherwise it is what the plan has read already.
     */
    private CompletionStage<Json> holder(Address address, Write write, Json live) {
        if (write.target() instanceof Address.InCluster object) {
            return state.azure(object.cluster(), AksApiVersion.NEWEST.value())
                    .thenApply(Live::document)
                    // Then the object itself has to do.
                    .exceptionally(unread -> Json.missing());
        }
        Optional<ResourceId> holder =
                write.target() instanceof Address.InAzure target ? holder(target.id()) : Optional.empty();
        if (holder.isEmpty()) {
            return CompletableFuture.completedFuture(Json.missing());
        }
        if (Address.azure(holder.get()).equals(address)) {
            return CompletableFuture.completedFuture(live);
        }
        if (write instanceof Write.Delete delete) {
            return state.azure(holder.get(), delete.apiVersion()).thenApply(Live::document);
        }
        if (!(write instanceof Write.Put put)) {
            return CompletableFuture.completedFuture(Json.missing());
        }
        return holder.get().type().equalsIgnoreCase(CLUSTER)
                ? state.azure(holder.get(), put.apiVersion()).thenApply(Live::document)
                : CompletableFuture.completedFuture(
                        state.known(holder.get(), put.apiVersion()).orElse(Json.missing()));
    }

    /** Returns what holds the target of a write; the target itself if nothing does. */
    private static Address holderOf(Write write) {
        return write.target() instanceof Address.InAzure target
                ? holder(target.id()).map(Address::azure).orElse(target)
                : Address.azure(((Address.InCluster) write.target()).cluster());
    }

    private static Optional<ResourceId> holder(ResourceId id) {
        ResourceId top = id;
        while (top.type().indexOf('/') != top.type().lastIndexOf('/')) {
            top = top.parent().orElseThrow();
        }
        return top.equals(id) ? Optional.empty() : Optional.of(top);
    }

    /**
     * Returns what the resource of a write is known by, and what holds it: of one that is created only the latter.
     *
     * @param sameHolder whether this plan leaves the holder where it is
     */
    private static List<Difference> known(Write write, Json live, Json holder, boolean sameHolder) {
        boolean creates = write instanceof Write.Put put && !put.merge();
        List<Difference> known = new ArrayList<>();
        if (!creates && !(write instanceof Write.Post)) {
            known.addAll(Recognition.mark(write.target(), live));
            known.addAll(Recognition.of(write.target(), live));
            if (write.target() instanceof Address.InAzure) {
                known.addAll(Recognition.markOfHolder(holder));
            }
        }
        if (sameHolder) {
            known.addAll(Recognition.birthOfHolder(holder));
        }
        return known;
    }

    /** Returns what a write over something existing will find different, property by property. */
    private static List<Difference> expected(Write write, Json live) {
        if (write instanceof Write.Put put && put.merge()) {
            return Documents.compare(put.body(), live, Optional::of);
        }
        if (write instanceof Write.Apply apply && !live.isMissing()) {
            return Documents.compareObject(apply.manifest(), live, Optional::of);
        }
        return List.of();
    }

    /** Returns what is there after a write, because a later one of the same plan to the same place begins with it. */
    private static Json leaves(Write write, Json live) {
        if (write instanceof Write.Put put) {
            return put.merge() && !live.isMissing() ? Documents.merge(live, put.body()) : put.body();
        }
        return write instanceof Write.Delete || write instanceof Write.Remove ? Json.missing() : live;
    }

    private static Change change(Change whole, Write write) {
        if (write instanceof Write.Delete || write instanceof Write.Remove) {
            return Change.REMOVE;
        }
        if (write instanceof Write.Put put) {
            return put.merge() ? Change.UPDATE : Change.CREATE;
        }
        return whole == Change.RECREATE ? Change.CREATE : whole;
    }

    /** Returns the kind of a resource that only its id tells of: {@code subnets} is a subnet. */
    static String type(Address address) {
        if (address instanceof Address.InCluster object) {
            return object.kind().substring(0, 1).toLowerCase(Locale.ROOT)
                    + object.kind().substring(1);
        }
        ResourceId id = ((Address.InAzure) address).id();
        String last = id.type().substring(id.type().lastIndexOf('/') + 1);
        if (last.equalsIgnoreCase("agentPools")) {
            return "nodePool";
        }
        if (last.equalsIgnoreCase("userAssignedIdentities")) {
            return "managedIdentity";
        }
        if (last.endsWith("ies")) {
            return last.substring(0, last.length() - 3) + "y";
        }
        return last.endsWith("s") ? last.substring(0, last.length() - 1) : last;
    }
}
