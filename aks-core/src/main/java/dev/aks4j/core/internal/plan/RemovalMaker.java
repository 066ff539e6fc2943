package dev.aks4j.core.internal.plan;

import dev.aks4j.core.internal.model.Known;
import dev.aks4j.core.internal.plan.read.GroupContents;
import dev.aks4j.core.internal.plan.run.DependencyGraph;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanEntry;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.PlanOptions.Foreign;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.PlanLine;
import dev.aks4j.core.plan.kind.PlanNote;
import dev.aks4j.core.plan.run.Decided;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes one plan that removes what specs name. Not thread-safe. */
public final class RemovalMaker {

    private final Reading reading;
    private final PlanLauncher launcher;
    private final Duration asOf;
    private final Subjects subjects;
    private final PlanOptions options;
    private final LiveState state;
    private final Map<Address, Subject> removed = new LinkedHashMap<>();
    private final Map<Address, List<PlanLine>> included = new LinkedHashMap<>();
    private final List<String> kept = new ArrayList<>();
    private final Set<Address> staying = new LinkedHashSet<>();

    RemovalMaker(Reading reading, PlanLauncher launcher, Subjects subjects, PlanOptions options) {
        this.reading = reading;
        this.launcher = launcher;
        this.asOf = launcher.elapsed();
        this.subjects = subjects;
        this.options = options;
        this.state = new LiveState(reading);
    }

    CompletionStage<Plan> make() {
        return state.loadAzure(subjects)
                .thenCompose(loaded -> {
                    chooseInAzure();
                    return state.loadObjects(subjects, object -> !goes(object.cluster()));
                })
                .thenCompose(loaded -> {
                    chooseInClusters();
                    List<CompletableFuture<?>> lists = List.copyOf(removed.values()).stream()
                            .filter(RemovalMaker::isGroup)
                            .map(group -> GroupContents.list(reading.arm(), id(group))
                                    .thenAccept(items -> keepIfUsed(group, items))
                                    .toCompletableFuture())
                            .<CompletableFuture<?>>map(list -> list)
                            .toList();
                    return CompletableFuture.allOf(lists.toArray(new CompletableFuture<?>[0]))
                            .thenCompose(listed -> plan());
                });
    }

    private void chooseInAzure() {
        subjects.all().stream()
                .filter(subject -> subject.address() instanceof Address.InAzure)
                .forEach(this::choose);
    }

    /** What lies in a cluster that goes is not looked at: it goes with it, whether the cluster can be reached or not. */
    private void chooseInClusters() {
        for (Subject subject : subjects.all()) {
            if (subject.address() instanceof Address.InCluster) {
                if (state.isLoaded(subject)) {
                    choose(subject);
                } else {
                    removed.put(subject.address(), subject);
                }
            }
        }
        List.copyOf(removed.values()).forEach(this::leaveToItsParent);
    }

    private boolean goes(ResourceId cluster) {
        return removed.containsKey(Address.azure(cluster));
    }

    private void choose(Subject subject) {
        Json live = state.document(subject);
        if (!live.isMissing()) {
            if (subject.owned(live) || options.foreign() == Foreign.ADOPT) {
                removed.put(subject.address(), subject);
            } else {
                kept.add(subject.type() + " " + subject.name() + " stays: it was not created by aks4j");
                staying.add(subject.address());
            }
        }
    }

    /** Takes out what goes with the resource that holds it: a subnet with its network, an object with its cluster. */
    private void leaveToItsParent(Subject subject) {
        Optional<Address> holder = holder(subject.address());
        while (holder.isPresent()) {
            if (removed.containsKey(holder.get())) {
                removed.remove(subject.address());
                included.computeIfAbsent(holder.get(), key -> new ArrayList<>())
                        .add(new PlanLine(subject.type(), subject.name(), "goes with it"));
                return;
            }
            holder = holder(holder.get());
        }
    }

    private static Optional<Address> holder(Address address) {
        if (address instanceof Address.InCluster object) {
            return Optional.of(Address.azure(object.cluster()));
        }
        ResourceId id = ((Address.InAzure) address).id();
        boolean isChild = id.type().indexOf('/') != id.type().lastIndexOf('/');
        return isChild ? id.parent().map(Address::azure) : Optional.empty();
    }

