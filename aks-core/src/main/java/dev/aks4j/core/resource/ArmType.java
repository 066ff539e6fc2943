package dev.aks4j.core.resource;

import dev.aks4j.core.internal.plan.kind.References;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Alternative;
import dev.aks4j.core.plan.kind.ArmKind;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Question;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Undeclared;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A type of Azure resources as a value: what its documents look like, what it needs and what never changes. Location,
 * tags, our mark, comparing, writing and removing follow. Immutable and thread-safe, if its functions are.
 *
 * @param <S> the spec of the type; see {@link ArmSpec} for a whole example
 */
public final class ArmType<S extends ArmSpec> extends ArmKind<S> {

    private static final Scope NOWHERE = new Scope(References.NO_SUBSCRIPTION, Instant.EPOCH, List.<Spec>of());

    private final String name;
    private final String type;
    private final String apiVersion;
    private final BiConsumer<S, ArmDocument> document;
    private final Function<S, String> summary;
    private final List<Function<S, Stream<ResourceId>>> requires;
    private final List<Rule<S>> rules;
    private final List<BiFunction<S, Scope, List<Problem>>> inPlan;
    private final Map<String, Fixed> fixed;
    private final List<Judge<S>> judges;
    private final List<Undeclared> undeclared;
    private final List<Alternative> alternatives;
    private final Set<String> filledIn;
    private final boolean global;
    private final Optional<Function<S, List<Undeclared>>> undeclaredOf;
    private final boolean holdsSomething;
    private final boolean holdsData;

    private record Fixed(Change change, String reason) {}

    /**
     * Judges one difference of a resource.
     *
     * @param <S> the spec
     */
    @FunctionalInterface
    public interface Judge<S> {
        /**
         * Returns what it takes to change the property, as a difference with another change and a reason; the same if the
         * property changes in place; nothing to leave it alone.
         */
        Optional<Difference> judge(S spec, Difference difference, Json live);
    }

    private ArmType(Builder<S> builder) {
        name = builder.name;
        type = builder.type;
        apiVersion = builder.apiVersion;
        document = builder.document;
        summary = builder.summary;
        requires = List.copyOf(builder.requires);
        rules = List.copyOf(builder.rules);
        inPlan = List.copyOf(builder.inPlan);
        fixed = Map.copyOf(builder.fixed);
        judges = List.copyOf(builder.judges);
        undeclared = List.copyOf(builder.undeclared);
        undeclaredOf = builder.undeclaredOf;
        alternatives = List.copyOf(builder.alternatives);
        filledIn = Set.copyOf(builder.filledIn);
        global = builder.global;
        holdsSomething = builder.holdsSomething;
        holdsData = builder.holdsData;
    }

    /**
     * Starts a type.
     *
     * @param name as plans show it, for example {@code routeTable}
     * @param type with its namespace, for example {@code Microsoft.Network/routeTables}
     * @param apiVersion the ARM api-version to read and write with
     */
    public static <S extends ArmSpec> Builder<S> of(String name, String type, String apiVersion) {
        return new Builder<>(name, type, apiVersion);
    }

    @Override
    public String name() {
        return name;
    }

    /** Returns the type with its namespace. */
    public String type() {
        return type;
    }

    @Override
    public String apiVersion() {
        return apiVersion;
    }

    /** Returns the rules that need nothing but the spec. */
    public List<Rule<S>> rules() {
        return rules;
    }

    @Override
    public String summary(S spec) {
        return summary.apply(spec);
    }

    @Override
    public Set<Address> requires(S spec) {
        return Stream.concat(
                        References.in(spec.anywhere().toJson()).stream(),
                        requires.stream().flatMap(each -> each.apply(spec)))
                .map(Address::azure)
                .collect(Collectors.toSet());
    }

    @Override
    public List<Problem> check(S spec, Scope scope) {
        return inPlan.stream().flatMap(each -> each.apply(spec, scope).stream()).toList();
    }

    @Override
    public List<Question> questions(S spec, Json live, Comparison comparison, Scope scope) {
        return ReferenceQuestions.of(
                name + " " + spec.name(), References.in(spec.anywhere().toJson()), scope);
    }

