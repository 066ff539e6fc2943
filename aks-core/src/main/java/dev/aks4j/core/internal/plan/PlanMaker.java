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
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.PlanLine;
import dev.aks4j.core.plan.kind.PlanNote;
import dev.aks4j.core.plan.run.Decided;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes one plan that makes specs true. Not thread-safe. */
public final class PlanMaker {

    private final Reading reading;
    private final PlanLauncher launcher;
    private final Duration asOf;
    private final Subjects subjects;
    private final PlanOptions options;
    private final LiveState state;

    PlanMaker(Reading reading, PlanLauncher launcher, Subjects subjects, PlanOptions options) {
        this.reading = reading;
        this.launcher = launcher;
        this.asOf = launcher.elapsed();
        this.subjects = subjects;
        this.options = options;
        this.state = new LiveState(reading);
    }

    CompletionStage<Plan> make() {
        return state.load(subjects)
                .thenCompose(loaded -> state.loadHolders(subjects))
                .thenCompose(loaded -> LiveTwins.find(reading, subjects, state))
                .thenCompose(twins -> pruned().thenCompose(surplus -> decide(surplus, twins)));
    }

    private CompletionStage<List<Surplus>> pruned() {
        return options.prunes() ? Surplus.find(reading.arm(), subjects) : CompletableFuture.completedFuture(List.of());
    }

    private CompletionStage<Plan> decide(List<Surplus> surplus, Map<Address, Json> twins) {
        Map<Address, Decision> decisions = new LinkedHashMap<>();
        subjects.all()
                .forEach(subject -> decisions.put(
                        subject.address(),
                        twins.containsKey(subject.address())
                                ? Decision.ofTwin(subject, subjects.scope(), state, twins.get(subject.address()))
                                : Decision.of(subject, subjects.scope(), state, options)));
        List<ResourceId> anew = decisions.values().stream()
                .filter(decision -> decision.change() == Change.RECREATE)
                .map(decision -> decision.subject().address())
                .filter(Address.InAzure.class::isInstance)
                .map(address -> ((Address.InAzure) address).id())
                .toList();
        decisions.replaceAll((address, decision) -> anew.stream().anyMatch(holder -> goesWith(address, holder))
                ? Decision.anew(decision, subjects.scope())
                : decision);
        Map<Address, Set<Address>> closed = DependencyGraph.closure(subjects.needs());
        Map<Address, Integer> waves = turns(closed, decisions);
        StepList steps = new StepList(state, closed);
        List<PlanEntry> entries = new ArrayList<>();
        inOrder(decisions, waves).forEach(decision -> {
            steps.add(decision.subject(), decision.change(), decision.writes(), decision.live());
            entries.add(entry(decision).at(waves.getOrDefault(decision.subject().address(), 0)));
        });
        entries.addAll(Surplus.plan(surplus, steps));
        List<Problem> problems = new ArrayList<>(subjects.warnings());
        problems.addAll(Surplus.losses(surplus, options));
        decisions.values().forEach(decision -> problems.addAll(decision.problems()));
        List<Problem> groups = missingGroups();
        problems.addAll(groups);
        if (groups.isEmpty()) {
            problems.addAll(missingHolders());
        }
        problems.addAll(state.unreadProblems(subjects));
        CompletionStage<Asked> asked = Asked.of(decisions.values(), subjects.scope(), reading, options);
        return steps.steps().thenCombine(asked, (list, answers) -> {
            problems.addAll(answers.problems());
            boolean same = entries.stream().allMatch(entry -> entry.change() == Change.NONE);
            List<PlanNote> notes = new ArrayList<>(same ? List.of() : notes());
            notes.addAll(elsewhere(twins));
            notes.addAll(answers.notes());
            PlanContent content = new PlanContent(
                    subjects.scope().subscriptionId(),
                    subjects.scope().apiVersion().value(),
                    subjects.scope().now(),
                    asOf,
                    options.deadline(),
                    regions(decisions),
                    entries,
                    list,
                    problems,
                    notes,
                    unmanaged(decisions),
                    decided(entries),
                    answers.claims());
            List<Problem> all = new ArrayList<>(problems);
            all.addAll(launcher.missing(content));
            return PlanFactory.plan(Optional.of(launcher), content.with(all, asOf));
        });
    }

    /** Returns whether a resource is gone when another one is made anew: it is in it, or lies below it. */
    private static boolean goesWith(Address address, ResourceId holder) {
        return address instanceof Address.InCluster object
                ? object.cluster().isWithin(holder)
                : !((Address.InAzure) address).id().equals(holder)
                        && ((Address.InAzure) address).id().isWithin(holder);
    }

