package dev.aks4j.core.internal.plan;

import dev.aks4j.core.internal.plan.kind.PropertyText;
import dev.aks4j.core.internal.plan.kind.Unfinished;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.PlanOptions.Foreign;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a plan decided about one resource.
 *
 * @param subject the resource
 * @param change what happens to it
 * @param writes how
 * @param live what is there
 * @param comparison what differs
 * @param problems what stands against it, and warnings
 */
public record Decision(
        Subject subject, Change change, List<Write> writes, Json live, Comparison comparison, List<Problem> problems) {

    private static final Comparison EQUAL = new Comparison(List.of(), List.of());

    /** Holds a spec against what is there. */
    static Decision of(Subject subject, Scope scope, LiveState state, PlanOptions options) {
        Json live = state.document(subject);
        if (state.unread(subject.address()).isPresent()) {
            return keep(subject, live, EQUAL, List.of());
        }
        if (live.isMissing()) {
            return new Decision(subject, Change.CREATE, subject.create(scope), live, EQUAL, subject.checkNew(scope));
        }
        if (new Live(live, Optional.empty()).is("Deleting")) {
            return keep(subject, live, EQUAL, subject.against(PlanRules.DELETING));
        }
        if (subject.address() instanceof Address.InCluster
                && live.at("/metadata/deletionTimestamp").isText()) {
            return keep(subject, live, EQUAL, subject.against(PlanRules.DELETING));
        }
        Comparison found = settle(subject.kind().compare(subject.spec(), live, scope), state);
        Comparison compared = options.isExact() ? exact(found) : found;
        boolean ours = subject.owned(live);
        if (!ours && options.foreign() == Foreign.REFUSE) {
            return keep(subject, live, compared, subject.against(PlanRules.NOT_OURS));
        }
        if (!ours && options.foreign() == Foreign.OBSERVE) {
            return keep(subject, live, new Comparison(List.of(), compared.unmanaged()), observed(subject, compared));
        }
        return change(subject, scope, live, ours ? compared : adopt(subject, compared), options);
    }

    /**
     * Makes a resource again that goes with the one that holds it.
     *
     * @param found what was decided about it before that was known; what it has and no spec declares is told, as it goes
     */
    static Decision anew(Decision found, Scope scope) {
        List<Difference> gone = new ArrayList<>();
        found.comparison.differences().stream()
                .filter(each -> !each.before().isMissing() && !Unfinished.isState(each))
                .forEach(each -> gone.add(goes(each, each.after())));
        found.comparison.unmanaged().forEach(each -> gone.add(goes(each, Json.missing())));
        Subject subject = found.subject;
        return new Decision(
                subject,
                Change.CREATE,
                subject.create(scope),
                Json.missing(),
                new Comparison(gone, List.of()),
                subject.checkNew(scope));
    }

    private static Difference goes(Difference found, Json after) {
        return new Difference(
                found.path(), found.before(), after, Change.RECREATE, "it is made anew with what holds it");
    }

    /** Makes differences of what nobody declares and something takes away. */
    private static Comparison exact(Comparison found) {
        List<Difference> differences = new ArrayList<>(found.differences());
        List<Difference> left = new ArrayList<>();
        found.unmanaged().forEach(each -> {
            if (each.after().isMissing()) {
                left.add(each);
            } else {
                differences.add(
                        new Difference(each.path(), each.before(), each.after(), each.change(), "not declared"));
            }
        });
        return new Comparison(differences, left);
    }

    /** Leaves a resource alone that exists under another name; it has to be as the spec says. */
    static Decision ofTwin(Subject subject, Scope scope, LiveState state, Json live) {
        Comparison compared = settle(subject.kind().compare(subject.spec(), live, scope), state);
        List<Problem> problems = new ArrayList<>();
        compared.differences()
                .forEach(difference -> problems.addAll(subject.against(
                        PlanRules.ELSEWHERE,
                        PropertyText.property(difference.path()),
                        PropertyText.value(
                                subject.address(), difference.path(), difference.after(), difference.before()),
                        live.path("name").asText() + ", with "
                                + PropertyText.value(
                                        subject.address(),
                                        difference.path(),
                                        difference.before(),
                                        difference.after()))));
        return keep(subject, live, new Comparison(List.of(), compared.unmanaged()), problems);
    }

    private static Decision change(Subject subject, Scope scope, Json live, Comparison compared, PlanOptions options) {
        Change change = compared.change();
        boolean recreates = options.recreates(subject.address(), scope.subscriptionId())
                || options.losesData(subject.address(), scope.subscriptionId())
                || !subject.holdsSomething(live);
        List<Problem> problems = new ArrayList<>();
        for (Difference difference : compared.differences()) {
            if (difference.change() == Change.FORBIDDEN) {
                problems.addAll(against(subject, PlanRules.FORBIDDEN, difference));
            } else if (difference.change() == Change.RECREATE && !recreates) {
                problems.addAll(against(subject, PlanRules.RECREATE, difference));
            }
        }
        if (change == Change.RECREATE
                && subject.holdsData(live)
                && !options.losesData(subject.address(), scope.subscriptionId())) {
            problems.addAll(subject.against(PlanRules.DATA_LOSS));
        }
        if (change == Change.NONE || !problems.isEmpty()) {
            return new Decision(subject, change, List.of(), live, compared, problems);
        }
        List<Write> writes = new ArrayList<>();
        if (change == Change.RECREATE) {
            List<Write> anew = subject.recreate(live, scope);
            return new Decision(subject, change, anew, live, withWhatGoes(compared, anew), problems);
        } else {
            writes.addAll(marked(subject, compared, subject.update(live, compared, scope)));
        }
        if (isStoppedCluster(subject, live)) {
            return new Decision(
                    subject, change, List.of(), live, compared, subject.against(PlanRules.STOPPED, "", "Stopped", ""));
        }
        return new Decision(subject, change, writes, live, compared, problems);
    }

    /** What nobody declares goes with a resource that is made anew, but for what is written into the new one. */
    private static Comparison withWhatGoes(Comparison compared, List<Write> anew) {
        Json last = anew.get(anew.size() - 1).content();
        List<Difference> differences = new ArrayList<>(compared.differences());
        compared.unmanaged().stream()
                .filter(each -> !Documents.same(each.path(), Documents.at(last, each.path()), each.before()))
                .forEach(each -> differences.add(new Difference(
                        each.path(), each.before(), Json.missing(), Change.RECREATE, "not declared, goes with it")));
        return new Comparison(differences, List.of());
    }

    private static boolean isStoppedCluster(Subject subject, Json live) {
        return subject.address() instanceof Address.InAzure there
                && there.id().type().equalsIgnoreCase("Microsoft.ContainerService/managedClusters")
                && live.at("/properties/powerState/code").asText().equalsIgnoreCase("Stopped");
    }

    /** Adds our mark to an update if the resource does not carry it yet, with a write of its own if there is no other. */
    private static List<Write> marked(Subject subject, Comparison compared, List<Write> writes) {
        if (compared.differences().stream()
                .noneMatch(difference -> difference.path().equals(markPath(subject)))) {
            return subject.address() instanceof Address.InCluster ? subject.mark(writes) : writes;
        }
        boolean own = writes.stream().anyMatch(write -> write.target().equals(subject.address()));
        List<Write> all = new ArrayList<>(writes);
        if (!own && subject.address() instanceof Address.InAzure there) {
            Json nothing = Json.object().build();
            all.add(0, new Write.Put(there.id(), subject.kind().apiVersion(), nothing, true));
        }
        return subject.mark(all);
    }

    private static Comparison adopt(Subject subject, Comparison compared) {
        boolean markable =
                subject.address() instanceof Address.InCluster || subject.kind().carriesTags(subject.spec());
        if (!markable) {
            return compared;
        }
        List<Difference> differences = new ArrayList<>(compared.differences());
        differences.removeIf(difference -> difference.path().equals(markPath(subject)));
        differences.add(
                new Difference(markPath(subject), Json.missing(), Json.of(Ownership.VALUE), Change.UPDATE, "adopted"));
        return new Comparison(differences, compared.unmanaged());
    }

    private static String markPath(Subject subject) {
        return subject.address() instanceof Address.InCluster
                ? "/metadata/labels/" + Ownership.LABEL.replace("/", "~1")
                : "/tags/" + Ownership.TAG;
    }

    private static Decision keep(Subject subject, Json live, Comparison compared, List<Problem> problems) {
        return new Decision(subject, Change.NONE, List.of(), live, compared, problems);
    }

    private static List<Problem> observed(Subject subject, Comparison compared) {
        return compared.differences().stream()
                .filter(difference -> !difference.path().equals(markPath(subject)))
                .flatMap(difference -> Unfinished.isState(difference)
                        ? subject
                                .against(
                                        PlanRules.BROKEN,
                                        "",
                                        difference.before().asText(),
                                        "")
                                .stream()
                        : against(subject, PlanRules.OBSERVED, difference).stream())
                .toList();
    }

    private static List<Problem> against(Subject subject, Rule<PlanRules.Subject> rule, Difference difference) {
        boolean observed = rule == PlanRules.OBSERVED;
        String before =
                PropertyText.value(subject.address(), difference.path(), difference.before(), difference.after());
        String after =
                PropertyText.value(subject.address(), difference.path(), difference.after(), difference.before());
        return subject.against(
                rule,
                PropertyText.property(difference.path()),
                observed ? after : before + " -> " + after,
                observed ? before : difference.reason());
    }

    /** Fills late values in that are known by now, and drops the differences that are none then. */
    private static Comparison settle(Comparison compared, LiveState state) {
        List<Difference> left = new ArrayList<>();
        for (Difference difference : compared.differences()) {
            Json after = LateValue.resolve(
                    difference.after(),
                    late -> state.known(late.id(), late.apiVersion())
                            .map(document -> document.at(late.pointer()))
                            .filter(value -> !value.isMissing())
                            .orElse(late.toJson()));
            boolean late = !after.equals(difference.after());
            if (!late || !Documents.same(difference.path(), after, difference.before())) {
                left.add(new Difference(
                        difference.path(), difference.before(), after, difference.change(), difference.reason()));
            }
        }
        return new Comparison(left, compared.unmanaged());
    }
}