    /** Returns what is wrong with a spec of this type by the rules that need nothing else. */
    @SuppressWarnings("unchecked") // a spec's kind accepts the spec's class: the contract of Spec.kind()
    List<Problem> problems(ArmSpec spec) {
        return Rule.all(rules, (S) spec);
    }

    ResourceId idOf(ResourceId parent, String resource) {
        boolean child = parent.type().equalsIgnoreCase(type.substring(0, type.lastIndexOf('/')));
        return parent.child(child ? type.substring(type.lastIndexOf('/') + 1) : type, resource);
    }

    /** Returns the document that a spec of this type declares wherever it is planned; late values stay. */
    @SuppressWarnings("unchecked") // as problems
    ArmDocument anywhere(ArmSpec spec) {
        return write((S) spec, NOWHERE);
    }

    @Override
    protected Json document(S spec, Scope scope) {
        return write(spec, scope).toJson();
    }

    @Override
    protected Set<String> defaults(S spec) {
        return spec.anywhere().defaults();
    }

    private ArmDocument write(S spec, Scope scope) {
        ArmDocument written = new ArmDocument(scope);
        if (global) {
            written.set("/location", "global");
        } else {
            written.set("/location", spec.region().map(Region::name));
        }
        Map<String, String> tags = new TreeMap<>(spec.tags());
        if (carriesTags(spec)) {
            tags.put(Ownership.TAG, Ownership.VALUE);
        }
        if (!tags.isEmpty()) {
            written.set("/tags", tags);
        }
        document.accept(spec, written);
        return written;
    }

    @Override
    protected List<Undeclared> undeclared() {
        return undeclared;
    }

    @Override
    protected List<Undeclared> undeclared(S spec) {
        return undeclaredOf
                .map(more -> Stream.concat(
                                undeclared.stream(), more.apply(spec).stream().map(Undeclared::withoutRaw))
                        .toList())
                .orElse(undeclared);
    }

    @Override
    protected List<Alternative> alternatives() {
        return alternatives;
    }

    @Override
    protected Set<String> filledIn() {
        return filledIn;
    }

    @Override
    protected Optional<Difference> judge(S spec, Difference difference, Json live) {
        if (difference.path().equals("/location")) {
            String there = difference.before().asText();
            boolean same = global
                    ? there.equalsIgnoreCase("global")
                    : Region.read(there).equals(spec.region());
            return same
                    ? Optional.empty()
                    : Optional.of(difference.with(Change.RECREATE, "a " + name + " cannot move to another region"));
        }
        Optional<Difference> judged = Optional.of(difference);
        for (Judge<S> each : judges) {
            judged = judged.flatMap(found -> each.judge(spec, found, live));
        }
        return judged.map(this::fixed);
    }

    private Difference fixed(Difference difference) {
        return fixed.entrySet().stream()
                .filter(each -> matches(each.getKey(), difference.path()))
                .map(Map.Entry::getValue)
                .findFirst()
                .map(each -> difference.with(each.change(), each.reason()))
                .orElse(difference);
    }

    /** Whether a path is at a place or below it; a star stands for one name. */
    private static boolean matches(String place, String path) {
        String[] wanted = place.split("/", -1);
        String[] there = path.split("/", -1);
        boolean all = there.length >= wanted.length;
        for (int i = 0; all && i < wanted.length; i++) {
            all = wanted[i].equals("*") || wanted[i].equalsIgnoreCase(there[i]);
        }
        return all;
    }

    @Override
    public boolean holdsSomething(S spec, Json live) {
        return holdsSomething;
    }

    @Override
    public boolean holdsData(S spec, Json live) {
        return holdsData;
    }