    /**
     * A plan decides about every resource that its specs name, and wants all of them but those that it removes, and what
     * they refer to.
     */
    private Decided decided(List<PlanEntry> entries) {
        Set<Address> all = new LinkedHashSet<>();
        subjects.all().forEach(subject -> all.add(subject.address()));
        Set<Address> wanted = new LinkedHashSet<>(all);
        subjects.all().forEach(subject -> wanted.addAll(subject.refersTo(subjects.scope())));
        entries.forEach(entry -> {
            all.add(entry.address());
            if (entry.change() == Change.REMOVE) {
                wanted.remove(entry.address());
            }
        });
        return new Decided(all, wanted);
    }

    /** Returns in which turn each changing resource comes, among those that change. */
    private static Map<Address, Integer> turns(Map<Address, Set<Address>> closed, Map<Address, Decision> decisions) {
        Map<Address, Set<Address>> changing = new LinkedHashMap<>();
        closed.forEach((address, needed) -> {
            if (Known.in(decisions, address).change() != Change.NONE) {
                changing.put(address, new LinkedHashSet<>(needed));
            }
        });
        return DependencyGraph.waves(changing);
    }

    /** What changes by turn, in the order of the specs within a turn; then what stays. */
    private static List<Decision> inOrder(Map<Address, Decision> decisions, Map<Address, Integer> waves) {
        return decisions.values().stream()
                .sorted(Comparator.comparing(
                        decision -> waves.getOrDefault(decision.subject().address(), Integer.MAX_VALUE)))
                .toList();
    }

    static PlanEntry entry(Decision decision) {
        Subject subject = decision.subject();
        List<PlanLine> lines = subject.kind().parts(subject.spec());
        List<PlanEntry.Part> parts;
        switch (decision.change()) {
            case NONE, CREATE:
                parts = lines.stream()
                        .map(line -> new PlanEntry.Part(decision.change(), line, List.of()))
                        .toList();
                break;
            default:
                parts = PlanEntry.parts(lines, decision.comparison().differences(), decision.live());
        }
        return new PlanEntry(
                0,
                decision.change(),
                subject.address(),
                subject.type(),
                subject.name(),
                subject.kind().summary(subject.spec()),
                parts,
                decision.comparison().differences());
    }

    private List<Problem> missingGroups() {
        List<Problem> problems = new ArrayList<>();
        for (ResourceId group : subjects.groups()) {
            Optional<Boolean> exists = subjects.at(Address.azure(group)).isPresent()
                    ? Optional.of(true)
                    : state.known(group, GroupContents.API_VERSION).map(document -> !document.isMissing());
            if (!exists.orElse(true)) {
                List<Subject> inIt = subjects.in(group);
                String more = inIt.size() == 1 ? "" : " and " + (inIt.size() - 1) + " more";
                problems.addAll(PlanRules.NO_GROUP.on(
                        new PlanRules.Subject(inIt.get(0).type(), inIt.get(0).name() + more, "", group.name(), "")));
            }
        }
        return problems;
    }

    private List<Problem> missingHolders() {
        return subjects.all().stream()
                .flatMap(subject -> state.missingHolder(subject, subjects).stream()
                        .flatMap(holder -> subject.against(PlanRules.NO_HOLDER, "", holder.name(), "").stream()))
                .toList();
    }

    private List<PlanNote> notes() {
        return subjects.all().stream()
                .flatMap(subject -> subject.kind().notes(subject.spec(), subjects.scope()).stream())
                .toList();
    }

    /** Says which resources exist under names that are not those of their specs. */
    private List<PlanNote> elsewhere(Map<Address, Json> twins) {
        List<String> lines = subjects.all().stream()
                .filter(subject -> twins.containsKey(subject.address()))
                .map(subject -> subject.type() + " " + subject.name() + ": "
                        + Known.in(twins, subject.address()).path("name").asText())
                .toList();
        return lines.isEmpty()
                ? List.of()
                : List.of(new PlanNote("Exists under another name, and is left alone", lines));
    }

    private static Set<String> regions(Map<Address, Decision> decisions) {
        Set<String> regions = new LinkedHashSet<>();
        decisions.values().forEach(decision -> {
            region(decision.live(), regions);
            decision.writes().forEach(write -> region(write.content(), regions));
        });
        return regions;
    }

    /** Takes the region of a document in, if it lies in one. */
    static void region(Json document, Set<String> regions) {
        String region = document.path("location").asText("").replace(" ", "").toLowerCase(Locale.ROOT);
        if (!region.isEmpty() && !region.equals("global")) {
            regions.add(region);
        }
    }

    private static Map<String, List<Difference>> unmanaged(Map<Address, Decision> decisions) {
        Map<String, List<Difference>> found = new LinkedHashMap<>();
        decisions.values().stream()
                .filter(decision -> !decision.comparison().unmanaged().isEmpty())
                .forEach(decision -> found.put(
                        decision.subject().type() + " " + decision.subject().name(),
                        decision.comparison().unmanaged()));
        return found;
    }
}
