package dev.aks4j.core.internal.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.Step;
import java.util.ArrayList;
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
 * everything that the resource needs. Not thread-safe.
 */
public final class StepList {

    private final LiveState state;
    private final Map<Address, Set<Address>> needs;
    private final Map<Address, String> lastOf = new LinkedHashMap<>();
    private final List<CompletionStage<Step>> steps = new ArrayList<>();
    private final Map<String, String> summaries = new LinkedHashMap<>();

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
    void add(Subject subject, Change change, List<Write> writes, JsonNode live) {
        int first = steps.size();
        add(subject.address(), subject.type(), subject.name(), change, writes, live);
        String summary = subject.kind().summary(subject.spec());
        for (int step = first; step < steps.size(); step++) {
            summaries.put(String.valueOf(step + 1), summary);
        }
    }

    void add(Address address, String type, String name, Change change, List<Write> writes, JsonNode live) {
        Set<String> after = new LinkedHashSet<>();
        needs.getOrDefault(address, Set.of())
                .forEach(needed -> Optional.ofNullable(lastOf.get(needed)).ifPresent(after::add));
        Map<Address, CompletionStage<JsonNode>> left = new LinkedHashMap<>();
        left.put(address, CompletableFuture.completedFuture(live));
        for (Write write : writes) {
            String id = String.valueOf(steps.size() + 1);
            boolean own = write.target().equals(address);
            Set<String> before = Set.copyOf(after);
            String shownType = own ? type : type(write.target());
            String shownName = own ? name : name + "/" + write.target().name();
            Change what = change(change, write);
            CompletionStage<JsonNode> there = left.computeIfAbsent(write.target(), target -> read(write));
            steps.add(there.thenApply(
                    document -> new Step(id, shownType, shownName, what, write, before, expected(write, document))));
            left.put(write.target(), there.thenApply(document -> leaves(write, document)));
            lastOf.put(address, id);
            after.clear();
            after.add(id);
        }
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

    /** Reads what a write that is not to the resource itself goes over; nothing is read for other writes. */
    private CompletionStage<JsonNode> read(Write write) {
        return write instanceof Write.Put put && put.merge()
                ? state.azure(put.id(), put.apiVersion()).thenApply(Live::document)
                : CompletableFuture.completedFuture(MissingNode.getInstance());
    }

    /** Returns what a write over something existing will find different, property by property. */
    private static List<Difference> expected(Write write, JsonNode live) {
        if (write instanceof Write.Put put && put.merge()) {
            return Documents.compare(put.body(), live, Optional::of);
        }
        if (write instanceof Write.Apply apply && !live.isMissingNode()) {
            return Documents.compareObject(apply.manifest(), live, Optional::of);
        }
        return List.of();
    }

    /** Returns what is there after a write, because a later one of the same plan to the same place begins with it. */
    private static JsonNode leaves(Write write, JsonNode live) {
        if (write instanceof Write.Put put) {
            return put.merge() && !live.isMissingNode() ? Documents.merge(live, put.body()) : put.body();
        }
        return write instanceof Write.Delete || write instanceof Write.Remove ? MissingNode.getInstance() : live;
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