    /**
     * Builds an {@link ArmType}. Not thread-safe.
     *
     * @param <S> the spec
     */
    public static final class Builder<S extends ArmSpec> {
        private final String name;
        private final String type;
        private final String apiVersion;
        private BiConsumer<S, ArmDocument> document = (spec, written) -> {};
        private Function<S, String> summary =
                spec -> spec.region().map(Region::name).orElse("");
        private final List<Function<S, Stream<ResourceId>>> requires = new ArrayList<>();
        private final List<Rule<S>> rules = new ArrayList<>();
        private final List<BiFunction<S, Scope, List<Problem>>> inPlan = new ArrayList<>();
        private final Map<String, Fixed> fixed = new LinkedHashMap<>();
        private final List<Judge<S>> judges = new ArrayList<>();
        private final List<Undeclared> undeclared = new ArrayList<>(List.of(Undeclared.absent("/tags/*")));
        private Optional<Function<S, List<Undeclared>>> undeclaredOf = Optional.empty();
        private final List<Alternative> alternatives = new ArrayList<>();
        private final List<String> filledIn = new ArrayList<>();
        private boolean global;
        private boolean holdsSomething = true;
        private boolean holdsData;

        private Builder(String name, String type, String apiVersion) {
            this.name = Objects.requireNonNull(name);
            this.type = Objects.requireNonNull(type);
            this.apiVersion = Objects.requireNonNull(apiVersion);
        }

        /** Writes what the spec declares: no defaults of Azure, nothing read-only. Location and tags are written already. */
        public Builder<S> document(BiConsumer<S, ArmDocument> writer) {
            document = writer;
            return this;
        }

        /** Gives the right column of the plan. Default: the region. */
        public Builder<S> summary(Function<S, String> text) {
            summary = text;
            return this;
        }

        /** Says which resources must exist before, beside what holds the resource and what its document names by id. */
        public Builder<S> requires(Function<S, Stream<ResourceId>> needed) {
            requires.add(needed);
            return this;
        }

        /** Adds rules that need nothing but the spec; they run when it is built. */
        public Builder<S> rules(Collection<Rule<S>> more) {
            rules.addAll(more);
            return this;
        }

        /** Adds what is checked across the specs of a plan. */
        public Builder<S> inPlan(BiFunction<S, Scope, List<Problem>> check) {
            inPlan.add(check);
            return this;
        }

        /**
         * Says that a property never changes, and why. The plan refuses.
         *
         * @param place where it is, as JSON pointer, with everything below; {@code *} for one name
         */
        public Builder<S> fixed(String place, String reason) {
            fixed.put(place, new Fixed(Change.FORBIDDEN, reason));
            return this;
        }

        /** Says that changing a property takes making the resource anew, and why; otherwise as {@link #fixed}. */
        public Builder<S> recreated(String place, String reason) {
            fixed.put(place, new Fixed(Change.RECREATE, reason));
            return this;
        }

        /** Judges differences, after those that were added before. */
        public Builder<S> judge(Judge<S> judge) {
            judges.add(judge);
            return this;
        }

        /** Adds what the resource is where the spec does not say it. That it has no tags is known. */
        public Builder<S> undeclared(Undeclared... more) {
            undeclared.addAll(Stream.of(more).map(Undeclared::withoutRaw).toList());
            return this;
        }

        /** Adds what the resource is where the spec does not say it, where that goes by what else the spec says. */
        public Builder<S> undeclared(Function<S, List<Undeclared>> more) {
            undeclaredOf = Optional.of(more);
            return this;
        }

        /** Adds properties of which a resource has one or the other. */
        public Builder<S> alternatives(Collection<Alternative> more) {
            alternatives.addAll(more);
            return this;
        }

        /** Adds places that Azure fills in itself and refuses to be sent later, as JSON pointers. */
        public Builder<S> filledIn(String... places) {
            filledIn.addAll(List.of(places));
            return this;
        }

        /** Says that the resources are in no region: their location is {@code global}. */
        public Builder<S> global() {
            global = true;
            return this;
        }

        /** Says that nothing is lost when a resource is removed and made again. */
        public Builder<S> holdsNothing() {
            holdsSomething = false;
            return this;
        }

        /**
         * Says that the resources hold data that is gone with them: a plan removes one, or makes it anew, only where the
         * caller allows the loss of that one.
         */
        public Builder<S> holdsData() {
            holdsData = true;
            return this;
        }

        /** Builds the type. */
        public ArmType<S> build() {
            return new ArmType<>(this);
        }
    }
}