    private synchronized void keepIfUsed(Subject group, List<GroupContents.Item> items) {
        List<String> left = items.stream()
                .map(GroupContents.Item::id)
                .filter(id -> removed.values().stream()
                        .noneMatch(other -> !isGroup(other)
                                && other.address() instanceof Address.InAzure there
                                && id.isWithin(there.id())))
                .map(id -> StepList.type(Address.azure(id)) + " " + id.name())
                .toList();
        if (!left.isEmpty()) {
            kept.add("resourceGroup " + group.name() + " stays: the plan does not remove " + String.join(", ", left)
                    + " in it");
            removed.remove(group.address());
            staying.add(group.address());
        }
    }

    private CompletionStage<Plan> plan() {
        Map<Address, Set<Address>> after = new LinkedHashMap<>();
        removed.keySet().forEach(address -> after.put(address, new LinkedHashSet<>()));
        DependencyGraph.closure(subjects.needs())
                .forEach((user, needed) -> needed.stream()
                        .filter(used -> after.containsKey(used) && after.containsKey(user))
                        .forEach(used -> Known.in(after, used).add(user)));
        removed.values().stream()
                .filter(RemovalMaker::isGroup)
                .forEach(group -> after.keySet().stream()
                        .filter(address -> address instanceof Address.InAzure there
                                && !there.id().equals(id(group))
                                && there.id().isWithin(id(group)))
                        .forEach(Known.in(after, group.address())::add));
        Map<Address, Integer> waves = DependencyGraph.waves(after);
        StepList steps = new StepList(state, DependencyGraph.closure(after));
        List<PlanEntry> entries = removed.values().stream()
                .sorted(Comparator.comparing(subject -> Known.in(waves, subject.address())))
                .map(subject -> {
                    steps.add(subject, Change.REMOVE, subject.remove(subjects.scope()), state.document(subject));
                    return entry(subject).at(Known.in(waves, subject.address()));
                })
                .toList();
        List<PlanNote> notes = kept.isEmpty() ? List.of() : List.of(new PlanNote("Left as it is", kept));
        List<Problem> problems = new ArrayList<>(subjects.warnings());
        problems.addAll(state.unreadProblems(subjects));
        removed.values().stream()
                .filter(subject -> subject.holdsData(state.document(subject)))
                .filter(subject ->
                        !options.losesData(subject.address(), subjects.scope().subscriptionId()))
                .forEach(subject -> problems.addAll(subject.against(PlanRules.DATA_LOSS)));
        Set<String> regions = new LinkedHashSet<>();
        removed.values().forEach(subject -> PlanMaker.region(state.document(subject), regions));
        return steps.steps()
                .thenApply(list -> PlanFactory.plan(
                        Optional.of(launcher),
                        new PlanContent(
                                subjects.scope().subscriptionId(),
                                subjects.scope().apiVersion().value(),
                                subjects.scope().now(),
                                asOf,
                                options.deadline(),
                                regions,
                                entries,
                                list,
                                problems,
                                notes,
                                Map.of(),
                                decided(),
                                List.of())));
    }

    /**
     * A removal decides about every resource that its specs name, those that do not exist included, and wants only those
     * that stay, and what these refer to.
     */
    private Decided decided() {
        Set<Address> all = subjects.all().stream().map(Subject::address).collect(Collectors.toSet());
        Set<Address> wanted = new LinkedHashSet<>(staying);
        staying.forEach(address ->
                subjects.at(address).ifPresent(subject -> wanted.addAll(subject.refersTo(subjects.scope()))));
        wanted.removeAll(removed.keySet());
        return new Decided(all, wanted);
    }

    private PlanEntry entry(Subject subject) {
        List<PlanEntry.Part> parts = Stream.concat(
                        subject.kind().parts(subject.spec()).stream(),
                        included.getOrDefault(subject.address(), List.of()).stream())
                .map(line -> new PlanEntry.Part(Change.REMOVE, line, List.of()))
                .toList();
        return new PlanEntry(
                0,
                Change.REMOVE,
                subject.address(),
                subject.type(),
                subject.name(),
                subject.kind().summary(subject.spec()),
                parts,
                List.of());
    }

    private static boolean isGroup(Subject subject) {
        return subject.address() instanceof Address.InAzure there
                && there.id().type().equalsIgnoreCase(GroupContents.GROUP);
    }

    private static ResourceId id(Subject subject) {
        return ((Address.InAzure) subject.address()).id();
    }
}
